import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { columnsOf } from '../../../src/explorer/model/columns-of.ts';
import { layoutTrace } from '../../../src/explorer/model/layout.ts';
import { createSpanTable } from '../../../src/explorer/model/span-table.ts';
import { hasWarning, type TraceColumns } from '../../../src/explorer/model/trace-columns.ts';
import { type SpanWarningKind, warningBits } from '../../../src/explorer/model/warning-bits.ts';
import { warningsOf } from '../../../src/explorer/model/warnings.ts';
import { anySpan, anySpans, idOf, span, t0 } from './any-spans.ts';

const nameAt = (columns: TraceColumns, row: number): string => columns.names[columns.name[row] ?? -1] ?? '?';
const rowsOf = (columns: TraceColumns): number[] => [...columns.number.keys()];
const shape = (columns: TraceColumns): string[] =>
  rowsOf(columns).map((row) => `${'  '.repeat(columns.depth[row] ?? 0)}${nameAt(columns, row)}`);
const kinds = (columns: TraceColumns, name: string): SpanWarningKind[] =>
  rowsOf(columns)
    .filter((row) => nameAt(columns, row) === name)
    .flatMap((row) => warningsOf(columns, row).map((each) => each.kind));
const textOf = (columns: TraceColumns, row: number): string => warningsOf(columns, row)[0]?.text ?? '';

describe('a trace laid out', () => {
  it('puts children below their parent, earliest first, whatever order they arrived in', () => {
    const columns = columnsOf([
      span({ id: 'second', parent: 'root', at: 5 }),
      span({ id: 'inner', parent: 'first', at: 2 }),
      span({ id: 'first', parent: 'root', at: 1 }),
      span({ id: 'root', takes: 20, service: 'till' }),
    ]);
    expect(shape(columns)).toEqual(['root', '  first', '    inner', '  second']);
    expect([...columns.number]).toEqual([3, 2, 1, 0]);
    expect([...columns.descendants]).toEqual([3, 1, 0, 0]);
    expect([...columns.position]).toEqual([1, 1, 1, 2]);
    expect([...columns.siblings]).toEqual([1, 2, 1, 2]);
    expect(columns.services).toEqual(['till', 'shopper']);
    expect([...columns.warnings]).toEqual([0, 0, 0, 0]);
    expect(columns.spanId[0]).toBe(BigInt(`0x${idOf('root')}`));
  });

  it('puts the longer of two that start together first', () => {
    const columns = columnsOf([
      span({ id: 'root', takes: 50 }),
      span({ id: 'short', parent: 'root', at: 1, takes: 2 }),
      span({ id: 'long', parent: 'root', at: 1, takes: 9 }),
    ]);
    expect(shape(columns)).toEqual(['root', '  long', '  short']);
  });

  it('leaves out of a span’s self time what any child covers, once', () => {
    const columns = columnsOf([
      span({ id: 'root', takes: 100 }),
      span({ id: 'a', parent: 'root', at: 10, takes: 30 }),
      span({ id: 'b', parent: 'root', at: 20, takes: 30 }),
      span({ id: 'sticks out', parent: 'root', at: 90, takes: 50 }),
    ]);
    expect(columns.selfNs[0]).toBe(50e6);
  });

  it('counts the errors, events and links of each', () => {
    const failed: Partial<Span> = { status: { code: 'ERROR', message: '' } };
    const columns = columnsOf([
      span({ id: 'root', ...failed }),
      span({ id: 'a', parent: 'root', at: 1, ...failed }),
      span({
        id: 'b',
        parent: 'a',
        at: 2,
        ...failed,
        events: [{ name: 'e', timeUnixNano: t0, attributes: [] }],
      }),
    ]);
    expect([...columns.errorsBelow]).toEqual([2, 1, 0]);
    expect([...columns.events]).toEqual([0, 0, 1]);
    expect([...columns.links]).toEqual([0, 0, 0]);
  });

  it('draws a span at the top whose parent has not arrived, and says so', () => {
    const orphan = span({ id: 'orphan', parent: 'gone', at: 1, flags: 0x301 });
    const columns = columnsOf([span({ id: 'root' }), orphan]);
    expect(shape(columns)).toEqual(['root', 'orphan']);
    expect(kinds(columns, 'orphan')).toEqual(['missing-parent']);
    expect(textOf(columns, 1)).toContain(`Its parent is span ${idOf('gone')}, and no span`);
    expect(warningsOf(columns, 1, orphan)[0]?.text).toContain(`${idOf('gone')}, in another process,`);
  });

  it('cuts a circle of parents above its earliest span, and marks all of it', () => {
    const columns = columnsOf([
      span({ id: 'egg', parent: 'hen', at: 2 }),
      span({ id: 'chick', parent: 'egg', at: 3 }),
      span({ id: 'hen', parent: 'chick', at: 1 }),
      span({ id: 'feather', parent: 'hen', at: 4 }),
    ]);
    expect(shape(columns)).toEqual(['hen', '  egg', '    chick', '  feather']);
    expect(textOf(columns, 0)).toContain('hen → egg → chick → hen');
    expect(textOf(columns, 0)).toContain('This one started first');
    expect(textOf(columns, 2)).toContain('hen → egg → chick → hen');
    expect(textOf(columns, 2)).not.toContain('This one started first');
    expect(rowsOf(columns).map((row) => warningsOf(columns, row).length)).toEqual([1, 1, 1, 0]);
  });

  it('draws a span that names itself as parent at the top', () => {
    expect(kinds(columnsOf([span({ id: 'self', parent: 'self' })]), 'self')).toEqual(['own-parent']);
  });

  it('keeps both of two spans with one id, and hangs children below the first', () => {
    const columns = columnsOf([
      span({ id: 'twin' }),
      span({ id: 'twin', at: 1 }),
      span({ id: 'child', parent: 'twin', at: 2 }),
    ]);
    expect(shape(columns)).toEqual(['twin', '  child', 'twin']);
    expect([...columns.number]).toEqual([0, 2, 1]);
    expect(kinds(columns, 'twin')).toEqual(['duplicate-id', 'duplicate-id']);
    expect(textOf(columns, 0)).toContain(`2 spans of this trace have the id ${idOf('twin')}`);
  });

  it('shows clock skew and says by how much, without moving the span', () => {
    const columns = columnsOf([
      span({ id: 'client', kind: 'CLIENT', at: 10, takes: 5 }),
      span({ id: 'server', parent: 'client', kind: 'SERVER', service: 'grocery-store', at: 2, takes: 4 }),
    ]);
    expect(columns.startNs[1]).toBe(0);
    expect(textOf(columns, 1)).toMatch(/8 ms before its parent, “client” of shopper.*not corrected/u);
  });

  it('notices a server that starts after its client was done', () => {
    const columns = columnsOf([
      span({ id: 'client', kind: 'CLIENT', takes: 5 }),
      span({ id: 'server', parent: 'client', kind: 'SERVER', service: 'grocery-store', at: 9 }),
    ]);
    expect(kinds(columns, 'server')).toEqual(['starts-after-parent']);
    expect(textOf(columns, 1)).toContain('4 ms after the request it serves');
  });

  it('keeps a span that ended before it started, and its negative duration', () => {
    const columns = columnsOf([
      span({ id: 'root', takes: 20 }),
      span({ id: 'back', parent: 'root', at: 8, takes: -3 }),
    ]);
    expect(columns.durationNs[1]).toBe(-3e6);
    expect(kinds(columns, 'back')).toEqual(['ends-before-start']);
  });

  it('does not let a time that is not set, or at the end of int64, stretch the axis', () => {
    const endOfTime = 2n ** 63n - 1n;
    const columns = columnsOf([
      span({ id: 'root', takes: 20 }),
      span({ id: 'unborn', startTimeUnixNano: 0n }),
      span({ id: 'undying', endTimeUnixNano: 0n }),
      span({ id: 'eternal', endTimeUnixNano: endOfTime }),
      span({ id: 'never', startTimeUnixNano: endOfTime, endTimeUnixNano: endOfTime }),
    ]);
    expect(columns).toMatchObject({ startUnixNano: t0, totalNs: 20e6 });
    expect(['unborn', 'undying', 'eternal', 'never'].flatMap((name) => kinds(columns, name))).toEqual([
      'no-start',
      'no-end',
      'impossible-time',
      'impossible-time',
    ]);
    const eternal = rowsOf(columns).find((row) => nameAt(columns, row) === 'eternal') ?? -1;
    expect(textOf(columns, eternal)).toContain('It says it ended at the end of what 64 bits can hold');
  });

  it('finds parents by ids that are no ids, and says that they are none', () => {
    const columns = columnsOf([
      span({ id: 'child', spanId: 'kid', parentSpanId: 'mum' }),
      span({ id: 'parent', spanId: 'mum', at: -1 }),
      span({ id: 'loud', spanId: 'ABCDEF0123456789', at: 5 }),
      span({ id: 'low', parentSpanId: 'abcdef0123456789', at: 6 }),
      span({ id: 'nobody', spanId: '', at: 7 }),
    ]);
    expect(shape(columns)).toEqual(['parent', '  child', 'loud', '  low', 'nobody']);
    expect(kinds(columns, 'child')).toEqual(['invalid-id']);
    expect(kinds(columns, 'loud')).toEqual([]);
    expect(kinds(columns, 'nobody')).toEqual(['no-span-id']);
  });

  it('says that spans have no trace id', () => {
    expect(kinds(columnsOf([span({ id: 'lost', traceId: '' })]), 'lost')).toEqual(['no-trace-id']);
  });

  it('lays out only the spans it is given', () => {
    const table = createSpanTable();
    table.add(span({ id: 'other', traceId: 'b'.repeat(32) }));
    const number = table.add(span({ id: 'mine' }));
    const columns = layoutTrace(table, Uint32Array.of(number));
    expect([shape(columns), [...columns.number]]).toEqual([['mine'], [1]]);
  });

  it('lays out a chain of 100,000 spans without running out of stack', () => {
    const chain = Array.from({ length: 100_000 }, (_, index) => {
      const hex = (number: number): string => number.toString(16).padStart(16, '0');
      return { ...span({ id: 'link', at: index }), spanId: hex(index + 1), parentSpanId: hex(index) };
    });
    const columns = columnsOf(chain.reverse());
    expect(columns.depth.at(-1)).toBe(99_999);
    expect(columns.descendants[0]).toBe(99_999);
    expect(columns.number[0]).toBe(99_999);
  });

  it('has no rows for no spans', () => {
    expect(columnsOf([])).toMatchObject({ traceId: '', length: 0, totalNs: 0, startUnixNano: 0n });
  });
});

/** In all but rows' order the same as the slow way, for thousands: other code sorts them than sorts a few. */
it('sorts thousands as it sorts a few', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 1_000_003 }), (starts, step) => {
      const spans = Array.from({ length: 5_000 }, (_, index) =>
        span({ id: `n${index}`, parent: 'root', at: (index * step) % starts, takes: (index * 7) % 5 }),
      );
      const columns = columnsOf(spans);
      const key = (row: number): number[] => [
        columns.startNs[row] ?? 0,
        -(columns.durationNs[row] ?? 0),
        columns.number[row] ?? 0,
      ];
      for (let row = 1; row < columns.length; row++) {
        const [before, after] = [key(row - 1), key(row)];
        const at = before.findIndex((each, index) => each !== after[index]);
        expect(before[at]).toBeLessThan(after[at] ?? Number.NaN);
      }
    }),
    { numRuns: 5 },
  );
});

describe('any spans at all', () => {
  it('get one row each, below their parent, none below itself', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const columns = columnsOf(spans);
        expect([...columns.number].sort((a, b) => a - b)).toEqual([...spans.keys()]);
        for (const row of rowsOf(columns)) {
          const above = columns.parent[row] ?? -2;
          expect(above).toBeLessThan(row);
          if (above < 0) {
            expect(columns.depth[row]).toBe(0);
            continue;
          }
          expect(columns.spanId[above]).toBe(columns.parentSpanId[row]);
          expect(columns.depth[row]).toBe((columns.depth[above] ?? 0) + 1);
          expect(row).toBeLessThanOrEqual(above + (columns.descendants[above] ?? 0));
        }
      }),
    );
  });

  it('have as many below them as lie deeper until the next that does not', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const { depth, descendants, errorsBelow, status, length } = columnsOf(spans);
        for (let row = 0; row < length; row++) {
          let next = row + 1;
          let errors = 0;
          while (next < length && (depth[next] ?? 0) > (depth[row] ?? 0)) {
            if (status[next] === 2) errors += 1;
            next += 1;
          }
          expect([descendants[row], errorsBelow[row]]).toEqual([next - row - 1, errors]);
        }
      }),
    );
  });

  it('explain themselves whenever they stand at the top without being a root', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const columns = columnsOf(spans);
        for (const row of rowsOf(columns)) {
          if ((columns.parent[row] ?? -1) >= 0 || columns.parentSpanId[row] === 0n) continue;
          expect(['missing-parent', 'own-parent', 'cycle']).toContain(warningsOf(columns, row)[0]?.kind);
        }
      }),
    );
  });

  it('lie on the axis, and have no more self time than time', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const { startNs, durationNs, selfNs, totalNs, length } = columnsOf(spans);
        for (let row = 0; row < length; row++) {
          const [start, duration] = [startNs[row] ?? -1, durationNs[row] ?? 0];
          expect(Math.min(start, start + duration)).toBeGreaterThanOrEqual(0);
          expect(Math.max(start, start + duration)).toBeLessThanOrEqual(totalNs);
          expect(selfNs[row]).toBeGreaterThanOrEqual(0);
          expect(selfNs[row]).toBeLessThanOrEqual(Math.max(0, duration));
        }
      }),
    );
  });

  it('have a sentence for each of their warnings, whatever is in their fields', () => {
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 8 }), (spans) => {
        const columns = columnsOf(spans.map((each) => ({ ...each, traceId: 'same' })));
        for (const row of rowsOf(columns)) {
          const set = Object.values(warningBits).some((bit) => hasWarning(columns, row, bit));
          expect(warningsOf(columns, row).length > 0).toBe(set);
          for (const { text } of warningsOf(columns, row)) expect(text).toMatch(/\.$/u);
        }
      }),
    );
  });
});
