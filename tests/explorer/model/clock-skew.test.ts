import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { correctClocks } from '../../../src/explorer/model/clock-skew.ts';
import { columnsOf } from '../../../src/explorer/model/columns-of.ts';
import { anySpans, span } from './any-spans.ts';

/** `name start by shift`, in milliseconds. */
function corrected(spans: Span[]): string[] {
  const { columns, shiftNs } = correctClocks(columnsOf(spans));
  return [...columns.number.keys()].map((row) => {
    const name = columns.names[columns.name[row] ?? -1];
    return `${name} ${(columns.startNs[row] ?? 0) / 1e6} by ${(shiftNs[row] ?? 0) / 1e6}`;
  });
}

const onHost = (service: string, host: string): Partial<Span> => ({
  resource: {
    attributes: [
      { key: 'service.name', value: service },
      { key: 'host.name', value: host },
    ],
  },
});

describe('clocks corrected', () => {
  it('move a child of another clock into the middle of its parent, and its subtree along', () => {
    expect(
      corrected([
        span({ id: 'client', takes: 20 }),
        span({ id: 'server', parent: 'client', service: 'store', at: -50, takes: 10 }),
        span({ id: 'inner', parent: 'server', service: 'store', at: -45, takes: 2 }),
      ]),
    ).toEqual(['client 0 by 0', 'server 5 by 55', 'inner 10 by 55']);
  });

  it('move one that ends after its parent back', () => {
    expect(
      corrected([
        span({ id: 'client', takes: 20 }),
        span({ id: 'server', parent: 'client', service: 'store', at: 15, takes: 10 }),
      ]),
    ).toEqual(['client 0 by 0', 'server 5 by -10']);
  });

  it('move one that does not fit to its parent’s start, and only if it starts before it', () => {
    const client = span({ id: 'client', takes: 20 });
    const server = { id: 'server', parent: 'client', service: 'store', takes: 30 };
    expect(corrected([client, span({ ...server, at: -5 })])).toEqual(['client 0 by 0', 'server 0 by 5']);
    expect(corrected([client, span({ ...server, at: 5 })])).toEqual(['client 0 by 0', 'server 5 by 0']);
  });

  it('fit the next clock into where its parent has been moved to', () => {
    expect(
      corrected([
        span({ id: 'client', takes: 20 }),
        span({ id: 'server', parent: 'client', service: 'store', at: 1_000, takes: 10 }),
        span({ id: 'database', parent: 'server', service: 'database', at: 1_002, takes: 6 }),
      ]),
    ).toEqual(['client 0 by 0', 'server 5 by -995', 'database 7 by -995']);
  });

  it('leave alone what lies within its parent, what one clock timed, and what has no times', () => {
    const spans = [
      span({ id: 'client', takes: 20, ...onHost('shopper', 'a') }),
      span({ id: 'within', parent: 'client', at: 1, takes: 2, ...onHost('store', 'b') }),
      span({ id: 'same host', parent: 'client', at: 30, ...onHost('till', 'a') }),
      span({ id: 'no end', parent: 'client', at: 40, endTimeUnixNano: 0n, ...onHost('store', 'b') }),
    ];
    const columns = columnsOf(spans);
    expect(correctClocks(columns)).toMatchObject({ shifted: 0 });
    expect(correctClocks(columns).columns).toBe(columns);
  });

  it('leave a message that waited where it is, and move one that was taken before it was sent to that moment', () => {
    const sent = { id: 'send', takes: 5, kind: 'PRODUCER' as const };
    const taken = { id: 'take', parent: 'send', service: 'store', takes: 2, kind: 'CONSUMER' as const };
    expect(corrected([span(sent), span({ ...taken, at: 1_000 })])).toEqual(['send 0 by 0', 'take 1000 by 0']);
    expect(corrected([span(sent), span({ ...taken, at: -30 })])).toEqual(['send 0 by 0', 'take 0 by 30']);
  });

  it('move a service on another host, though it has the same name', () => {
    expect(
      corrected([
        span({ id: 'client', takes: 20, ...onHost('peer', 'a') }),
        span({ id: 'server', parent: 'client', at: 30, ...onHost('peer', 'b') }),
      ]),
    ).toEqual(['client 0 by 0', 'server 5 by -25']);
  });

  it('take away the warnings they answer, and make self time anew', () => {
    const columns = columnsOf([
      span({ id: 'client', takes: 20, kind: 'CLIENT' }),
      span({ id: 'server', parent: 'client', service: 'store', at: -50, kind: 'SERVER' }),
    ]);
    const after = correctClocks(columns).columns;
    expect([[...columns.warnings], [...after.warnings]]).toEqual([
      [0, 128],
      [0, 0],
    ]);
    expect([columns.selfNs[0], after.selfNs[0]]).toEqual([20e6, 10e6]);
    expect(after.totalNs).toBe(20e6);
    expect(after.startUnixNano - columns.startUnixNano).toBe(50_000_000n);
  });

  it('keep rows, durations and the axis in order, and are content with their own work, whatever the spans', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const columns = columnsOf(spans);
        const { columns: after, shiftNs, shifted } = correctClocks(columns);
        expect(after.durationNs).toEqual(columns.durationNs);
        expect(after.number).toEqual(columns.number);
        expect(shiftNs.filter((shift) => shift !== 0)).toHaveLength(shifted);
        for (let row = 0; row < after.length; row++) {
          const [start, duration] = [after.startNs[row] ?? -1, after.durationNs[row] ?? 0];
          expect(Math.min(start, start + duration)).toBeGreaterThanOrEqual(0);
          expect(Math.max(start, start + duration)).toBeLessThanOrEqual(after.totalNs);
          expect(after.selfNs[row]).toBeLessThanOrEqual(Math.max(0, duration));
        }
        expect(correctClocks(after).shifted).toBe(0);
      }),
    );
  });
});
