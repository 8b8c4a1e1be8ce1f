import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CollectorView, ConfigProblem } from '../../sandbox/schemas/collector.ts';
import type { Lab } from '../../sandbox/schemas/lab.ts';
import { createCollectorModel } from '../../src/workbench/state/collector-model.ts';
import type { LabSession } from '../../src/workbench/state/lab-session.ts';

// In Node the package's name leads to what renders on a server, where nothing reacts.
vi.mock('solid-js', () => vi.importActual('solid-js/dist/solid.js'));

const collectorLab = (): Lab => ({
  services: [],
  network: [],
  backend: 'jaeger',
  collector: { config: 'collector.yaml', machine: 'own', env: {} },
});
const noLab: Lab = { services: [], network: [], backend: 'none' };
const wrong: ConfigProblem = { message: 'no such receiver', line: 1 };

/** A Collector that says what a test lets it say, and writes down what it is asked. */
function fakeCollector() {
  const asked: string[] = [];
  const answers: ((problems: ConfigProblem[]) => void)[] = [];
  let hear: (view: CollectorView) => void = () => undefined;
  const collector: Partial<LabSession['collector']> = {
    subscribe(listener) {
      hear = listener;
      return () => asked.push('left');
    },
    validate(_lab, text) {
      asked.push(`validate ${text}`);
      return new Promise((resolve) => answers.push(resolve));
    },
    apply: (_lab, files) => void asked.push(`apply ${files['collector.yaml']}`),
    restart: (_lab, files) => void asked.push(`restart ${files['collector.yaml']}`),
  };
  const view = (part: Partial<CollectorView>) =>
    hear({ state: 'running', problems: [], listeners: [], counts: [], ...part });
  return { session: () => Promise.resolve({ collector } as LabSession), asked, answers, view };
}

function setUp(first = 'one', firstLab = collectorLab()) {
  const [text, type] = createSignal(first);
  const [lab, setLab] = createSignal(firstLab);
  const fake = fakeCollector();
  const { model, dispose } = createRoot((end) => ({
    dispose: end,
    model: createCollectorModel({
      lab,
      files: () => ({ 'collector.yaml': text() }),
      session: fake.session,
      pauseMs: 250,
    }),
  }));
  const answer = async (problems: ConfigProblem[], which = -1) => {
    fake.answers.at(which)?.(problems);
    await vi.advanceTimersByTimeAsync(0);
  };
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return { model, dispose, type, setLab, answer, pass, ...fake };
}

/** One whose first text runs. */
async function running() {
  const all = setUp();
  all.model.want();
  await all.pass(0);
  all.view({ config: 'one', startedInMs: 100 });
  all.asked.length = 0;
  return all;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the Collector of a workbench', () => {
  test('is asked for nothing until somebody wants it, and then runs the text at once', async () => {
    const { model, type, pass, asked } = setUp();
    type('two');
    await pass(1_000);
    expect(asked).toEqual([]);
    model.want();
    await pass(0);
    expect(asked).toEqual(['apply two']);
  });

  test('is asked once typing pauses, and runs what it has nothing to say of', async () => {
    const { type, pass, asked, answer } = await running();
    for (const text of ['t', 'tw', 'two']) {
      type(text);
      await pass(249);
    }
    expect(asked).toEqual([]);
    await pass(1);
    expect(asked).toEqual(['validate two']);
    await answer([]);
    expect(asked).toEqual(['validate two', 'apply two']);
  });

  test('goes on with what ran while something is wrong with the text', async () => {
    const { model, type, pass, asked, answer } = await running();
    type('two');
    await pass(250);
    await answer([wrong]);
    expect(asked).toEqual(['validate two']);
    expect(model.diagnostics()).toMatchObject([{ file: 'collector.yaml', line: 1, message: wrong.message }]);
  });

  test('is not heard on a text that is no longer there, nor an earlier question after a later one', async () => {
    const { model, type, pass, asked, answer } = await running();
    type('two');
    await pass(250);
    type('three');
    await answer([wrong]);
    expect(model.problems()).toEqual([]);
    await pass(250);
    type('two');
    await pass(250);
    await answer([], -1);
    await answer([wrong], 0);
    expect(model.problems()).toEqual([]);
    expect(asked.filter((each) => each.startsWith('apply'))).toEqual(['apply two']);
  });

  test.each([
    ['another exercise', collectorLab],
    ['one without a Collector', () => noLab],
  ])('has said nothing yet of %s', async (_what, other) => {
    const { model, type, setLab, pass, answer } = await running();
    type('two');
    await pass(250);
    await answer([wrong]);
    expect(model.problems()).toHaveLength(1);
    setLab(other());
    expect(model.problems()).toEqual([]);
  });

  test('is not heard on the exercise before, though its text is the same', async () => {
    const { model, type, setLab, pass, answer } = await running();
    type('two');
    await pass(250);
    setLab(collectorLab());
    await answer([wrong]);
    expect(model.problems()).toEqual([]);
  });

  test('says what a restart has done with what was in flight, once it has started anew', async () => {
    const { model, pass, asked, view } = await running();
    const held = { kind: 'processor', id: 'batch', received: 3, refused: 0, sent: 0, dropped: 0 } as const;
    view({ config: 'one', startedInMs: 100, counts: [{ ...held, queued: 3 }] });
    const done = model.restart();
    await pass(0);
    await done;
    expect(asked).toEqual(['restart one']);
    view({ config: 'one', startedInMs: 100 });
    expect(model.note()).toBe('');
    view({ state: 'starting' });
    view({ config: 'one', startedInMs: 180 });
    expect(model.note()).toBe('restarted in 180 ms · 3 spans were in flight, all delivered');
  });

  test('is left, and asked nothing more, when the workbench goes', async () => {
    const { type, pass, asked, dispose } = await running();
    type('two');
    dispose();
    await pass(1_000);
    expect(asked).toEqual(['left']);
  });
});
