/** Reads traces out of text or bytes, in chunks of any sizes. */

import type { Span } from '../../../sandbox/schemas/trace.ts';
import type { ReadReport } from '../../../src/explorer/files/read-report.ts';
import { readTraces } from '../../../src/explorer/files/read-traces.ts';

export interface Read extends ReadReport {
  found: Span[];
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** @param sizes of the chunks, again and again */
export function streamOf(bytes: Uint8Array, sizes: readonly number[] = [65_536]): ReadableStream<Uint8Array> {
  let at = 0;
  let turn = 0;
  return new ReadableStream({
    pull(controller) {
      const size = Math.max(1, sizes[turn++ % sizes.length] ?? 1);
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}

export async function read(
  given: string | Uint8Array | object,
  options: { sizes?: readonly number[]; maxInflatedBytes?: number } = {},
): Promise<Read> {
  const { sizes, ...rest } = options;
  const bytes =
    given instanceof Uint8Array ? given : utf8(typeof given === 'string' ? given : JSON.stringify(given));
  const found: Span[] = [];
  const report = await readTraces(streamOf(bytes, sizes), {
    ...rest,
    onSpans: (spans) => void found.push(...spans),
  });
  return { ...report, found };
}

/** One request around spans as they would be written. */
export function around(...spans: unknown[]): object {
  return {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shopper' } }] },
        scopeSpans: [{ scope: { name: 'tracing.ts' }, spans }],
      },
    ],
  };
}

export const ids = { traceId: '5b8efff798038103d269b633813fc60c', spanId: 'eee19b7ec3c1b174' };
