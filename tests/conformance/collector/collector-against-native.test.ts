/** The Collector compiled to WebAssembly and the native one, run with the same configurations on the same spans. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Case, caseFiles, lessonCases, readCases } from './case.ts';
import { comparableOutcome } from './comparable-outcome.ts';
import { differences } from './differences.ts';
import { exercise } from './exercise.ts';
import { runNative } from './native.ts';
import { openWasmCollectors, type WasmCollectors } from './wasm.ts';

const groups: readonly (readonly [string, Case[]])[] = [
  ...caseFiles().map((file) => [file, readCases(file)] as const),
  ['lessons', lessonCases()],
];
const names = groups.flatMap(([, cases]) => cases.map(({ name }) => name));

let wasm: WasmCollectors;

beforeAll(async () => {
  wasm = await openWasmCollectors(2);
});
afterAll(() => wasm?.dispose());

/** What came of it, from both. */
async function outcomes(each: Case) {
  const [native, ours] = await Promise.all([
    runNative(each, (running) => exercise(running, each)),
    wasm.run(each, (running) => exercise(running, each)),
  ]);
  return { native: comparableOutcome(native), ours: comparableOutcome(ours) };
}

describe.each(groups)('%s', (_file, cases) => {
  test.concurrent.each(cases.map((each) => [each.name, each] as const))('%s', async (name, each) => {
    const { native, ours } = await outcomes(each);
    if (!differences.has(name)) expect(ours).toEqual(native);
    else
      expect(ours, `both do alike now: take ${JSON.stringify(name)} out of differences.ts`).not.toEqual(
        native,
      );
  });
});

test('each listed difference is one of the configurations, and names are unique', () => {
  expect([...differences.keys()].filter((name) => !names.includes(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});
