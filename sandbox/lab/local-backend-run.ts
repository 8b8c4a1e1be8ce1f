/** Containers on this machine as a run sees them: in the place of its Collector and its Jaeger. */
import type { LocalPlace } from '../local-lab/place.ts';
import type { Backend } from '../network/backend.ts';
import type { Span } from '../schemas/trace.ts';
import type { Store } from '../store/store.ts';
import type { Exports } from './export.ts';
import { addFacts, createSpanBudget } from './facts.ts';
import { createLocalBackend, type LocalBackend } from './local-backend.ts';
import type { CollectorForRuns, RunCollector, RunCollectorEffects, RunRequest } from './run.ts';

export interface ContainersParts {
  place: LocalPlace;
  store: Store;
  fetch(url: string, init: RequestInit): Promise<Response>;
}

const spansPerEvent = 100;

/** For one run: its spans are read back until it is over. */
export function createContainers(
  { lab }: Pick<RunRequest, 'lab'>,
  { place, store, fetch }: ContainersParts,
  clock: Pick<RunCollectorEffects, 'nowMs' | 'after'>,
): CollectorForRuns {
  const hasCollector = lab.collector !== undefined;
  let arrived = (_: Span[]): void => undefined;
  let local: LocalBackend | undefined;
  const backends = (exports: Exports): readonly Backend[] => {
    local ??= createLocalBackend(place, hasCollector, exports, {
      ...clock,
      fetch,
      arrived: (spans) => arrived(spans),
    });
    return local.backends;
  };

  return {
    backends,
    moved: () => undefined,
    join(_, { exports }, { emit, facts, full }): RunCollector {
      backends(exports);
      const withinBudget = createSpanBudget();
      const names = lab.services.map(({ name }) => name);
      arrived = (spans) => {
        const { accepted, evicted } = store.ingest(spans);
        if (addFacts(facts, 'stored', withinBudget(accepted)).length < accepted.length) full('stored');
        for (const [service, own] of bySender(accepted, names, hasCollector ? 'collector' : undefined)) {
          for (let at = 0; at < own.length; at += spansPerEvent) {
            emit({ type: 'stored', service, spans: own.slice(at, at + spansPerEvent) });
          }
        }
        if (evicted.traces > 0) emit({ type: 'evicted', ...evicted });
      };
      return {
        prepare: () => Promise.resolve(),
        settle(done) {
          let isWanted = true;
          void local?.settled().then(() => {
            if (!isWanted) return;
            const missing = local?.missing() ?? 0;
            if (missing > 0) emit({ type: 'note', message: missingWords(missing) });
            done();
          });
          return () => {
            isWanted = false;
          };
        },
        sendsTo: () => false,
        flush: () => local?.end(),
        complaint: () => '',
      };
    },
  };
}

function missingWords(count: number): string {
  const what =
    count === 1 ? '1 span that the Collector took is' : `${count} spans that the Collector took are`;
  return `${what} not in Jaeger, or not yet: a processor may have dropped or held them, or the exporter does not reach Jaeger (self-test under “Run against”).`;
}

/** Who is said to have stored a span: the Collector where the lab has one, else the service it says it is of. */
function bySender(
  spans: readonly Span[],
  services: readonly string[],
  collector: string | undefined,
): Map<string, Span[]> {
  const senders = new Map<string, Span[]>();
  for (const span of spans) {
    const value = span.resource.attributes.find(({ key }) => key === 'service.name')?.value;
    const named = services.find((name) => name === value);
    const sender = collector ?? named ?? services[0] ?? 'collector';
    senders.set(sender, [...(senders.get(sender) ?? []), span]);
  }
  return senders;
}
