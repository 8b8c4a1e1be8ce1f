/** The backend that needs nothing: spans stay in memory, by run. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { sharedBytes, spanBytes } from '@spanlab/sandbox/store/span-size.ts';
import type { Backend } from '../model/backend.ts';
import { type Gateway, openGateway } from './gateway.ts';
import type { Delivery } from './intake.ts';
import { runLimits } from './run-limits.ts';
import { takePorts } from './take-ports.ts';

interface Kept {
  spans: Span[];
  bytes: number;
}

/** Open the embedded backend. Once a request has been answered, its spans can be read. */
export async function openEmbedded(): Promise<Backend> {
  const runs = new Map<string, Kept>();
  const gateway: Gateway = await openGateway((runId, spans) => Promise.resolve(keep(runId, spans)));
  const { ledger } = gateway;

  const keep = (runId: string, spans: readonly Span[]): Delivery => {
    if (!ledger.isOpen(runId)) return { taken: false, status: 404, message: 'the run is over' };
    const kept = runs.get(runId) ?? { spans: [], bytes: 0 };
    runs.set(runId, kept);
    let rejected = 0;
    for (const span of spans) {
      const bytes = spanBytes(span) + sharedBytes(span);
      if (kept.spans.length >= runLimits.spans || kept.bytes + bytes > runLimits.bytes) {
        rejected += 1;
      } else {
        kept.spans.push(span);
        kept.bytes += bytes;
      }
    }
    const message =
      rejected === 0 ? '' : `a run may keep ${runLimits.spans} spans, or ${runLimits.bytes / 1e6} MB`;
    return { taken: true, rejected, message };
  };

  return {
    kind: 'embedded',
    digest: 'embedded',
    endpointOf: gateway.endpointOf,
    received: ledger.received,
    spansOf(runId) {
      ledger.look(runId);
      return Promise.resolve([...(runs.get(runId)?.spans ?? [])]);
    },
    moved: ledger.moved,
    takePorts: (runId) => takePorts(runId, gateway.intake),
    forget(runId) {
      runs.delete(runId);
      ledger.forget(runId);
    },
    async dispose() {
      runs.clear();
      await gateway.close();
    },
  };
}
