/** Spans as a server gets them, on their way into the library on show: each once, in their order. No framework. */
import type { LoadReport } from '../library/library-message.ts';
import { wordsOf } from './words-of.ts';

export interface LiveSpansOptions {
  /** The pieces after one number up to another. */
  load: (after: number, to: number, signal: AbortSignal) => Promise<LoadReport>;
  /** All there is to know about them, in sentences, whenever that has changed. */
  tell: (problems: readonly string[]) => void;
  /** How long to wait after a failure, in milliseconds; twice as long after the next, up to half a minute. */
  retryMs?: number | undefined;
}

export interface LiveSpans extends Disposable {
  /** How many pieces the server has, as far as is known. */
  readonly known: number;
  /** @param dropped how many traces the server has given up */
  came(known: number, dropped: number): void;
  /** Another library is shown now, with the pieces up to this one in it. */
  moved(held: number): void;
}

const longestRetryMs = 30_000;
/** Nobody reads more, and each is said once. */
const mostProblems = 20;

export function createLiveSpans({ load, tell, retryMs = 1_000 }: LiveSpansOptions): LiveSpans {
  let known = 0;
  /** Up to here they are in the library. */
  let held = 0;
  let asking: AbortController | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let nextRetryMs = retryMs;
  let failure: string | undefined;
  const said = new Map<string, string>();

  /** @returns whether there is any news */
  const say = (problems: readonly string[]): boolean => {
    const before = said.size;
    for (const problem of problems) {
      // The same with another count is no news.
      const about = problem.replaceAll(/\d[\d,.]*/gu, '#');
      if (said.size < mostProblems && !said.has(about)) said.set(about, problem);
    }
    return said.size > before;
  };
  const tellAll = (): void => tell([...(failure === undefined ? [] : [failure]), ...said.values()]);
  const stop = (): void => {
    asking?.abort();
    asking = undefined;
    clearTimeout(retry);
    retry = undefined;
  };
  const ask = async (): Promise<void> => {
    if (asking !== undefined || retry !== undefined || held >= known) return;
    const mine = new AbortController();
    asking = mine;
    const to = known;
    try {
      const { problems } = await load(held, to, mine.signal);
      if (mine.signal.aborted) return;
      held = to;
      const isNews = say(problems) || failure !== undefined;
      failure = undefined;
      if (isNews) tellAll();
      nextRetryMs = retryMs;
    } catch (error) {
      if (mine.signal.aborted) return;
      failure = `Spans that came are not here: ${wordsOf(error)} They are asked for again.`;
      tellAll();
      retry = setTimeout(() => {
        retry = undefined;
        void ask();
      }, nextRetryMs);
      nextRetryMs = Math.min(2 * nextRetryMs, longestRetryMs);
    }
    asking = undefined;
    void ask();
  };

  return {
    get known() {
      return known;
    },
    came(now, dropped) {
      known = now;
      const isNews =
        dropped > 0 && say(['To make room, spanlab view has given up the traces that came first.']);
      if (isNews) tellAll();
      void ask();
    },
    moved(now) {
      stop();
      held = now;
      void ask();
    },
    [Symbol.dispose]: stop,
  };
}
