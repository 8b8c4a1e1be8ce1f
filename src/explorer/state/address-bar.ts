/** The browser's address bar and its history, as the explorer uses them: behind the `#`. */

import { isAnotherPlace, isClosed, readAddress, writeAddress } from './explorer-address.ts';
import type { ExplorerState } from './explorer-state.ts';

/** What is needed of a window. */
export type BarWindow = Pick<
  Window,
  'location' | 'history' | 'setTimeout' | 'clearTimeout' | 'addEventListener' | 'removeEventListener'
>;

export interface AddressBar extends Disposable {
  /** Another place is a step back in the history; all else takes the place of the entry that is there. */
  show(before: ExplorerState, after: ExplorerState): void;
  /** Takes the place of the entry that is there, wherever it leads. */
  replace(state: ExplorerState): void;
}

/** Browsers refuse more than some hundred changes in half a minute, and zooming makes sixty a second. */
const settledMs = 250;

/** Of an entry whose span was opened from the entry before it: closing the span goes back there. */
const openedHere = 'span';

/**
 * @param moved the reader went back or forward, or wrote an address
 * @param kept what stands in the address beside the state and stays there, such as `trace=v1.…`
 */
export function createAddressBar(
  view: BarWindow,
  {
    moved,
    kept = () => '',
  }: { moved: (state: ExplorerState) => void; kept?: (state: ExplorerState) => string },
): AddressBar {
  let waiting: { text: string; timer: number } | undefined;
  /** What is shown once the browser has gone back to where it was opened from. */
  let closing: ExplorerState | undefined;
  const addressOf = (state: ExplorerState) => {
    const text = [kept(state), writeAddress(state)].filter((each) => each !== '').join('&');
    // Without anything behind the #, the # goes, too.
    return text === '' ? view.location.href.replace(/#.*$/su, '') : `#${text}`;
  };
  const settle = (): void => {
    if (waiting === undefined) return;
    view.clearTimeout(waiting.timer);
    const { text } = waiting;
    waiting = undefined;
    view.history.replaceState(view.history.state, '', text);
  };
  const onMove = (): void => {
    if (waiting !== undefined) view.clearTimeout(waiting.timer);
    waiting = undefined;
    if (closing !== undefined) {
      const now = closing;
      closing = undefined;
      replace(now);
      return;
    }
    moved(readAddress(view.location.hash));
  };
  view.addEventListener('popstate', onMove);
  view.addEventListener('pagehide', settle);
  const replace = (state: ExplorerState): void => {
    if (waiting !== undefined) view.clearTimeout(waiting.timer);
    waiting = { text: addressOf(state), timer: view.setTimeout(settle, settledMs) };
  };
  return {
    replace,
    show(before, after) {
      if (closing !== undefined) {
        closing = after;
        return;
      }
      if (isClosed(before, after) && view.history.state === openedHere) {
        closing = after;
        view.history.back();
        return;
      }
      if (!isAnotherPlace(before, after)) {
        replace(after);
        return;
      }
      settle();
      const isSpan =
        isAnotherPlace(before, after) && !isAnotherPlace(before, { ...after, spanId: before.spanId });
      view.history.pushState(isSpan ? openedHere : null, '', addressOf(after));
    },
    [Symbol.dispose]() {
      settle();
      view.removeEventListener('popstate', onMove);
      view.removeEventListener('pagehide', settle);
    },
  };
}
