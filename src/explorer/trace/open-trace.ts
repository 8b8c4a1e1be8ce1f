/** Opens a trace of a library and keeps it as it is there: it may grow while it is looked at. */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { followLibrary } from '../library/follow-library.ts';
import { LibraryError, type OpenTrace, type Progress, type TraceLibrary } from '../library/trace-library.ts';

export type Opening =
  /** On its way. What was open before is shown until then, when it is the same trace. */
  | { state: 'opening'; progress: Progress | undefined }
  | { state: 'open' }
  /** The reader stopped it. */
  | { state: 'stopped' }
  | { state: 'failed'; problem: string };

export interface OpenedTrace {
  trace: Accessor<OpenTrace | undefined>;
  opening: Accessor<Opening>;
  stop: () => void;
  again: () => void;
}

export interface OpenTraceSource {
  library: () => TraceLibrary;
  /** Undefined: none. */
  traceId: () => string | undefined;
}

/** Between two looks at a trace that grows, at least; longer for one that takes its time to open. */
const restMs = 150;

export function createOpenTrace({ library, traceId }: OpenTraceSource): OpenedTrace {
  const [trace, setTrace] = createSignal<OpenTrace>();
  const [opening, setOpening] = createSignal<Opening>({ state: 'open' });
  const [round, setRound] = createSignal(0);
  let stop = (): void => undefined;

  createEffect(
    on([library, traceId, round], ([from, id], before) => {
      // A library that was read again holds the same trace: what is shown stays until it is there.
      const sameId = before !== undefined && before[1] === id;
      if (!sameId) setTrace(undefined);
      if (id === undefined) {
        setOpening({ state: 'open' });
        return;
      }
      let isFirst = true;
      setOpening({ state: 'opening', progress: undefined });
      const following = followLibrary({
        library: from,
        restMs,
        ask(signal) {
          const since = trace();
          const isAwaited = isFirst || since === undefined;
          return from.open(id, {
            signal,
            ...(!isFirst && { since }),
            ...(isAwaited && {
              onProgress: (progress) => {
                if (!signal.aborted) setOpening({ state: 'opening', progress });
              },
            }),
          });
        },
        onAnswer(next) {
          isFirst = false;
          setTrace(next);
          setOpening({ state: 'open' });
        },
        onError(error) {
          // A trace that is given up for newer ones stays on show as long as nothing else is asked for.
          if (isFirst || trace() === undefined) setOpening({ state: 'failed', problem: problemOf(error) });
          isFirst = false;
        },
      });
      stop = () => {
        following[Symbol.dispose]();
        setOpening({ state: 'stopped' });
      };
      onCleanup(() => following[Symbol.dispose]());
    }),
  );

  return { trace, opening, stop: () => stop(), again: () => setRound((count) => count + 1) };
}

function problemOf(error: unknown): string {
  if (error instanceof LibraryError) return error.message;
  console.error(error);
  return error instanceof Error && error.message !== '' ? error.message : 'The trace cannot be opened.';
}
