/** Keeps an answer of a library up to date: asks again when the library has changed, and never twice at once. */
import type { TraceLibrary } from './trace-library.ts';

export interface FollowOptions<Answer> {
  library: Pick<TraceLibrary, 'subscribe'>;
  /** Asked at once, then after each change. Once the signal is aborted nobody waits for it. */
  ask: (signal: AbortSignal) => Promise<Answer>;
  onAnswer: (answer: Answer) => void;
  onError: (error: unknown) => void;
  /** Puts a question off until the next frame, so that many changes are one; a change is asked for at once by default. */
  onFrame?: ((callback: () => void) => void) | undefined;
  /** Between an answer and the next question, in milliseconds; twice as long as the answer took, if that is more. */
  restMs?: number | undefined;
}

export interface Following extends Disposable {
  /** Ask now: what was asked for has become something else. */
  again(): void;
  /** Do not wait for the answer. The next change asks again. */
  cancel(): void;
}

/**
 * A change while an answer is awaited does not end that: asking anew for each of many changes would never come to an
 * answer. It is asked for once, afterwards.
 */
export function followLibrary<Answer>(options: FollowOptions<Answer>): Following {
  const { library, ask, onAnswer, onError, restMs = 0 } = options;
  const onFrame = options.onFrame ?? ((callback) => callback());
  let asking: AbortController | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let hasChanged = false;
  let isDue = false;
  let isOver = false;

  const cancel = (): void => {
    asking?.abort();
    asking = undefined;
    clearTimeout(rest);
    rest = undefined;
    hasChanged = false;
  };
  const again = (): void => {
    cancel();
    if (!isOver) void follow();
  };
  const follow = async (): Promise<void> => {
    const mine = new AbortController();
    asking = mine;
    const began = performance.now();
    const tell = await told(mine.signal);
    if (mine.signal.aborted) return;
    tell();
    // Whoever was told may have asked for something else.
    if (asking !== mine) return;
    asking = undefined;
    if (restMs === 0) takeUp();
    else rest = setTimeout(takeUp, Math.max(restMs, 2 * (performance.now() - began)));
  };
  const told = async (signal: AbortSignal): Promise<() => void> => {
    try {
      const answer = await ask(signal);
      return () => onAnswer(answer);
    } catch (error) {
      return () => onError(error);
    }
  };
  const takeUp = (): void => {
    rest = undefined;
    if (hasChanged) again();
  };

  void follow();
  const leave = library.subscribe(() => {
    if (isDue || isOver) return;
    isDue = true;
    onFrame(() => {
      isDue = false;
      hasChanged = true;
      if (asking === undefined && rest === undefined) again();
    });
  });
  return {
    again,
    cancel,
    [Symbol.dispose]() {
      isOver = true;
      cancel();
      leave();
    },
  };
}
