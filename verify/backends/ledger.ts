/** What has arrived of each run, bounded, and who waits for more of it. */
import { createBodyLog } from '@spanlab/sandbox/network/exchange-log.ts';
import type { Exchange } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Received } from '../model/backend.ts';

/** One request as it came and was answered. */
export interface Entry {
  exchange: Omit<Exchange, 'id' | 'requestBody' | 'response'>;
  requestBody: Uint8Array<ArrayBuffer>;
  response: { status: number; headers: [string, string][]; body: Uint8Array<ArrayBuffer> };
  /** Spans of it that were taken. */
  spans: number;
  /** Why it, or some of its spans, was refused. */
  refused?: string;
}

export interface Ledger {
  /** From here on requests of this run are taken. */
  open(runId: string): void;
  isOpen(runId: string): boolean;
  record(runId: string, entry: Entry): void;
  received(runId: string): Received;
  /** Somebody looks at the run as it is now: `moved` speaks of what comes after this. */
  look(runId: string): void;
  /** Resolves once something has come since the last look, at the latest after `withinMs`. */
  moved(runId: string, withinMs: number): Promise<void>;
  /** Ends the wait of whoever waits: of one run, or of all. */
  wake(runId?: string): void;
  forget(runId: string): void;
}

interface Run {
  requests: number;
  spans: number;
  refused: string[];
  exchanges: Exchange[];
  bodies: ReturnType<typeof createBodyLog>;
  version: number;
  looked: number;
  waiting: Set<() => void>;
}

/** Of one run: a program that sends without end must not fill the memory. */
const limits = { exchanges: 200, refused: 20, bytesPerBody: 64_000, bytesInAll: 1_000_000 } as const;
const nothing: Received = { requests: 0, spans: 0, refused: [], exchanges: [] };

export function createLedger(): Ledger {
  const runs = new Map<string, Run>();
  const wake = (run: Run): void => {
    run.version += 1;
    for (const each of [...run.waiting]) each();
  };

  return {
    open(runId) {
      if (runs.has(runId)) return;
      runs.set(runId, {
        requests: 0,
        spans: 0,
        refused: [],
        exchanges: [],
        bodies: createBodyLog(limits),
        version: 0,
        looked: 0,
        waiting: new Set(),
      });
    },
    isOpen: (runId) => runs.has(runId),
    record(runId, { exchange, requestBody, response, spans, refused }) {
      const run = runs.get(runId);
      if (run === undefined) return;
      run.requests += 1;
      run.spans += spans;
      if (refused !== undefined && run.refused.length < limits.refused && !run.refused.includes(refused)) {
        run.refused.push(refused);
      }
      if (run.exchanges.length < limits.exchanges) {
        const kept = run.bodies.keep(requestBody);
        const answered = run.bodies.keep(response.body);
        run.exchanges.push({
          ...exchange,
          id: String(run.requests),
          ...(kept && { requestBody: kept }),
          response: {
            status: response.status,
            statusText: '',
            headers: response.headers,
            ...(answered && { body: answered }),
          },
        });
      }
      wake(run);
    },
    received(runId) {
      const run = runs.get(runId);
      if (run === undefined) return nothing;
      const { requests, spans, refused, exchanges } = run;
      return { requests, spans, refused: [...refused], exchanges: [...exchanges] };
    },
    look(runId) {
      const run = runs.get(runId);
      if (run) run.looked = run.version;
    },
    moved(runId, withinMs) {
      const run = runs.get(runId);
      if (run === undefined || run.version > run.looked) return Promise.resolve();
      return new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          run.waiting.delete(end);
          resolve();
        };
        const timer = setTimeout(end, withinMs);
        run.waiting.add(end);
      });
    },
    wake(runId) {
      const woken = runId === undefined ? [...runs.values()] : [runs.get(runId)];
      for (const run of woken) if (run) wake(run);
    },
    forget(runId) {
      const run = runs.get(runId);
      runs.delete(runId);
      if (run) wake(run);
    },
  };
}
