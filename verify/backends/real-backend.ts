/** A backend of real parts: what runs send is stamped, passed on, and read back from Jaeger without the stamp. */
import { randomUUID } from 'node:crypto';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { Backend } from '../model/backend.ts';
import { openGateway } from './gateway.ts';
import type { Delivery } from './intake.ts';
import { createLimiter } from './limiter.ts';
import { runLimits } from './run-limits.ts';
import { stamped, unstamped } from './stamp.ts';
import { takePorts } from './take-ports.ts';
import { NoAnswer, readTrace, sendSpans, type Target } from './target.ts';

/** Where the parts are, and whether they still are. */
export interface Site {
  /** @throws BackendGone when it has gone since this run began, or for good */
  targetOf(runId: string): Promise<Target>;
  /** An address did not answer a run; `targetOf` says from now on what that means for it. */
  lost(runId: string, reason: string): Promise<void>;
  /** A run begins; it belongs to what is there now. */
  join(runId: string): void;
  leave(runId: string): void;
  close(): Promise<void>;
}

interface Trace {
  /** Spans of it that were taken. */
  sent: number;
  /** Those that have been read back. */
  spans: Span[];
}

/** What is not there at once is looked for again, at first soon. */
const pausesMs = [10, 20, 40, 80, 160, 250] as const;
/** Questions to Jaeger at a time. */
const readsAtOnce = 8;

export async function openRealBackend(
  kind: 'containers' | 'url',
  digest: string,
  site: Site,
): Promise<Backend> {
  const session = randomUUID();
  const stampOf = (runId: string): string => `${session}/${runId}`;
  const runs = new Map<string, { traces: Map<string, Trace>; spans: number; looks: number }>();
  const limit = createLimiter(readsAtOnce);

  const deliver = async (runId: string, spans: readonly Span[]): Promise<Delivery> => {
    const run = runs.get(runId);
    if (run === undefined) return { taken: false, status: 404, message: 'the run is over' };
    const ids = new Set(spans.map(({ traceId }) => traceId));
    const isTooMuch =
      run.spans + spans.length > runLimits.spans || run.traces.size + ids.size > runLimits.traces;
    if (isTooMuch) {
      const message = `a run may send ${runLimits.spans} spans in ${runLimits.traces} traces`;
      return { taken: true, rejected: spans.length, message };
    }
    try {
      const delivery = await sendSpans(await site.targetOf(runId), stamped(spans, stampOf(runId)));
      // Which spans of a request were rejected is not said: then none is waited for.
      const isWhole = delivery.taken && delivery.rejected === 0;
      for (const { traceId } of spans) {
        const trace = run.traces.get(traceId) ?? { sent: 0, spans: [] };
        if (isWhole) trace.sent += 1;
        run.traces.set(traceId, trace);
      }
      if (isWhole) run.spans += spans.length;
      run.looks = 0;
      return delivery;
    } catch (error) {
      if (error instanceof NoAnswer) await site.lost(runId, error.message);
      // Not one of the statuses after which an exporter tries again: it would do so for a minute.
      return { taken: false, status: 500, message: error instanceof Error ? error.message : String(error) };
    }
  };

  const gateway = await openGateway(deliver);
  const { ledger } = gateway;
  return {
    kind,
    digest,
    endpointOf(runId) {
      if (!runs.has(runId)) {
        site.join(runId);
        runs.set(runId, { traces: new Map(), spans: 0, looks: 0 });
      }
      return gateway.endpointOf(runId);
    },
    received: ledger.received,
    async spansOf(runId) {
      ledger.look(runId);
      const target = await site.targetOf(runId);
      const run = runs.get(runId);
      if (run === undefined) return [];
      run.looks += 1;
      const short = [...run.traces].filter(([, trace]) => trace.spans.length < trace.sent);
      try {
        await Promise.all(
          short.map(([traceId, trace]) =>
            limit(async () => {
              trace.spans = unstamped(await readTrace(target, traceId), stampOf(runId));
            }),
          ),
        );
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        await site.lost(runId, error.message);
        // Throws what has become of this run.
        await site.targetOf(runId);
        throw error;
      }
      return [...run.traces.values()].flatMap(({ spans }) => spans);
    },
    moved(runId, withinMs) {
      const run = runs.get(runId);
      const isShort = run && [...run.traces.values()].some(({ sent, spans }) => spans.length < sent);
      const pauseMs = pausesMs[Math.min(run?.looks ?? 0, pausesMs.length - 1)] ?? withinMs;
      return ledger.moved(runId, isShort ? Math.min(withinMs, pauseMs) : withinMs);
    },
    takePorts: (runId) => takePorts(runId, gateway.intake),
    forget(runId) {
      runs.delete(runId);
      site.leave(runId);
      ledger.forget(runId);
    },
    async dispose() {
      runs.clear();
      await gateway.close();
      await site.close();
    },
  };
}
