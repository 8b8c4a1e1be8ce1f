/** The part of all examples one machine of several takes. */
import { UsageError } from '../output.ts';

/** `index` from 1 to `count`. */
export interface Shard {
  index: number;
  count: number;
}

/** `2/3`. Throws a `UsageError` for anything else. */
export function parseShard(given: string): Shard {
  const match = /^(\d{1,4})\/(\d{1,4})$/u.exec(given.trim());
  const shard = { index: Number(match?.[1]), count: Number(match?.[2]) };
  if (match !== null && shard.index >= 1 && shard.index <= shard.count) return shard;
  throw new UsageError(`found --shard ${given}, allowed: which of how many, such as 1/3, 2/3 and 3/3`);
}

/**
 * The members of one shard, in their order. Dealt out like cards in the order of their keys, so that shards differ
 * by one group at most and do not depend on the order documents were found in. What has one key stays together.
 */
export function shardOf<Item>(
  items: readonly Item[],
  { index, count }: Shard,
  keyOf: (item: Item) => string,
): Item[] {
  const keys = [...new Set(items.map(keyOf))].sort();
  const mine = new Set(keys.filter((_, i) => i % count === index - 1));
  return items.filter((item) => mine.has(keyOf(item)));
}
