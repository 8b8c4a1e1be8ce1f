/** The Collector as the page uses it. */
import type {
  CollectorHop,
  CollectorLogLine,
  CollectorView,
  ConfigProblem,
} from '../../schemas/collector.ts';
import type { FileSet } from '../../schemas/file-set.ts';
import type { Lab } from '../../schemas/lab.ts';
import type { ToLab } from '../page-message.ts';
import { createLogRing } from './log-ring.ts';

/** The Collector of this page. It lives on between runs. */
export interface CollectorSession {
  /**
   * Wants it to run this lab's configuration as it is in `files`; loads it first if need be. Does nothing when that runs
   * already. Run does the same before the programs start.
   */
  apply(lab: Lab, files: FileSet): void;
  /** Ends it gracefully and starts it anew, also when this configuration runs already. */
  restart(lab: Lab, files: FileSet): void;
  /** What the Collector itself says of a configuration. Starts nothing. Loads it if need be; rejects when it cannot be had. */
  validate(lab: Lab, config: string): Promise<ConfigProblem[]>;
  /** At once with the view of now, then on every change, a few times a second at most. */
  subscribe(listener: (view: CollectorView) => void): () => void;
  /** Its console log: what is kept of it at once, then new lines as they come. */
  log(listener: (lines: readonly CollectorLogLine[]) => void): () => void;
  /** The spans of the last run at each hop. */
  hops(): Promise<CollectorHop[]>;
  /** Take Jaeger down, or bring it back: its ports refuse meanwhile. Until the next page it stays as it is set. */
  setBackendUp(up: boolean): void;
}

export interface PageSide {
  readonly session: CollectorSession;
  /** What the lab's Worker says. */
  show(view: CollectorView): void;
  lines(lines: readonly CollectorLogLine[]): void;
  /** There is a new Worker: what it has to know first. */
  opened(tell: (message: ToLab) => void): void;
  /** The Worker is gone, and its Collector with it. */
  closed(): void;
}

export interface PageSideEffects {
  /** Opens the lab's Worker if need be. */
  tell(message: ToLab): void;
  ask<Answer>(message: (id: number) => ToLab): Promise<Answer>;
  /** Whether there is a Worker to tell something. */
  isOpen(): boolean;
}

const absent: CollectorView = { state: 'absent', problems: [], listeners: [], counts: [] };

export function createPageSide({ tell, ask, isOpen }: PageSideEffects): PageSide {
  const viewers = new Set<(view: CollectorView) => void>();
  const readers = new Set<(lines: readonly CollectorLogLine[]) => void>();
  /** Kept here as well, for whoever comes later; numbered anew, for a new Worker counts from the beginning. */
  const log = createLogRing();
  let view = absent;
  /** The last line of the Worker's that came here. */
  let heard = -1;
  let isUp = true;

  const tellIfOpen = (message: ToLab): void => {
    if (isOpen()) tell(message);
  };
  const show = (next: CollectorView): void => {
    view = next;
    for (const viewer of [...viewers]) viewer(view);
  };

  return {
    show,
    lines(lines) {
      heard = lines.at(-1)?.seq ?? heard;
      const added = lines.map(({ level, text }) => log.add({ level, text }));
      for (const reader of [...readers]) reader(added);
    },
    opened(tellNow) {
      if (viewers.size > 0) tellNow({ type: 'collector-watch', watched: true });
      if (readers.size > 0) tellNow({ type: 'collector-log', heard: true, after: heard });
      if (!isUp) tellNow({ type: 'backend-up', up: false });
    },
    closed() {
      heard = -1;
      if (view.state !== 'absent') show(absent);
    },
    session: {
      apply: (lab, files) => tell({ type: 'collector-apply', lab, files, anew: false }),
      restart: (lab, files) => tell({ type: 'collector-apply', lab, files, anew: true }),
      validate: (lab, config) => ask((id) => ({ type: 'collector-validate', id, lab, config })),
      subscribe(viewer) {
        viewers.add(viewer);
        viewer(view);
        if (viewers.size === 1) tellIfOpen({ type: 'collector-watch', watched: true });
        return () => {
          viewers.delete(viewer);
          if (viewers.size === 0) tellIfOpen({ type: 'collector-watch', watched: false });
        };
      },
      log(reader) {
        readers.add(reader);
        const kept = log.after(-1);
        if (kept.length > 0) reader(kept);
        if (readers.size === 1) tellIfOpen({ type: 'collector-log', heard: true, after: heard });
        return () => {
          readers.delete(reader);
          if (readers.size === 0) tellIfOpen({ type: 'collector-log', heard: false, after: heard });
        };
      },
      hops: async () => (isOpen() ? ask((id) => ({ type: 'collector-hops', id })) : []),
      setBackendUp(up) {
        isUp = up;
        tellIfOpen({ type: 'backend-up', up });
      },
    },
  };
}
