import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Span } from '../../sandbox/schemas/trace.ts';
import { createSpanFeed } from '../../src/workbench/state/span-feed.ts';
import { makeSpan } from '../browser/explorer/harness/make-span.ts';

const spans = Array.from({ length: 12 }, (_, index) =>
  makeSpan({ service: 's', name: `n${index}`, spanId: String(index).padStart(16, '0'), at: index, takes: 1 }),
);

test('after any lists, the library holds the last one, and what goes on is added only once', () => {
  const part = fc.tuple(fc.nat(12), fc.nat(12)).map(([a, b]) => spans.slice(Math.min(a, b), Math.max(a, b)));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (lists) => {
      let held: Span[] = [];
      let added = 0;
      const feed = createSpanFeed({
        add(more) {
          const all = [...more];
          added += all.length;
          held.push(...all);
        },
        clear() {
          held = [];
        },
      });
      for (const list of lists) {
        feed(list);
        expect(held).toEqual(list);
      }
      const before = added;
      feed([...(lists.at(-1) ?? [])]);
      expect(added).toBe(before);
    }),
  );
});
