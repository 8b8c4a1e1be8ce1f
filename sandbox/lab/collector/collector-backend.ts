/** The Collector as others on the lab's network find it: its ports, and what comes of a request to one of them. */
import type { CollectorHost } from '../../collector/collector.ts';
import type { Backend, Protocol } from '../../network/backend.ts';
import type { CollectorListener } from '../../schemas/collector.ts';
import { receive, tracesPath } from '../../store/otlp-receiver.ts';
import type { Exports } from '../export.ts';
import { tlsPorts } from './config-facts.ts';

export const collectorName = 'collector';
const failedAnswer = 400;

export interface CollectorBackendEffects {
  host(): CollectorHost | undefined;
  /** Where it is noted how many spans an exchange carried. */
  exports(): Exports | undefined;
  /** A request comes, or its answer goes. */
  touched(): void;
}

export interface CollectorBackend {
  readonly backend: Backend;
  /** From now on these are its ports. */
  listensAt(listeners: readonly CollectorListener[], config: string): void;
}

export function createCollectorBackend(effects: CollectorBackendEffects): CollectorBackend {
  let ports: ReadonlyMap<number, Protocol> = new Map();
  let secure: ReadonlySet<number> = new Set();
  const backend: Backend = {
    name: collectorName,
    get ports() {
      return ports;
    },
    get secure() {
      return secure;
    },
    apart: true,
    async answer({ id, port, request }) {
      const host = effects.host();
      if (host === undefined) throw new Error('the Collector is gone');
      effects.touched();
      const isExport = request.method === 'POST' && new URL(request.url).pathname === tracesPath;
      const asked = host.request(port, request);
      const [answer, read] = await Promise.all([
        asked,
        isExport
          ? receive({ ...request, path: tracesPath, body: request.body ?? new Uint8Array() })
          : undefined,
      ]);
      effects.touched();
      if (read !== undefined) {
        const spans = read.accepted.length + read.rejected;
        const failure = 'failure' in answer ? answer.failure.message : failureOf(answer.status, read.message);
        effects.exports()?.add(id, { spans, rejected: failure === undefined ? 0 : spans, failure });
      }
      return 'failure' in answer ? answer : { response: answer };
    },
  };
  return {
    backend,
    listensAt(listeners, config) {
      ports = new Map(listeners.map(({ port }) => [port, 'http']));
      secure = new Set(listeners.length === 0 ? [] : tlsPorts(config));
    },
  };
}

/** Why an export was not taken, as far as the answer and the body say. */
function failureOf(status: number, message: string): string | undefined {
  if (status < failedAnswer) return undefined;
  return message === '' ? `answered ${status}` : `answered ${status}: ${message}`;
}
