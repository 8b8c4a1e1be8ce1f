import { afterAll, describe, expect, test } from 'vitest';
import { createNodeRunner } from '../../../../verify/runners/node/node-runner.ts';
import { jobOf, openIntake, stdout } from './support.ts';

const runner = createNodeRunner({ jobs: 1 });
afterAll(() => runner.dispose());

const tracing = (name: string) => `
import { trace } from '@opentelemetry/api';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
const before = globalThis[Symbol.for('opentelemetry.js.api.1') as never];
const provider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] });
trace.setGlobalTracerProvider(provider);
trace.getTracer('test').startSpan('${name}').end();
console.log(before === undefined ? 'fresh' : 'left over');
`;

describe('one program after the other in one process', () => {
  test('sees none of the globals, variables and prototypes that another has changed', async () => {
    await runner.run(
      jobOf(`(globalThis as any).mark = 1; process.env.MARK = '1'; (Array.prototype as any).mark = 1;
      (await import('node:fs') as any).default.mark = 1; process.exitCode = 7;`),
    );
    const ran = await runner.run(
      jobOf(`import fs from 'node:fs';
      console.log((globalThis as any).mark, process.env.MARK, ([] as any).mark, (fs as any).mark, process.exitCode);`),
    );
    expect(stdout(ran)).toEqual(['undefined undefined undefined undefined undefined']);
    expect(ran.exitCode).toBe(0);
  });

  test('has a tracer provider of its own, flushed at the end, in every run', async () => {
    await using intake = await openIntake();
    // The first loads packages as Node does, the second from what was learnt, the third from V8's cache of that.
    for (const name of ['first', 'second', 'third', 'fourth']) {
      const ran = await runner.run(jobOf(tracing(name), { endpoint: intake.endpoint }));
      expect(ran).toMatchObject({ errors: [], troubles: [], flush: 'acknowledged', exitCode: 0 });
      expect(stdout(ran)).toEqual(['fresh']);
    }
    const spans = intake.bodies.map((body) => JSON.parse(body).resourceSpans[0].scopeSpans[0].spans);
    expect(spans.map((each: { name: string }[]) => each.map(({ name }) => name))).toEqual([
      ['first'],
      ['second'],
      ['third'],
      ['fourth'],
    ]);
  });

  test('hears no timer of another', async () => {
    const first = await runner.run(jobOf(`setInterval(() => console.log('tick'), 1).unref(); await 0;`));
    const second = await runner.run(
      jobOf(`await new Promise((done) => setTimeout(done, 20)); console.log('quiet');`),
    );
    expect(first.troubles).toEqual([]);
    expect(stdout(second)).toEqual(['quiet']);
  });

  test('works in a folder of its own, empty and writable', async () => {
    const write = `import fs from 'node:fs';
      console.log(fs.readdirSync('.').length); fs.writeFileSync('mine.txt', 'x'); console.log(fs.readdirSync('.').join());`;
    for (const ran of [await runner.run(jobOf(write)), await runner.run(jobOf(write))]) {
      expect(stdout(ran)).toEqual(['0', 'mine.txt']);
      expect(ran.troubles).toEqual([]);
    }
  });
});

test('tells what a program prints as it was printed, and its printed spans as spans', async () => {
  const ran = await runner.run(
    jobOf(`import { BasicTracerProvider, ConsoleSpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import fs from 'node:fs';
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new ConsoleSpanExporter())] });
provider.getTracer('test').startSpan('printed').end();
await provider.forceFlush();
console.error('to', 'stderr');
fs.writeSync(1, 'by descriptor\\n');
process.stdout.write('no line end');`),
  );
  expect(ran.printed.map(({ name }) => name)).toEqual(['printed']);
  expect(stdout(ran)).toEqual(expect.arrayContaining([`  name: 'printed',`, 'by descriptor', 'no line end']));
  expect(ran.output).toContainEqual({ stream: 'stderr', text: 'to stderr' });
});

test('names the project files that took part, and no package', async () => {
  const ran = await runner.run(
    jobOf(
      `import { stdout } from './support.ts';\nimport '@opentelemetry/api';\nconsole.log(typeof stdout);`,
    ),
  );
  expect(stdout(ran)).toEqual(['function']);
  expect(ran.loaded).toEqual([expect.stringMatching(/tests.verify.runners.node.support\.ts$/u)]);
});
