/** A Collector's host played by the test. */
import type {
  CollectorHost,
  CollectorStart,
  CollectorStarted,
  CollectorSurroundings,
} from '../../sandbox/collector/collector.ts';
import type { CollectorCounts, ComponentCounts } from '../../sandbox/schemas/collector.ts';

export interface FakeHost extends CollectorHost {
  surroundings: CollectorSurroundings;
  /** What was asked of it, in order. */
  asked: string[];
  counts: CollectorCounts;
  /** What the next start comes to. */
  next: (start: CollectorStart) => Promise<CollectorStarted>;
  nextLoad: () => Promise<void>;
}

export const running: CollectorStarted = {
  ok: true,
  listeners: [{ component: 'otlp', address: 'localhost:4318', port: 4318 }],
  lost: 0,
};

export function fakeHost(surroundings: CollectorSurroundings): FakeHost {
  const host: FakeHost = {
    surroundings,
    asked: [],
    counts: { components: [] },
    next: async () => running,
    nextLoad: async () => undefined,
    load: () => host.nextLoad(),
    places: () => host.asked.push('places'),
    start(start) {
      host.asked.push(`start ${start.config}`);
      return host.next(start);
    },
    validate: async ({ config }) => (config.includes('bad') ? 'bad is no word' : ''),
    stop: async () => ({ lost: 0 }),
    request: async () => ({ status: 200, statusText: '', headers: [] }),
    status: async () => host.counts,
    watchHops: () => host.asked.push('watch hops'),
    hops: async () => [],
    dispose: () => host.asked.push('dispose'),
  };
  return host;
}

export function counted(
  kind: ComponentCounts['kind'],
  id: string,
  sent: number,
  queued = 0,
): ComponentCounts {
  return { kind, id, received: sent + queued, refused: 0, sent, dropped: 0, queued };
}
