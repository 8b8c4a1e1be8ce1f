/**
 * How the prose and the workbench talk. They share no component tree: the prose is HTML with small
 * scripts, the workbench an island that starts later. A request made before the workbench listens is
 * kept and delivered when it does; news nobody listens to is dropped.
 */
import type { CheckResult, ExitReason } from '@spanlab/sandbox/schemas/run-event.ts';

/** What the prose asks of the workbench. */
export interface BusRequests {
  'open-exercise': { exercise: string };
  'open-file': { file: string; line?: number };
  /** `show`: what the Trace panel shall show, as `trace-show.ts` reads it. */
  'show-panel': { panel: string; show?: string };
  'load-variant': { exercise: string; variant: string };
  'show-solution': { exercise: string };
}

/** What the workbench tells the prose. */
export interface BusNews {
  'run-started': { exercise: string; runId: string };
  /** Every check of the run so far, in the order of `expect.yaml`. */
  checks: { exercise: string; variant?: string; results: readonly CheckResult[] };
  /** The reader has sent a span by hand, and has an answer. */
  pushed: { status: number | undefined };
  'run-ended': { exercise: string; runId: string; reason: ExitReason; message: string };
}

type BusEvents = BusRequests & BusNews;
type Listener<T> = (detail: T) => void;

const requestNames: ReadonlySet<string> = new Set<keyof BusRequests>([
  'open-exercise',
  'open-file',
  'show-panel',
  'load-variant',
  'show-solution',
]);

/** An emitter; the page has one (`bus`), tests make their own. */
export function createBus() {
  const listeners = new Map<string, Set<Listener<never>>>();
  const waiting: { name: string; detail: unknown }[] = [];

  function emit<K extends keyof BusEvents>(name: K, detail: BusEvents[K]): void {
    const set = listeners.get(name);
    if (set !== undefined && set.size > 0) {
      for (const listener of [...set]) (listener as Listener<BusEvents[K]>)(detail);
    } else if (requestNames.has(name)) {
      waiting.push({ name, detail });
    }
  }

  /** Listens, and receives the requests that waited. Returns the way to stop. */
  function on<K extends keyof BusEvents>(name: K, listener: Listener<BusEvents[K]>): () => void {
    const set = listeners.get(name) ?? new Set();
    listeners.set(name, set);
    set.add(listener as Listener<never>);
    for (let index = 0; index < waiting.length; ) {
      const request = waiting[index];
      if (request?.name !== name) {
        index += 1;
        continue;
      }
      waiting.splice(index, 1);
      listener(request.detail as BusEvents[K]);
    }
    return () => {
      set.delete(listener as Listener<never>);
    };
  }

  return { emit, on };
}

/** The bus of this page. */
export const bus = createBus();
