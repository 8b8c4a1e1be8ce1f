/** Counts what a program still has to do, and tells the lab when that comes to rest or stirs again. */
import type { Activity } from '../program-message.ts';
import { nativeClearTimeout, nativeSetTimeout } from './native.ts';

/**
 * Nothing may have moved for this long before a program counts as quiet: there is work that cannot be counted, such
 * as a dynamic import. A top level that has not finished is most likely at such work, and gets longer.
 */
const quietAfterMs = { evaluated: 40, notEvaluated: 1_000 } as const;

/** The things a program can still have to do. */
export type Pending = 'timers' | 'intervals' | 'requests' | 'serving' | 'handlers';

/** Something of a program begins or ends. */
export interface PendingCount {
  add(what: Pending, count: 1 | -1): void;
}

export interface ActivityCount extends PendingCount {
  /** The program is being loaded: it cannot be at rest before its first line has run. */
  loading(): void;
  loaded(): void;
  /** The top level has finished. */
  evaluated(): void;
  /** A signal has come, and its handlers are about to run. */
  signalled(): void;
  /** Tell the lab now. */
  tell(): void;
}

/**
 * @param tell Called with every change worth knowing: the top level finished, all is quiet, or no longer.
 * @param onEmpty Called when nothing is left to do, before that is told; what it starts is counted again.
 */
export function countActivity(tell: (activity: Activity) => void, onEmpty: () => void): ActivityCount {
  const activity: Activity = {
    evaluated: false,
    quiet: false,
    timers: 0,
    intervals: 0,
    requests: 0,
    serving: 0,
    handlers: 0,
    signals: 0,
  };
  let waiting: number | undefined;
  let isLoading = false;

  const rest = (): void => {
    waiting = undefined;
    if (isLoading) return;
    if (
      activity.timers + activity.intervals + activity.requests + activity.serving + activity.handlers ===
      0
    ) {
      onEmpty();
      if (waiting !== undefined) return;
    }
    activity.quiet = true;
    tell({ ...activity });
  };
  const moved = (): void => {
    if (activity.quiet) {
      activity.quiet = false;
      tell({ ...activity });
    }
    if (waiting !== undefined) nativeClearTimeout(waiting);
    waiting = nativeSetTimeout(rest, quietAfterMs[activity.evaluated ? 'evaluated' : 'notEvaluated']);
  };
  moved();

  return {
    tell: () => tell({ ...activity }),
    signalled() {
      activity.signals += 1;
      moved();
    },
    add(what, count) {
      activity[what] = Math.max(0, activity[what] + count);
      moved();
    },
    loading() {
      isLoading = true;
      activity.quiet = false;
    },
    loaded() {
      isLoading = false;
      moved();
    },
    evaluated() {
      isLoading = false;
      activity.evaluated = true;
      tell({ ...activity });
      moved();
    },
  };
}
