/** Counts what a program still has to do, and tells the lab when that comes to rest or stirs again. */
import type { Activity } from '../program-message.ts';
import { nativeClearTimeout, nativeSetTimeout } from './native.ts';

/** Nothing may have moved for this long before a program counts as quiet: bodies are read without a request. */
const quietAfterMs = 40;

/** The things a program can still have to do. */
export type Pending = 'timers' | 'intervals' | 'requests' | 'serving' | 'handlers';

export interface ActivityCount {
  add(what: Pending, count: 1 | -1): void;
  /** The top level has finished. */
  evaluated(): void;
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
  };
  let waiting: number | undefined;

  const rest = (): void => {
    waiting = undefined;
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
    waiting = nativeSetTimeout(rest, quietAfterMs);
  };
  moved();

  return {
    tell: () => tell({ ...activity }),
    add(what, count) {
      activity[what] = Math.max(0, activity[what] + count);
      moved();
    },
    evaluated() {
      activity.evaluated = true;
      tell({ ...activity });
      moved();
    },
  };
}
