/** Reads back from a real Jaeger the traces a run has sent to it. */
import type { Span } from '../schemas/trace.ts';
import { spansFromJson } from '../store/otlp/decode-json.ts';

export interface TraceReaderEffects {
  fetch(url: string): Promise<Response>;
  nowMs(): number;
  after(delayMs: number, act: () => void): () => void;
  arrived(spans: Span[]): void;
}

export interface TraceReader {
  /** These were sent: look for them, and for whatever else is in their traces. */
  expect(spans: readonly Span[]): void;
  /** Resolves when all have arrived, or nothing has come for a while. */
  settled(): Promise<void>;
  /** How many of those expected have not arrived. */
  missing(): number;
  end(): void;
}

interface Sought {
  traceId: string;
  wanted: Set<string>;
  had: Set<string>;
  /** Looks without anything new since something was last expected. */
  turn: number;
  cancel: () => void;
}

const pausesMs = [60, 120, 250, 500, 1_000, 2_000] as const;
/** How long after the last that was sent or came somebody still waits for the rest. */
export const patienceMs = 4_000;
/** A run that makes more traces than this shows the first of them; the others are in Jaeger. */
export const maxTraces = 500;

export function createTraceReader(jaeger: string, effects: TraceReaderEffects): TraceReader {
  const traces = new Map<string, Sought>();
  let untold = 0;
  let lastNewsMs = effects.nowMs();
  let ended = false;
  let waiting: (() => void)[] = [];

  const missing = (): number =>
    [...traces.values()].reduce((sum, { wanted }) => sum + wanted.size, 0) + untold;
  const isSettled = (): boolean =>
    ended || missing() === untold || effects.nowMs() - lastNewsMs >= patienceMs;
  const tell = (): void => {
    if (!isSettled()) return;
    for (const each of waiting) each();
    waiting = [];
  };
  const schedule = (sought: Sought): void => {
    sought.cancel();
    const pause = pausesMs[sought.turn] ?? pausesMs[pausesMs.length - 1];
    sought.cancel = effects.after(pause ?? 2_000, () => void look(sought));
  };
  const look = async (sought: Sought): Promise<void> => {
    const found = await read(sought.traceId);
    if (ended) return;
    const fresh = found.filter(({ spanId }) => !sought.had.has(spanId));
    for (const { spanId } of fresh) {
      sought.had.add(spanId);
      sought.wanted.delete(spanId);
    }
    sought.turn += 1;
    if (fresh.length > 0) {
      sought.turn = 0;
      lastNewsMs = effects.nowMs();
      effects.arrived(fresh);
    }
    if (sought.wanted.size > 0 && sought.turn < 30) schedule(sought);
    tell();
  };
  const read = async (traceId: string): Promise<Span[]> => {
    try {
      const response = await effects.fetch(`${jaeger}/api/v3/traces/${traceId}`);
      if (!response.ok) {
        await response.body?.cancel();
        return [];
      }
      const { result } = (await response.json()) as { result?: unknown };
      return spansFromJson(result ?? {});
    } catch {
      // Not there, or not readable: the next look may be luckier.
      return [];
    }
  };

  return {
    expect(spans) {
      if (ended || spans.length === 0) return;
      lastNewsMs = effects.nowMs();
      const changed = new Set<Sought>();
      for (const { traceId, spanId } of spans) {
        let sought = traces.get(traceId);
        if (sought === undefined) {
          if (traces.size >= maxTraces) {
            untold += 1;
            continue;
          }
          sought = { traceId, wanted: new Set(), had: new Set(), turn: 0, cancel: () => undefined };
          traces.set(traceId, sought);
        }
        if (sought.had.has(spanId)) continue;
        sought.wanted.add(spanId);
        changed.add(sought);
      }
      for (const sought of changed) {
        sought.turn = 0;
        schedule(sought);
      }
    },
    settled() {
      if (isSettled()) return Promise.resolve();
      // Also when nothing comes any more.
      effects.after(patienceMs, function again() {
        tell();
        if (waiting.length > 0) effects.after(200, again);
      });
      return new Promise((resolve) => {
        waiting.push(resolve);
      });
    },
    missing,
    end() {
      ended = true;
      for (const { cancel } of traces.values()) cancel();
      tell();
    },
  };
}
