/** What the page asks of the lab's Worker about the Collector. The Collector's own code is loaded when it is wanted. */
import type { Lab } from '../schemas/lab.ts';
import type { Store } from '../store/store.ts';
import type { PageCollector } from './collector/page-collector.ts';
import type { LabNetwork } from './lab-network.ts';
import type { FromLab, ToLab } from './page-message.ts';

export type ToCollectorDesk = Extract<ToLab, { type: `collector-${string}` | 'backend-up' }>;

export interface CollectorDeskEffects {
  assetBase(): string;
  store: Store;
  nowMs(): number;
  after(delayMs: number, act: () => void): () => void;
  tell(message: FromLab): void;
  /** A run has the Collector on its network. */
  isRunning(): boolean;
}

export interface CollectorDesk {
  readonly backendUp: boolean;
  /** For a run of this lab, which puts it on its own network. */
  openFor(lab: Lab): Promise<PageCollector>;
  hear(message: ToCollectorDesk): void;
}

export function createCollectorDesk(effects: CollectorDeskEffects): CollectorDesk {
  const { tell } = effects;
  let opening: Promise<PageCollector> | undefined;
  let opened: PageCollector | undefined;
  /** The lab whose network it is on, and that network, when it is not a run's. */
  let around: { lab: string; on?: LabNetwork } | undefined;
  let isWatched = false;
  let reading = { heard: false, after: -1 };
  let backendUp = true;

  const load = async (): Promise<PageCollector> => {
    const { openPageCollector } = await import('./collector/page-collector.ts');
    const { store, nowMs, after } = effects;
    const page = openPageCollector({
      assetBase: effects.assetBase(),
      store,
      nowMs,
      after,
      show: (view) => tell({ type: 'collector-view', view }),
      lines: (lines) => tell({ type: 'collector-lines', lines }),
    });
    opened = page;
    page.feed.watch(isWatched);
    page.feed.listen(reading.heard, reading.after);
    return page;
  };
  const open = (): Promise<PageCollector> => {
    opening ??= load().catch((problem: unknown) => {
      // What wants it next tries again.
      opening = undefined;
      throw problem;
    });
    return opening;
  };
  const apply = async ({ lab, files, anew }: ToLab & { type: 'collector-apply' }): Promise<void> => {
    const { collector, surround } = await open();
    if (!effects.isRunning()) {
      const name = JSON.stringify(lab);
      if (around?.lab !== name) around = { lab: name, on: surround(lab, backendUp) };
    }
    if (anew) collector.restart(lab, files);
    else collector.apply(lab, files);
  };
  const answer = async (id: number, find: (page: PageCollector) => Promise<FromLab>): Promise<void> => {
    try {
      tell(await find(await open()));
    } catch (problem) {
      const message = problem instanceof Error ? problem.message : String(problem);
      tell({ type: 'refused', id, message });
    }
  };

  return {
    get backendUp() {
      return backendUp;
    },
    openFor(lab) {
      around = { lab: JSON.stringify(lab) };
      return open();
    },
    hear(message) {
      switch (message.type) {
        case 'collector-apply':
          void apply(message).catch(() => undefined);
          break;
        case 'collector-validate': {
          const { id, lab, config } = message;
          void answer(id, async ({ collector }) => ({
            type: 'problems',
            id,
            problems: await collector.validate(lab, config),
          }));
          break;
        }
        case 'collector-hops': {
          const { id } = message;
          if (opened === undefined) tell({ type: 'hops', id, hops: [] });
          else void answer(id, async ({ collector }) => ({ type: 'hops', id, hops: await collector.hops() }));
          break;
        }
        case 'collector-watch':
          isWatched = message.watched;
          opened?.feed.watch(isWatched);
          break;
        case 'collector-log':
          reading = message;
          opened?.feed.listen(message.heard, message.after);
          break;
        case 'backend-up':
          backendUp = message.up;
          around?.on?.setBackendUp(backendUp);
          break;
      }
    },
  };
}
