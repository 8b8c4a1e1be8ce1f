import { describe, expect, test } from 'vitest';
import { type Look, verdict } from '../../sandbox/lab/collector/quiet.ts';
import type { ComponentCounts } from '../../sandbox/schemas/collector.ts';

const config = () => ({
  holdsMs: { batch: 200, tail_sampling: 5_000 },
  endpoints: { 'otlp_grpc/jaeger': 'jaeger:4317' },
});
const holding = (kind: ComponentCounts['kind'], id: string, queued: number): ComponentCounts => ({
  kind,
  id,
  received: 20,
  refused: 0,
  sent: 20 - queued,
  dropped: 0,
  queued,
});
const look = (components: ComponentCounts[], parts: Partial<Look> = {}): Look => ({
  counts: { components },
  calls: 0,
  stillForMs: 0,
  undeliveredForMs: 0,
  ...parts,
});
const receiver = holding('receiver', 'otlp', 0);

describe('the Collector of a run', () => {
  test('is quiet when nothing is held and nobody is being called', () => {
    expect(verdict(look([receiver, holding('processor', 'batch', 0)]), config)).toEqual({ is: 'quiet' });
    expect(verdict(look([]), config)).toEqual({ is: 'quiet' });
    expect(verdict(look([receiver], { calls: 1 }), config)).toEqual({ is: 'busy' });
  });

  test('is waited for as long as a processor may hold spans, and a little', () => {
    const held = [holding('processor', 'tail_sampling', 3)];
    expect(verdict(look(held, { stillForMs: 6_000 }), config).is).toBe('busy');
    expect(verdict(look(held, { stillForMs: 6_600 }), config)).toEqual({
      is: 'stuck',
      why: ['3 spans are still held by tail_sampling.'],
    });
    expect(verdict(look([holding('processor', 'batch', 1)], { stillForMs: 1_800 }), config)).toEqual({
      is: 'stuck',
      why: ['1 span is still held by batch.'],
    });
  });

  test('is waited for some two seconds when an exporter delivers nothing', () => {
    const held = [holding('exporter', 'otlp_grpc/jaeger', 12)];
    expect(verdict(look(held, { undeliveredForMs: 1_900 }), config).is).toBe('busy');
    expect(verdict(look(held, { undeliveredForMs: 2_000 }), config)).toEqual({
      is: 'stuck',
      why: ['12 spans wait in the queue of otlp_grpc/jaeger: jaeger:4317 does not take them.'],
    });
  });

  test('is waited for while any one of its components may still let spans go', () => {
    const held = [holding('exporter', 'otlp_grpc/jaeger', 1), holding('processor', 'tail_sampling', 3)];
    expect(verdict(look(held, { undeliveredForMs: 4_000, stillForMs: 4_000 }), config).is).toBe('busy');
    expect(verdict(look(held, { undeliveredForMs: 9_000, stillForMs: 9_000 }), config)).toMatchObject({
      why: [
        '1 span waits in the queue of otlp_grpc/jaeger: jaeger:4317 does not take them.',
        '3 spans are still held by tail_sampling.',
      ],
    });
  });

  test('is not waited for without end when somebody it calls does not answer', () => {
    expect(verdict(look([receiver], { calls: 1, undeliveredForMs: 2_500 }), config)).toEqual({
      is: 'stuck',
      why: [],
    });
  });
});
