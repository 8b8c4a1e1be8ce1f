/** Answers what the Collector calls outside, from whatever surrounds it. */
import type { CollectorAnswer, CollectorCall, CollectorSurroundings } from './collector.ts';
import type { ToCollector } from './collector-message.ts';

/** Beyond these a connection breaks at once: an exporter holds a few, whatever its settings. */
const maxOpenCalls = 1_000;

export interface CallDesk {
  take(id: number, call: CollectorCall): void;
  /** The Collector gave up waiting. */
  withdraw(id: number): void;
  /** There is no Collector any more: what it had open is over. */
  close(): void;
}

export function createCallDesk(
  surroundings: Pick<CollectorSurroundings, 'call'>,
  tell: (message: ToCollector) => void,
): CallDesk {
  const open = new Map<number, AbortController>();

  const settle = (id: number, answer: CollectorAnswer | undefined): void => {
    if (!open.delete(id)) return;
    tell(answer === undefined ? { type: 'broken', call: id } : { type: 'answered', call: id, answer });
  };
  return {
    take(id, call) {
      if (open.size >= maxOpenCalls) {
        tell({ type: 'broken', call: id });
        return;
      }
      const controller = new AbortController();
      open.set(id, controller);
      surroundings.call(call, controller.signal).then(
        (answer) => settle(id, answer),
        () => settle(id, undefined),
      );
    },
    withdraw(id) {
      const controller = open.get(id);
      open.delete(id);
      controller?.abort();
    },
    close() {
      for (const controller of open.values()) controller.abort();
      open.clear();
    },
  };
}
