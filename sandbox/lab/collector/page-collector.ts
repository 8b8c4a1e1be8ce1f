/** The Collector of the lab's Worker, with what the page sees of it. Loaded when a lab first wants a Collector. */
import { openCollector } from '../../collector/client.ts';
import type { CollectorLogLine, CollectorView } from '../../schemas/collector.ts';
import type { Lab } from '../../schemas/lab.ts';
import type { Store } from '../../store/store.ts';
import { createLabNetwork, type LabNetwork } from '../lab-network.ts';
import type { CollectorForRuns } from '../run.ts';
import { createLabCollector, type LabCollector } from './lab-collector.ts';
import { createRunCollector } from './run-collector.ts';
import { createViewFeed, type ViewFeed } from './view-feed.ts';

export interface PageCollectorEffects {
  assetBase: string;
  store: Store;
  nowMs(): number;
  after(delayMs: number, act: () => void): () => void;
  show(view: CollectorView): void;
  lines(lines: CollectorLogLine[]): void;
}

export interface PageCollector {
  readonly collector: LabCollector;
  readonly feed: ViewFeed;
  readonly forRuns: CollectorForRuns;
  /** Puts it on a network of the lab, while no run has one for it. */
  surround(lab: Lab, backendUp: boolean): LabNetwork;
}

export function openPageCollector(effects: PageCollectorEffects): PageCollector {
  const collector = createLabCollector({
    nowMs: effects.nowMs,
    open: (surroundings) => openCollector({ assetBase: effects.assetBase }, surroundings),
    changed: () => feed.changed(),
    touched: () => feed.touched(),
    log: (line) => feed.log(line),
  });
  const feed = createViewFeed({
    after: effects.after,
    view: () => collector.view,
    counts: collector.counts,
    show: effects.show,
    lines: effects.lines,
  });
  return {
    collector,
    feed,
    forRuns: {
      backends: () => [collector.backend],
      moved: collector.moved,
      join: (run, on, of) => createRunCollector(run, collector, on, of),
    },
    surround(lab, backendUp) {
      const { store, after, nowMs } = effects;
      const parts = { store, backendUp, backends: () => [collector.backend] };
      const on = createLabNetwork(lab, parts, {
        nowMs,
        after,
        // There are no programs on it.
        deliver: () => undefined,
        withdraw: () => undefined,
        exchanged: (exchange) => on.exports.of(exchange),
        moved: collector.moved,
      });
      collector.surround({ ...on, log: () => undefined, changed: () => undefined });
      return on;
    },
  };
}
