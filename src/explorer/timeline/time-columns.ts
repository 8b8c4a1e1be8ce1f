/** How wide the columns of the timeline are: names, axis, durations. Pixels. Pure, and where the choice is kept. */

export interface TimeColumns {
  /** Two lines a row where there is no room for columns: the axis takes the whole width. */
  compact: boolean;
  namePx: number;
  /** Where the axis begins, from the left edge of the rows. */
  timeLeftPx: number;
  timePx: number;
}

/** As in timeline.css. */
export const paddingPx = 12;
const gapPx = 12;
const durationPx = 76;
const leastNamePx = 120;
const leastTimePx = 140;
const compactBelowPx = 560;
/** Where height is what lacks, a row has one line as long as its columns have room at all. */
const lowCompactBelowPx = 390;

export const usualShare = 0.36;
export const shareStep = 0.02;

/** `share` is the names' part of the whole width; `isLow` that there is little height. */
export function timeColumns(widthPx: number, share: number, isLow = false): TimeColumns {
  if (widthPx < (isLow ? lowCompactBelowPx : compactBelowPx)) {
    const timePx = Math.max(1, widthPx - 2 * paddingPx);
    return { compact: true, namePx: timePx, timeLeftPx: paddingPx, timePx };
  }
  const most = widthPx - 2 * paddingPx - 2 * gapPx - durationPx - leastTimePx;
  const namePx = Math.round(Math.min(most, Math.max(leastNamePx, widthPx * share)));
  const timeLeftPx = paddingPx + namePx + gapPx;
  return {
    compact: false,
    namePx,
    timeLeftPx,
    timePx: widthPx - timeLeftPx - gapPx - durationPx - paddingPx,
  };
}

const storageKey = 'spanlab:timeline';

/** What was chosen before, in this browser; the usual when nothing was, or it cannot be read. */
export function keptShare(storage: () => Pick<Storage, 'getItem'>): number {
  try {
    const share = Number(storage().getItem(storageKey) ?? Number.NaN);
    return share > 0.05 && share < 0.95 ? share : usualShare;
  } catch {
    return usualShare;
  }
}

export function keepShare(storage: () => Pick<Storage, 'setItem'>, share: number): void {
  try {
    storage().setItem(storageKey, share.toFixed(4));
  } catch {
    // Storage may be full or forbidden: the width holds until the page is left.
  }
}
