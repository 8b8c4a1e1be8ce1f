/** Runs programs in a real Chromium, with a real receiver for what they send. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProgramExample } from '../../../verify/model/example.ts';
import type { Project } from '../../../verify/model/project.ts';
import type { Job, Ran, Runner } from '../../../verify/model/run.ts';
import { createChromiumRunner } from '../../../verify/runners/chromium/chromium-runner.ts';
import { programExample } from './program-example.ts';

const project: Project = {
  folder: process.cwd(),
  lockfiles: [],
  typescript: { folder: '', version: '' },
};

/** Paths and bodies of what was sent, in order. */
const received: { path: string; body: string }[] = [];
const receiver = createServer((request, response) => {
  response.setHeader('access-control-allow-origin', '*').setHeader('access-control-allow-headers', '*');
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => {
    body += text;
  });
  request.on('end', () => {
    if (request.method === 'POST') received.push({ path: request.url ?? '', body });
    response.end('{}');
  });
});

let runner: Runner;
let runs = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  runner = createChromiumRunner({ jobs: 2 });
});
afterAll(async () => {
  await runner.dispose();
  receiver.closeAllConnections();
  receiver.close();
});

async function run(
  files: string | Record<string, string>,
  more: Partial<Job> = {},
  by = runner,
): Promise<Ran> {
  runs += 1;
  const runId = `run-${runs}`;
  const example: ProgramExample = programExample(
    runId,
    typeof files === 'string' ? { 'app.ts': files } : files,
  );
  const { port } = receiver.address() as AddressInfo;
  return by.run({
    runId,
    example,
    project,
    endpoint: `http://127.0.0.1:${port}/run/${runId}`,
    alone: false,
    timeoutMs: 20_000,
    signal: new AbortController().signal,
    ...more,
  });
}
const stdout = (ran: Ran) => ran.output.filter(({ stream }) => stream === 'stdout').map(({ text }) => text);
/** Resolves with the next request. */
const somethingArrives = () => new Promise<void>((resolve) => receiver.once('request', () => resolve()));
const sent = () => received.filter(({ path }) => path === `/run/run-${runs}/v1/traces`);

const tracing = `
import { trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, ConsoleSpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { WebTracerProvider } from '@opentelemetry/sdk-trace-web';
const tracer = trace.getTracer('shop');
`;
const batched = `${tracing}new WebTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter(), { scheduledDelayMillis: 10 })] }).register();`;

describe('a program', () => {
  test('prints in order what it prints, and ends by itself', async () => {
    const ran = await run(`
      console.log('one');
      setTimeout(() => console.log('three'), 30);
      console.error('not this');
      queueMicrotask(() => console.log('two'));
    `);
    expect(stdout(ran)).toEqual(['one', 'two', 'three']);
    expect(ran).toMatchObject({ exitCode: 0, errors: [], troubles: [], flush: 'none' });
  });

  test('has its spans flushed to its own endpoint, though it says localhost:4318', async () => {
    const ran = await run(`${batched} tracer.startSpan('checkout').end();`);
    expect(ran).toMatchObject({ flush: 'acknowledged', errors: [], troubles: [] });
    expect(sent()).toHaveLength(1);
    expect(sent()[0]?.body).toContain('checkout');
  });

  test('is asked for what XMLHttpRequest and fetch with a Request send too', async () => {
    await run(`
      const xhr = new XMLHttpRequest();
      xhr.open('POST', 'http://localhost:4318/v1/traces');
      xhr.send('by xhr');
      await fetch(new Request('http://127.0.0.1:4318/v1/traces', { method: 'POST', body: 'by request' }));
    `);
    expect(
      sent()
        .map(({ body }) => body)
        .sort(),
    ).toEqual(['by request', 'by xhr']);
  });

  test('shows the spans it prints', async () => {
    const ran = await run(`${tracing}
      new WebTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new ConsoleSpanExporter())] }).register();
      tracer.startSpan('checkout', { attributes: { items: 2 } }).end();
    `);
    expect(ran.printed).toMatchObject([{ name: 'checkout', attributes: [{ key: 'items', value: 2 }] }]);
    expect(stdout(ran).join('\n')).toContain("name: 'checkout'");
  });

  test('keeps its context over await with zone.js', async () => {
    const ran = await run(`${tracing}
      import { ZoneContextManager } from '@opentelemetry/context-zone';
      new WebTracerProvider().register({ contextManager: new ZoneContextManager() });
      await tracer.startActiveSpan('a', async (span) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        console.log(trace.getActiveSpan() === span);
      });
    `);
    expect(stdout(ran)).toEqual(['true']);
  });

  test('shares nothing with the one before it', async () => {
    await run(
      `${batched} globalThis.left = 'behind'; setInterval(() => fetch('http://localhost:4318/v1/traces', { method: 'POST' }), 1).unref(); Array.prototype.map = () => [];`,
    );
    const ran = await run(
      `${tracing} console.log(typeof globalThis.left, trace.getTracerProvider().getDelegate().constructor.name, [1].map(String));`,
    );
    expect(stdout(ran)).toEqual(["undefined NoopTracerProvider [ '1' ]"]);
  });

  test('is waited for while it works in other threads', async () => {
    const ran = await run(`
      crypto.subtle.digest('SHA-256', new Uint8Array(1e6)).then((hash) => console.log(hash.byteLength));
      import('@opentelemetry/api').then(({ trace }) => console.log(typeof trace));
      new Response('text').text().then(console.log);
    `);
    expect(stdout(ran).sort()).toEqual(['32', 'object', 'text']);
  });

  test('that goes on is ended when it has shown enough, and flushed', async () => {
    const ran = await run(
      `${batched}
      setInterval(() => {}, 1000);
      tracer.startSpan('tick').end();
    `,
      { enough: somethingArrives() },
    );
    expect(ran).toMatchObject({ troubles: [], flush: 'acknowledged' });
    expect(sent()).toHaveLength(1);
  });

  test.each(['', 'document; '])('that goes on is heard while it runs: %s', async (page) => {
    const listening = Promise.withResolvers<void>();
    const ran = await run(
      `${page}setInterval(() => {}, 1000); setTimeout(() => console.log('listening'), 50);`,
      {
        enough: listening.promise,
        shows(soFar) {
          const { output, settled } = soFar();
          if (settled && output.some(({ text }) => text === 'listening')) listening.resolve();
        },
      },
    );
    expect(ran).toMatchObject({ troubles: [], output: [{ text: 'listening' }] });
  });

  test('that goes on after an error has failed all the same', async () => {
    const failed = Promise.withResolvers<void>();
    const ran = await run("setInterval(() => {}, 1000); throw new Error('dead');", {
      enough: failed.promise,
      shows(soFar) {
        if (soFar().failed) failed.resolve();
      },
    });
    expect(ran.errors).toMatchObject([{ kind: 'threw', message: 'dead' }]);
  });

  test('whose export nobody takes is told so, with the address, once', async () => {
    const send = (how: string) => `${how}('http://127.0.0.1:1/v1/traces', { method: 'POST', body: '{}' })`;
    const { troubles } = await run(
      `await ${send('fetch')}.catch(() => {}); await ${send('fetch')}.catch(() => {}); await fetch('http://127.0.0.1:1/other').catch(() => {});`,
    );
    expect(troubles).toMatchObject([
      {
        rule: 'export',
        message: expect.stringMatching(/^An export to 127\.0\.0\.1:1 failed: nobody took the spans/u),
      },
    ]);
  });

  test('that needs a document gets a page, and storage of its own', async () => {
    const ran = await run(
      "document.title = 'shop'; localStorage.setItem('a', 'b'); console.log(document.title);",
    );
    expect(stdout(ran)).toEqual(['shop']);
    expect(stdout(await run("document; console.log(localStorage.getItem('a'));"))).toEqual(['null']);
  });

  test('whose code reaches for a document gets a page too', async () => {
    const ran = await run("const name = 'docu' + 'ment'; (0, eval)(name).title = 'a'; console.log('found');");
    expect(stdout(ran)).toEqual(['found']);
    expect(ran.errors).toEqual([]);
  });

  test('in a page is flushed and ended like any other', async () => {
    const ran = await run(
      `${batched} tracer.startSpan(document.readyState).end(); setInterval(() => {}, 1000);`,
      {
        enough: somethingArrives(),
      },
    );
    expect(ran).toMatchObject({ flush: 'acknowledged', troubles: [] });
    expect(sent()).toHaveLength(1);
  });
});

describe('what nobody catches', () => {
  test.each([
    ['threw', 'type A = 1;\n\nthrow new TypeError("no");', 3, 7],
    ['threw', 'type A = 1;\nawait 1;\nawait Promise.reject(new TypeError("no"));', 3, 22],
    ['rejected', 'type A = 1;\n\n Promise.reject(new TypeError("no"));', 3, 17],
    ['rejected', 'document;\n\n Promise.reject(new TypeError("no"));', 3, 17],
    ['late', 'setTimeout(() => {\n  const a: number = 1;\n  throw new TypeError("no");\n}, 20);', 3, 9],
    ['late', 'document;\nsetTimeout(() => {\n  throw new TypeError("no");\n}, 20);', 3, 9],
  ])('is told as %s, at its place: %s', async (kind, text, line, column) => {
    const { errors } = await run(text);
    expect(errors).toMatchObject([{ kind, name: 'TypeError', message: 'no' }]);
    expect(errors[0]?.frames[0]).toEqual({ file: 'app.ts', line, column });
    expect(errors[0]?.stack).toContain(`app.ts:${line}:${column}`);
    expect(errors[0]?.stack).not.toContain('http://');
  });

  test('is told of zone.js, which tells only itself', async () => {
    const { errors } = await run(
      `import '@opentelemetry/context-zone';\nasync function fail() {\n  throw new Error('in a zone');\n}\nfail();`,
    );
    expect(errors).toMatchObject([{ kind: 'rejected', message: 'in a zone' }]);
    expect(errors[0]?.frames[0]).toEqual({ file: 'app.ts', line: 3, column: 9 });
  });

  test('is told in the file it lies in', async () => {
    const { errors } = await run({ 'app.ts': "import './fails.ts';", 'fails.ts': '\nthrow new Error("é");' });
    expect(errors[0]?.frames).toEqual([{ file: 'fails.ts', line: 2, column: 7 }]);
  });

  test.each([
    ['throw { status: 404 };', 'threw', '{ status: 404 }'],
    ['throw undefined;', 'threw', 'undefined'],
    ["Promise.reject('no');", 'rejected', "'no'"],
    ['setTimeout(() => { throw null; });', 'late', 'null'],
  ])('can be no error at all, and is shown as Node shows it: %s', async (text, kind, message) => {
    const { errors } = await run(text);
    expect(errors).toMatchObject([{ kind, name: '', message }]);
  });
});

describe('a program that will not behave', () => {
  test.each([
    ['loops for ever', 'for (;;) {}', { timeoutMs: 1_000 }, 'timeout'],
    ['loops for ever in a page', 'document; for (;;) {}', { timeoutMs: 1_000 }, 'timeout'],
    ['never settles', 'await new Promise(() => {});', { timeoutMs: 500 }, 'timeout'],
    ['ticks for ever', 'setInterval(() => {}, 10);', { timeoutMs: 500 }, 'timeout'],
    ['floods its console', 'for (;;) console.log("x");', {}, 'too-much-output'],
    ['floods its console in a page', 'document; for (;;) console.log("x");', {}, 'too-much-output'],
    [
      'eats memory',
      'const all = []; for (;;) all.push(new Array(1e6).fill(Math.random()));',
      {},
      'killed-itself',
    ],
    [
      'leaves its page',
      "document; location.href = 'about:blank'; await new Promise(() => {});",
      {},
      'killed-itself',
    ],
  ])('because it %s is ended, and the next one runs', async (_, text, more, rule) => {
    expect((await run(text, more)).troubles).toMatchObject([{ rule }]);
    expect(stdout(await run('console.log("next");'))).toEqual(['next']);
  });

  test('cannot speak in the name of the runner', async () => {
    const ran = await run(`
      console.log(typeof self.postMessage, typeof self.close, typeof self.onmessage);
      self.dispatchEvent(new MessageEvent('message', { data: { script: '/' } }));
    `);
    expect(stdout(ran)).toEqual(['undefined undefined undefined']);
    expect(ran).toMatchObject({ errors: [], troubles: [] });
  });

  test('is ended when the session is', async () => {
    const { signal, abort } = abortable();
    const ran = run('await new Promise(() => {});', { signal });
    abort();
    expect((await ran).troubles).toEqual([]);
  });
});

describe('the browser', () => {
  test('is started again when it dies; what did not run to its end runs again', async () => {
    const before = chromiumProcesses();
    const own = createChromiumRunner({ jobs: 2 });
    try {
      await own.prepare([]);
      const killed = chromiumProcesses().filter((pid) => !before.includes(pid));
      const slow = run(
        'await new Promise((resolve) => setTimeout(resolve, 500)); console.log("done");',
        {},
        own,
      );
      // The oldest is the one that has started the others.
      process.kill(Math.min(...killed), 'SIGKILL');
      expect(stdout(await slow)).toEqual(['done']);
      expect(stdout(await run('console.log("next");', {}, own))).toEqual(['next']);
    } finally {
      await own.dispose();
    }
  });

  test('leaves no process behind', async () => {
    const before = chromiumProcesses();
    const own = createChromiumRunner({ jobs: 2 });
    await run('document; console.log(1);', {}, own);
    const started = chromiumProcesses().filter((pid) => !before.includes(pid));
    expect(started.length).toBeGreaterThan(2);
    await run('for (;;) {}', { timeoutMs: 300 }, own);
    started.push(...chromiumProcesses().filter((pid) => !before.includes(pid)));
    await own.dispose();
    await expect.poll(() => started.filter(isAlive)).toEqual([]);
  });
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

/** Also of one that has lost its parent. A zombie is not. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/su.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Descendants of this process that are Chromium's, those not yet reaped left out. */
function chromiumProcesses(): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).trim().split('\n');
  const all = rows.map((row) => {
    const [, pid, parent, state, args] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/u.exec(row) ?? [];
    return { pid: Number(pid), parent: Number(parent), state: state ?? '', args: args ?? '' };
  });
  const own = new Set([process.pid]);
  for (let size = 0; size !== own.size; ) {
    size = own.size;
    for (const { pid, parent } of all) if (own.has(parent)) own.add(pid);
  }
  return all
    .filter(
      ({ pid, state, args }) =>
        own.has(pid) && !state.startsWith('Z') && /--type=|--remote-debugging/u.test(args),
    )
    .map(({ pid }) => pid);
}
