import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Events, exitOf, expect, lines, only, test } from './lab-test.ts';
import { exporting, printing, tracedShopper, tracedStore } from './programs.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

async function filesOf(folder: string): Promise<Record<string, string>> {
  const names = await readdir(path.join(root, folder));
  const read = async (name: string) => [name, await readFile(path.join(root, folder, name), 'utf8')] as const;
  return Object.fromEntries(await Promise.all(names.map(read)));
}

/** Span's name → `file:line`, or nothing where it is not known. */
function placesOf(events: Events): Record<string, string> {
  const told = [...only(events, 'printed'), ...only(events, 'stored')];
  return Object.fromEntries(
    told.flatMap(({ spans, sources }) =>
      spans.map(({ name, spanId }) => {
        const place = sources?.[spanId];
        return [name, place === undefined ? '' : `${place.file}:${place.line}`];
      }),
    ),
  );
}

/** Where `text` is in a file. */
const lineOf = (file: string, text: string): number =>
  file.split('\n').findIndex((line) => line.includes(text)) + 1;

test('the span of the first lesson that has one names the line that started it', async ({ lab }) => {
  const lesson = 'content/1-grocery-store/02-your-first-span';
  const files = { ...(await filesOf(`${lesson}/start`)), ...(await filesOf(`${lesson}/solution`)) };
  const { 'shopper.ts': shopper = '' } = files;
  const events = await lab.run(files, {
    services: [
      { name: 'grocery-store', entry: 'store.ts', env: {} },
      { name: 'shopper', entry: 'shopper.ts', env: {} },
    ],
  });
  expect(exitOf(events).reason).toBe('finished');
  const store = files['store.ts'] ?? '';
  expect(new Set(Object.values(placesOf(events)))).toEqual(
    new Set([
      `shopper.ts:${lineOf(shopper, 'tracer.startSpan(')}`,
      `store.ts:${lineOf(store, 'tracer.startSpan(')}`,
    ]),
  );
});

test('an instrumented fetch leads to the line that called it, a request from outside to none', async ({
  lab,
}) => {
  const events = await lab.run(
    { 'store.ts': tracedStore, 'shopper.ts': tracedShopper, '_tracing.ts': exporting() },
    { backend: 'jaeger' },
  );
  expect(placesOf(events)).toEqual({
    'going to the store': `shopper.ts:${lineOf(tracedShopper, 'startActiveSpan')}`,
    GET: `shopper.ts:${lineOf(tracedShopper, 'await fetch')}`,
    'GET /': '',
    'welcome message': `store.ts:${lineOf(tracedStore, 'startActiveSpan')}`,
  });
});

test('what a program sees of the SDK and of its errors stays as it was', async ({ lab }) => {
  const events = await lab.run({
    '_printing.ts': printing,
    'shopper.ts': `
      import { tracer } from './_printing.ts';
      const { Error: E } = globalThis;
      const limit = E.stackTraceLimit;
      const sdk = Object.getPrototypeOf(tracer);
      console.log(sdk.constructor.name, sdk.startSpan.length, sdk.startSpan.name);
      tracer.startSpan('seen').end();
      console.log(E.stackTraceLimit === limit, Object.keys(globalThis).some((key) => /spanlab/.test(key)));
      let asked = 0;
      E.prepareStackTrace = () => String((asked += 1));
      const open = tracer.startSpan('formats stacks itself');
      console.log('asked once for the place of this line');
      console.log(asked);
      E.prepareStackTrace = undefined;
      open.end();
      Object.freeze(E);
      tracer.startSpan('frozen').end();
      try { tracer.startSpan('thrown', { links: 5 as never }); } catch (error) { console.log(error.name); }
    `,
  });
  expect(lines(events).filter((line) => !line.includes('traceId'))).toEqual([
    'shopper: Tracer 1 startSpan',
    'shopper: true false',
    'shopper: asked once for the place of this line',
    'shopper: 1',
    'shopper: TypeError',
  ]);
  expect(exitOf(events).reason).toBe('finished');
});
