/** Events on their way to the page: in batches of bounded size, one at a time. */
import type { RunEvent } from '../schemas/run-event.ts';

export const batchLimits = { events: 200, weight: 200_000 } as const;

export interface Outbox {
  put(event: RunEvent): void;
  /** The page has shown the last batch. */
  shown(): void;
}

/**
 * @param send Called with a batch, and not again until `shown`.
 * @param soon Calls back once what is going on now is through, so that events of one moment go together.
 */
export function createOutbox(send: (events: RunEvent[]) => void, soon: (act: () => void) => void): Outbox {
  let queue: RunEvent[] = [];
  let away = false;
  let scheduled = false;

  const flush = (): void => {
    scheduled = false;
    if (away || queue.length === 0) return;
    let weight = 0;
    let count = 0;
    for (const event of queue) {
      weight += eventWeight(event);
      if (count > 0 && (count >= batchLimits.events || weight > batchLimits.weight)) break;
      count += 1;
    }
    const batch = queue.slice(0, count);
    queue = queue.slice(count);
    away = true;
    send(batch);
  };
  return {
    put(event) {
      queue.push(event);
      if (scheduled || away) return;
      scheduled = true;
      soon(flush);
    },
    shown() {
      away = false;
      flush();
    },
  };
}

/** No event nests deeper; whatever does is not followed. */
const deepest = 64;

/** Roughly what an event costs to carry over and to show: its text and bytes, wherever in it they are. */
function eventWeight(event: RunEvent): number {
  return 500 + contentWeight(event, 0);
}

function contentWeight(value: unknown, depth: number): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null || depth > deepest) return 8;
  if (value instanceof Uint8Array) return value.byteLength / 4;
  return Object.values(value).reduce<number>((sum, part) => sum + contentWeight(part, depth + 1), 20);
}
