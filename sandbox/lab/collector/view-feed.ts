/**
 * The Collector as a page watches it: snapshots a few times a second at most, and only while something moves and
 * somebody watches.
 */
import type {
  CollectorCounts,
  CollectorLogLine,
  CollectorView,
  ComponentCounts,
} from '../../schemas/collector.ts';
import type { LogRecord } from './lab-collector.ts';
import { createLogRing } from './log-ring.ts';

const viewEveryMs = 150;
const countEveryMs = 250;
const linesEveryMs = 80;

export interface ViewFeedEffects {
  after(delayMs: number, act: () => void): () => void;
  view(): CollectorView;
  counts(): Promise<CollectorCounts>;
  show(view: CollectorView): void;
  lines(lines: CollectorLogLine[]): void;
}

export interface ViewFeed {
  /** Somebody watches from now on, or nobody does any more. */
  watch(isWatched: boolean): void;
  /** As `watch`, of the log. Begins with what is kept of it after this line. */
  listen(isHeard: boolean, after: number): void;
  /** The view is another one. */
  changed(): void;
  /** Counts may be others. */
  touched(): void;
  log(line: LogRecord): void;
}

export function createViewFeed(effects: ViewFeedEffects): ViewFeed {
  const ring = createLogRing();
  let isWatched = false;
  let isHeard = false;
  let heard = -1;
  let counts: ComponentCounts[] = [];

  /** Calls `act` at once, and then again no sooner than so long after. */
  const throttled = (everyMs: number, act: () => void): (() => void) => {
    let isResting = false;
    let again = false;
    const attempt = (): void => {
      if (isResting) {
        again = true;
        return;
      }
      isResting = true;
      act();
      effects.after(everyMs, () => {
        isResting = false;
        const isDue = again;
        again = false;
        if (isDue) attempt();
      });
    };
    return attempt;
  };

  const show = throttled(viewEveryMs, () => {
    if (isWatched) effects.show({ ...effects.view(), counts });
  });
  const count = throttled(countEveryMs, () => {
    if (isWatched) void look();
  });
  const look = async (): Promise<void> => {
    // A Collector that is going down does not answer; its next state is told by itself.
    const { components } = await effects.counts().catch(() => ({ components: counts }));
    if (effects.view().state !== 'running') return;
    const hasMoved = JSON.stringify(components) !== JSON.stringify(counts);
    counts = components;
    if (hasMoved) show();
    // What is held moves on by itself; what is not needs somebody to touch it.
    if (hasMoved || components.some(({ queued }) => queued > 0)) count();
  };
  const tell = throttled(linesEveryMs, () => {
    if (!isHeard) return;
    const lines = ring.after(heard);
    heard = ring.last;
    if (lines.length > 0) effects.lines(lines);
  });

  return {
    watch(given) {
      isWatched = given;
      if (!given) return;
      show();
      count();
    },
    listen(given, after) {
      isHeard = given;
      heard = after;
      tell();
    },
    changed() {
      if (effects.view().state !== 'running') counts = [];
      if (!isWatched) return;
      show();
      count();
    },
    touched() {
      if (isWatched) count();
    },
    log(line) {
      ring.add(line);
      if (isHeard) tell();
    },
  };
}
