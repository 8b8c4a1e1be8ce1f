import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { makeSpan } from '../harness/make-span.ts';
import { shopServices } from '../harness/shop.ts';

const fanOut = 6;

/** A wide trace in which almost every path is another: the worst there is for whoever folds it. */
export function* manySpans(count: number): Generator<Span> {
  for (let index = 0; index < count; index++) {
    const scattered = Math.imul(index + 1, 2_654_435_761) >>> 8;
    const level = Math.floor(Math.log(index * (fanOut - 1) + 1) / Math.log(fanOut));
    const takes = 60_000 / fanOut ** level;
    yield makeSpan({
      service: shopServices[scattered % shopServices.length] ?? 'shop',
      name: `operation ${scattered % 11}`,
      spanId: (index + 1).toString(16).padStart(16, '0'),
      parentSpanId: index === 0 ? '' : (Math.floor((index - 1) / fanOut) + 1).toString(16).padStart(16, '0'),
      at: index === 0 ? 0 : (60_000 * (index % 5_003)) / 5_003,
      takes,
      attributes: { 'user.id': `customer-${scattered % 5_000}`, 'thread.id': BigInt(index % 64) },
      ...(index % 50 === 49 && { error: 'card declined' }),
    });
  }
}
