import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEventBody } from '../../sandbox/schemas/run-event.ts';
import {
  beginRun,
  keep,
  nameRun,
  noRun,
  reduceRun,
  reduceRunEvents,
  shown,
} from '../../src/workbench/state/run-state.ts';
import { eventsOf, exchange, says, span } from './run-events.ts';

const start: RunEventBody = { type: 'start', services: ['store', 'shopper'], limitMs: 30_000 };
const finished: RunEventBody = { type: 'exit', reason: 'finished', message: 'Finished.' };
const lines = (state: Parameters<typeof shown>[0]) => shown(state, (record) => record.console);

describe('a run', () => {
  test('collects output, exchanges and spans in the order they came', () => {
    const state = reduceRunEvents(
      noRun,
      eventsOf(
        'a',
        start,
        says('store', 'open'),
        { type: 'http', exchange: exchange({ id: 'x' }) },
        {
          type: 'stored',
          service: 'store',
          spans: [span('s1')],
          sources: { s1: { file: 'a.ts', line: 1, column: 1 } },
        },
        finished,
      ),
    );
    expect(state.current).toMatchObject({
      phase: 'ended',
      services: { store: { state: 'starting' }, shopper: { state: 'starting' } },
      exchanges: [{ id: 'x' }],
      stored: [{ spanId: 's1' }],
      sources: { s1: { file: 'a.ts' } },
      exit: { reason: 'finished' },
    });
    expect(lines(state).content).toHaveLength(1);
  });

  test('is the same whether its events come one by one or in batches', () => {
    const body = fc.oneof(
      fc.constant<RunEventBody>(says('shopper', 'hello')),
      fc.constant<RunEventBody>({ type: 'http', exchange: exchange({ id: 'x' }) }),
      fc.constant<RunEventBody>({ type: 'stored', service: 'store', spans: [span('s')] }),
      fc.constant<RunEventBody>({ type: 'printed', service: 'store', spans: [span('s')] }),
      fc.constant<RunEventBody>({ type: 'export', service: 'store', exchangeId: 'x', spans: 2, rejected: 1 }),
      fc.constant<RunEventBody>({
        type: 'service',
        service: 'store',
        state: 'listening',
        address: 'localhost:5000',
      }),
      fc.constant<RunEventBody>({
        type: 'check',
        result: { index: 0, check: 'c', ok: true, reasons: [], diff: '' },
      }),
    );
    fc.assert(
      fc.property(fc.array(body), (bodies) => {
        const events = eventsOf('a', start, ...bodies);
        expect(reduceRunEvents(noRun, events)).toEqual(events.reduce(reduceRun, noRun));
      }),
    );
  });

  test('does not hear late events of the run before', () => {
    const first = reduceRunEvents(noRun, eventsOf('a', start, says('shopper', 'one')));
    const second = nameRun(beginRun(first, 'unnamed'), 'b');
    expect(reduceRunEvents(second, eventsOf('a', says('shopper', 'late')))).toEqual(second);
  });

  test('keeps the last verdict of a check, in the order of expect.yaml', () => {
    const check = (index: number, ok: boolean): RunEventBody => ({
      type: 'check',
      result: { index, check: `check ${index}`, ok, reasons: [], diff: '' },
    });
    const { current } = reduceRunEvents(
      noRun,
      eventsOf('a', start, check(1, false), check(0, true), check(1, true)),
    );
    expect(current?.checks.map(({ index, ok }) => [index, ok])).toEqual([
      [0, true],
      [1, true],
    ]);
  });

  test('counts the spans of an export by what became of them, not by what its sender saw', () => {
    const exported = (spans: number, rejected: number, failure: string): RunEventBody => ({
      type: 'export',
      service: 'store',
      exchangeId: 'x',
      spans,
      rejected,
      failure,
    });
    const partly = exported(10, 1, 'span "x" is too large');
    const answerLost = exported(2, 0, 'fetch failed: read ECONNRESET');
    const { current } = reduceRunEvents(noRun, eventsOf('a', start, partly, answerLost));
    expect(current?.counts['store']).toMatchObject({ exported: 11, rejected: 1 });
  });

  test('lets go of the oldest output beyond what a page holds, and says how much', () => {
    const many = Array.from({ length: keep.console + 5 }, (_, index) => says('shopper', `line ${index}`));
    const { current } = reduceRunEvents(noRun, eventsOf('a', start, ...many));
    expect(current?.console).toHaveLength(keep.console);
    expect(current?.consoleForgotten).toBe(5);
    expect(current?.console[0]).toMatchObject({ args: [{ text: 'line 5' }] });
  });
});

describe('the spans a page holds', () => {
  const stored = (...spans: ReturnType<typeof span>[]): RunEventBody => ({
    type: 'stored',
    service: 'store',
    spans,
  });

  test('are the latest, and how many came before them is known', () => {
    const many = Array.from({ length: keep.stored }, (_, index) => span(`s${index}`));
    const { current } = reduceRunEvents(noRun, eventsOf('a', start, stored(...many), stored(span('last'))));
    expect(current?.stored).toHaveLength(keep.stored);
    expect(current?.stored[0]?.spanId).toBe('s1');
    expect(current?.stored.at(-1)?.spanId).toBe('last');
    expect(current?.storedForgotten).toBe(1);
  });

  test('are fewer when they are large', () => {
    const large = (spanId: string) => ({
      ...span(spanId),
      name: 'x'.repeat(keep.storedBytes / 2 / 2 - 1_000),
    });
    const events = eventsOf('a', start, stored(large('1'), large('2')), stored(large('3')));
    const { current } = reduceRunEvents(noRun, events);
    expect(current?.stored.map(({ spanId }) => spanId)).toEqual(['2', '3']);
    expect(current?.storedForgotten).toBe(1);
    expect(current?.storedBytes).toBeLessThanOrEqual(keep.storedBytes);
  });

  test('are fewer when their resource is large', () => {
    const key = 'x'.repeat(keep.storedBytes / 2 / 2 - 1_000);
    const large = (spanId: string) => ({ ...span(spanId), resource: { attributes: [{ key, value: null }] } });
    const { current } = reduceRunEvents(
      noRun,
      eventsOf('a', start, stored(large('1'), large('2'), large('3'))),
    );
    expect(current?.stored.map(({ spanId }) => spanId)).toEqual(['2', '3']);
  });
});

describe('a panel', () => {
  const before = reduceRunEvents(noRun, eventsOf('a', start, says('shopper', 'one'), finished));

  test('dims the last run’s content until the first output of the next swaps in', () => {
    const waiting = nameRun(beginRun(before, 'unnamed'), 'b');
    expect(lines(waiting)).toMatchObject({ stale: true, content: [{ args: [{ text: 'one' }] }] });
    const going = reduceRunEvents(waiting, eventsOf('b', start, says('shopper', 'two')));
    expect(lines(going)).toMatchObject({ stale: false, content: [{ args: [{ text: 'two' }] }] });
  });

  test('keeps the last good output when the next run does not compile', () => {
    const broken = reduceRunEvents(
      beginRun(before, 'b'),
      eventsOf('b', { type: 'exit', reason: 'not-started', message: 'Not started.' }),
    );
    expect(lines(broken)).toMatchObject({ stale: true, content: [{ args: [{ text: 'one' }] }] });
    const twice = reduceRunEvents(
      beginRun(broken, 'c'),
      eventsOf('c', { type: 'exit', reason: 'not-started', message: 'Not started.' }),
    );
    expect(lines(twice).content).toHaveLength(1);
  });

  test('is empty when a run has ended and left nothing for it', () => {
    const silent = reduceRunEvents(beginRun(before, 'b'), eventsOf('b', start, finished));
    expect(lines(silent)).toEqual({ stale: false, content: [] });
  });
});
