import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { describe, expect, test } from 'vitest';
import { drawnEvents, rowsNow } from '../../../src/explorer/library/drawn-events.ts';
import { createMemoryLibrary } from '../../../src/explorer/library/memory-library.ts';
import type { EventColumns, OpenTrace } from '../../../src/explorer/library/trace-library.ts';
import { correctClocks } from '../../../src/explorer/model/clock-skew.ts';
import { makeSpan } from '../../browser/explorer/harness/make-span.ts';

const root = makeSpan({ spanId: '01', service: 'shop', name: 'GET /', at: 100, takes: 100 });
/** Its clock is 90 ms behind. */
const skewed = makeSpan({
  spanId: '02',
  parentSpanId: '01',
  service: 'stock',
  name: 'look up',
  at: 40,
  takes: 20,
});
const event = (span: Span, name: string, afterMs: number): Span => ({
  ...span,
  events: [
    ...span.events,
    {
      name,
      timeUnixNano: span.startTimeUnixNano + BigInt(afterMs * 1e6),
      attributes: [],
    },
  ],
});
const told = ({ columns }: OpenTrace, events: EventColumns): string[] =>
  Array.from({ length: events.length }, (_, at) => {
    const row = events.row[at] ?? -1;
    const since = ((events.timeNs[at] ?? 0) - (columns.startNs[row] ?? 0)) / 1e6;
    return `${events.names[events.name[at] ?? -1]} ${since} ms into ${columns.names[columns.name[row] ?? -1]}`;
  });

describe('events are drawn', () => {
  test('with their spans when clocks are corrected', async () => {
    const library = createMemoryLibrary();
    library.add([event(root, 'asked', 10), event(skewed, 'found', 5)]);
    const trace = await library.open(root.traceId);
    const { columns } = correctClocks(trace.columns);
    const events = drawnEvents(await trace.events(), trace.columns, columns);
    expect(columns.startNs).not.toEqual(trace.columns.startNs);
    expect(told({ ...trace, columns }, events).sort()).toEqual([
      'asked 10 ms into GET /',
      'found 5 ms into look up',
    ]);
  });

  test('where their spans are in the trace that has grown', async () => {
    const library = createMemoryLibrary();
    library.add([event(root, 'asked', 10), event(event(skewed, 'found', 5), 'told', 8)]);
    const before = await library.open(root.traceId);
    const events = await before.events();
    const early = makeSpan({ spanId: '03', service: 'shop', name: 'early', at: 0, takes: 5 });
    library.add([early]);
    const now = await library.open(root.traceId);
    expect(now.columns.names[now.columns.name[0] ?? -1]).toBe('early');
    expect(told(now, drawnEvents(events, before.columns, now.columns))).toEqual(
      told(now, await now.events()),
    );
  });

  test('not at all when another trace is shown', async () => {
    const library = createMemoryLibrary();
    const other = 'ee'.repeat(16);
    library.add([event(root, 'asked', 10), { ...root, traceId: other }]);
    const [first, second] = [await library.open(root.traceId), await library.open(other)];
    expect(drawnEvents(await first.events(), first.columns, second.columns).length).toBe(0);
    expect([...(rowsNow(first.columns, second.columns) ?? [])]).toEqual([-1]);
  });
});
