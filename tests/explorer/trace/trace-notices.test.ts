import { describe, expect, it } from 'vitest';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { columnsOf } from '../../../src/explorer/model/columns-of.ts';
import { traceFacts } from '../../../src/explorer/trace/trace-facts.ts';
import { traceNotices } from '../../../src/explorer/trace/trace-notices.ts';
import { span } from '../model/any-spans.ts';

function notices(spans: Span[], corrected = false): string[] {
  const columns = columnsOf(spans);
  return traceNotices(columns, traceFacts(columns), corrected).map(({ text }) => text);
}

describe('what is said of a trace as a whole', () => {
  it('is the name of its root, though an orphan starts earlier, and what it counts', () => {
    const failed: Partial<Span> = { status: { code: 'ERROR', message: '' } };
    const columns = columnsOf([
      span({ id: 'orphan', parent: 'gone', ...failed }),
      span({ id: 'root', at: 1, service: 'till' }),
      span({ id: 'child', parent: 'root', at: 0.5, ...failed }),
    ]);
    expect(traceFacts(columns)).toEqual({
      name: 'root',
      service: 'till',
      hasRoot: true,
      errors: 2,
      odd: 2,
      orphans: 1,
      outOfOrder: 1,
    });
  });

  it('is the name of the first row where there is no root', () => {
    expect(traceFacts(columnsOf([span({ id: 'only', parent: 'gone' })]))).toMatchObject({
      name: 'only',
      hasRoot: false,
    });
  });

  it('says nothing of a trace that is as it should be, nor of none', () => {
    expect(notices([span({ id: 'root' }), span({ id: 'child', parent: 'root', at: 1, takes: 2 })])).toEqual(
      [],
    );
    expect(notices([])).toEqual([]);
  });

  it('says nothing of clocks where work outlives who asked for it', () => {
    expect(
      notices([
        span({ id: 'root' }),
        span({ id: 'job', parent: 'root', service: 'worker', at: 5, takes: 90 }),
      ]),
    ).toEqual([]);
  });

  it('says that clocks disagree, or by how much they were corrected', () => {
    const spans = [
      span({ id: 'root', takes: 20 }),
      span({ id: 'early', parent: 'root', service: 'till', at: -5, takes: 2 }),
    ];
    expect(notices(spans)).toEqual([
      '1 span starts before what caused it, or after that was over: clocks disagree. Times are as reported.',
    ]);
    expect(notices(spans, true)).toEqual([
      'Clocks corrected: 1 span is moved, by up to 14 ms, so that it lies within what caused it.',
    ]);
  });

  it('offers no correction where one clock told both times', () => {
    expect(notices([span({ id: 'root' }), span({ id: 'early', parent: 'root', at: -5, takes: 2 })])).toEqual(
      [],
    );
  });

  it('counts the spans whose parents are missing, and says when there is no root', () => {
    expect(notices([span({ id: 'a', parent: 'x' }), span({ id: 'b', parent: 'y' })])).toEqual([
      '2 spans name parents that have not arrived, and are drawn at the top. The trace has no root span.',
    ]);
    expect(notices([span({ id: 'root' }), span({ id: 'b', parent: 'y', at: 1 })])).toEqual([
      '1 span names a parent that has not arrived, and is drawn at the top.',
    ]);
  });

  it('says that spans have no trace id', () => {
    expect(notices([span({ id: 'lost', traceId: '' })])[0]).toMatch(/^These spans have no trace id\./u);
  });
});
