/** Hands events to whoever shows them, at most once in an animation frame. */
import type { RunEvent } from '../schemas/run-event.ts';

/** A hidden page has no animation frames; events still come, slowly. */
const withoutFramesMs = 250;

export interface EventDelivery {
  put(events: readonly RunEvent[]): void;
  subscribe(listener: (events: readonly RunEvent[]) => void): () => void;
  /** Forget what has not been delivered: a new run begins. */
  drop(): void;
}

/** @param shown Called after each batch. */
export function createEventDelivery(shown: () => void): EventDelivery {
  const listeners = new Set<(events: readonly RunEvent[]) => void>();
  let pending: RunEvent[] = [];
  let scheduled = false;

  const deliver = (): void => {
    if (!scheduled) return;
    scheduled = false;
    const events = pending;
    pending = [];
    try {
      if (events.length > 0) for (const listener of [...listeners]) listener(events);
    } finally {
      shown();
    }
  };
  return {
    put(events) {
      pending.push(...events);
      if (scheduled) return;
      scheduled = true;
      requestAnimationFrame(deliver);
      setTimeout(deliver, withoutFramesMs);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    drop() {
      pending = [];
    },
  };
}
