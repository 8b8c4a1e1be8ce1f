/** Opens a trace of a library and keeps it as it is there: it may grow while it is looked at. */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
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
      const left = new AbortController();
      const isLeft = (): boolean => left.signal.aborted;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let busy = false;
      let changed = false;

      const open = async (first: boolean): Promise<void> => {
        busy = true;
        changed = false;
        const began = performance.now();
        try {
          const since = first ? undefined : trace();
          const next = await from.open(id, {
            signal: left.signal,
            ...(since !== undefined && { since }),
            ...(first && {
              onProgress: (progress) => {
                if (!isLeft()) setOpening({ state: 'opening', progress });
              },
            }),
          });
          if (isLeft()) return;
          setTrace(next);
          setOpening({ state: 'open' });
        } catch (error) {
          if (isLeft()) return;
          // A trace that is given up for newer ones stays on show as long as nothing else is asked for.
          if (trace() === undefined || first) setOpening({ state: 'failed', problem: problemOf(error) });
        }
        timer = setTimeout(
          () => {
            busy = false;
            if (changed) void open(false);
          },
          Math.max(restMs, 2 * (performance.now() - began)),
        );
      };
      setOpening({ state: 'opening', progress: undefined });
      void open(true);
      const unsubscribe = from.subscribe(() => {
        changed = true;
        if (!busy) void open(trace() === undefined);
      });
      stop = () => {
        left.abort();
        setOpening({ state: 'stopped' });
      };
      onCleanup(() => {
        left.abort();
        clearTimeout(timer);
        unsubscribe();
      });
    }),
  );

  return { trace, opening, stop: () => stop(), again: () => setRound((count) => count + 1) };
}

function problemOf(error: unknown): string {
  if (error instanceof LibraryError) return error.message;
  console.error(error);
  return error instanceof Error && error.message !== '' ? error.message : 'The trace cannot be opened.';
}
