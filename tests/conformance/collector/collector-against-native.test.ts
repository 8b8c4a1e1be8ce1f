/** The Collector compiled to WebAssembly and the native one, run with the same configurations on the same spans. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokenConfigs } from '../../collector/broken-configs.ts';
import { buildLimitMs } from '../../collector/collector-folder.ts';
import { leftovers } from '../../containers/backend.ts';
import { type Case, caseFiles, lessonCases, readCases, startOnly } from './case.ts';
import { comparableOutcome, comparableText } from './comparable-outcome.ts';
import { differences } from './differences.ts';
import { exercise } from './exercise.ts';
import { runNative } from './native.ts';
import { startValidator, type Validator } from './validator.ts';
import { openWasmCollectors, type WasmCollectors } from './wasm.ts';

const groups: readonly (readonly [string, readonly Case[]])[] = [
  ...caseFiles().map((file) => [file, readCases(file)] as const),
  ['lessons', lessonCases()],
  ['configurations with one mistake each', brokenConfigs.map(({ name, config }) => bare(name, config))],
];
const names = groups.flatMap(([, cases]) => cases.map(({ name }) => name));

function bare(name: string, config: string): Case {
  return { name, config, env: {}, corpus: false, requests: [] };
}

let wasm: WasmCollectors;
let native: Validator;

beforeAll(async () => {
  // One after the other, so that each is ended when the next one cannot be had.
  wasm = await openWasmCollectors(2);
  native = await startValidator();
}, buildLimitMs);
afterAll(async () => {
  wasm?.dispose();
  await native?.stop();
  expect(await leftovers()).toEqual([]);
});

/** Valid ones among them are not sent anything: it is about how they start. */
const broken = new Set([
  ...readCases('broken').map(({ name }) => name),
  ...brokenConfigs.map(({ name }) => name),
]);

/** What came of it, from both: what `validate` says if it says something, else what a run comes to. */
async function outcomes(each: Case) {
  const saidByOurs = await wasm.validate(each);
  // A native run says the same as its validate; that one is asked where it is likely to have something to say.
  const said = saidByOurs !== '' || broken.has(each.name) ? await native.validate(each) : '';
  if (said !== '' || saidByOurs !== '') {
    return { native: comparableText(said), ours: comparableText(saidByOurs) };
  }
  const whole = broken.has(each.name) ? startOnly(each) : each;
  const [theirs, ours] = await Promise.all([
    runNative(whole, (running) => exercise(running, whole)),
    wasm.run(whole, (running) => exercise(running, whole)),
  ]);
  return { native: comparableOutcome(theirs), ours: comparableOutcome(ours) };
}

describe.each(groups)('%s', (_file, cases) => {
  test.concurrent.each(cases.map((each) => [each.name, each] as const))('%s', async (name, each) => {
    const { native: theirs, ours } = await outcomes(each);
    const { reason, architecture = process.arch } = differences.get(name) ?? {};
    if (reason === undefined || architecture !== process.arch) expect(ours).toEqual(theirs);
    else
      expect(ours, `both do alike now: take ${JSON.stringify(name)} out of differences.ts`).not.toEqual(
        theirs,
      );
  });
});

test('each listed difference is one of the configurations, and names are unique', () => {
  expect([...differences.keys()].filter((name) => !names.includes(name))).toEqual([]);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
