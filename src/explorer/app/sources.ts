/** The files on show: what is being read, what was read and what went wrong, and the library they are in. */
import { type Accessor, batch, createSignal, onCleanup } from 'solid-js';
import type { LoadReport } from '../library/library-message.ts';
import type { Progress } from '../library/trace-library.ts';
import type { FileLibrary } from '../library/worker-client.ts';
import type { LiveSpans, LiveSpansOptions } from './live-spans.ts';
import { type Load, type Source, startLoad } from './load.ts';
import { wordsOf } from './words-of.ts';

/** One file, from its first byte to what came of it. */
export interface Reading {
  readonly id: number;
  readonly source: Source;
  readonly state: 'reading' | 'read' | 'failed' | 'stopped';
  readonly progress?: Progress | undefined;
  readonly report?: LoadReport | undefined;
  /** Why it failed, in a sentence. */
  readonly problem?: string | undefined;
  /** It is read once more, since it has changed; how far that is. */
  readonly again?: { readonly progress: Progress | undefined } | undefined;
}

export interface Sources {
  readonly library: Accessor<FileLibrary>;
  /** In the order they were opened. */
  readonly readings: Accessor<readonly Reading[]>;
  /** Resolves with the traces of what was begun early. */
  readonly begun: Promise<string[]>;
  /** Resolves with the traces that were read, two at most of each file. Never rejects. */
  open(sources: readonly Source[]): Promise<string[]>;
  stop(id: number): void;
  /** Read everything again into a fresh library, which takes the place of the old one when all is there. */
  readAgain(): Promise<void>;
  /** A server has so many pieces of live spans, and has given up so many traces. */
  came(pieces: number, dropped: number): void;
}

/** Spans a server gets while the page is open. */
export interface LiveSource {
  /** The address of the pieces after one number up to another. */
  address: (after: number, to: number) => string;
  spans: (load: LiveSpansOptions['load']) => LiveSpans;
}

/** What the page's head has begun already. */
export interface Begun {
  library: FileLibrary;
  loads: readonly Load[];
}

export function createSources(start: () => FileLibrary, begun?: Begun, liveSource?: LiveSource): Sources {
  let nextId = 1;
  /** What is being read again, all of it together. */
  let rereading: AbortController | undefined;
  const loads = new Map<number, Load>();
  const [library, setLibrary] = createSignal(begun?.library ?? start());
  const [readings, setReadings] = createSignal<readonly Reading[]>([]);
  const change = (id: number, what: Partial<Reading>) =>
    setReadings((all) => all.map((each) => (each.id === id ? { ...each, ...what } : each)));
  const loadLive = (into: FileLibrary, after: number, to: number, signal?: AbortSignal) =>
    into.load({ url: liveSource?.address(after, to) ?? '', live: true }, { signal });
  const live = liveSource?.spans((after, to, signal) => loadLive(library(), after, to, signal));
  onCleanup(() => {
    live?.[Symbol.dispose]();
    rereading?.abort();
    library().close();
  });

  /** Tells of a load under way, and resolves with what it brought. */
  const follow = async (load: Load): Promise<string[]> => {
    const id = nextId++;
    const into = library();
    loads.set(id, load);
    setReadings((all) => [...all, { id, source: load.source, state: 'reading' }]);
    load.listen(() => change(id, { progress: load.progress }));
    const outcome = await settled(load.done);
    if (loads.get(id) === load) loads.delete(id);
    // Read again meanwhile: what that brought is said already.
    if (library() === into) change(id, outcomeOf(outcome));
    return readings().find((each) => each.id === id)?.report?.traceIds ?? [];
  };
  const followAll = async (all: readonly Load[]) => (await Promise.all(all.map(follow))).flat();

  /** Reads what has no outcome yet; what is opened while it does is read along. */
  const readRest = async (into: FileLibrary, outcomes: Outcomes, signal: AbortSignal): Promise<void> => {
    const readOne = async ({ id, source }: Reading): Promise<void> => {
      const load = startLoad(into, source);
      load.listen(() => {
        if (!signal.aborted) change(id, { again: { progress: load.progress } });
      });
      signal.addEventListener('abort', load.stop);
      outcomes.set(id, await settled(load.done));
      signal.removeEventListener('abort', load.stop);
    };
    const missing = () => readings().filter((each) => isKept(each) && !outcomes.has(each.id));
    for (let next = missing(); next.length > 0 && !signal.aborted; next = missing()) {
      await Promise.all(next.map(readOne));
    }
  };
  const endAgain = (): void => {
    rereading?.abort();
    rereading = undefined;
    setReadings((all) =>
      all.map((each) => (each.again === undefined ? each : { ...each, again: undefined })),
    );
  };

  return {
    library,
    readings,
    begun: followAll(begun?.loads ?? []),
    open: (sources) => followAll(sources.map((source) => startLoad(library(), source))),
    stop(id) {
      const isAgain = readings().some((each) => each.id === id && each.again !== undefined);
      if (isAgain) endAgain();
      else loads.get(id)?.stop();
    },
    came: (pieces, dropped) => live?.came(pieces, dropped),
    async readAgain() {
      endAgain();
      const mine = new AbortController();
      rereading = mine;
      const next = start();
      const outcomes: Outcomes = new Map();
      await readRest(next, outcomes, mine.signal);
      const isBroken = outcomes.size > 0 && [...outcomes.values()].every(isEmpty);
      const liveTo = isBroken ? 0 : (live?.known ?? 0);
      const lived = liveTo > 0 ? await settled(loadLive(next, 0, liveTo, mine.signal)) : undefined;
      if (!isBroken) await readRest(next, outcomes, mine.signal);
      batch(() => {
        if (mine.signal.aborted) {
          next.close();
          return;
        }
        endAgain();
        for (const [id, outcome] of outcomes) change(id, outcomeOf(outcome, isBroken));
        // A file that is broken for the moment: what was there stays.
        if (isBroken) {
          next.close();
          return;
        }
        const old = library();
        loads.clear();
        setLibrary(() => next);
        live?.moved(lived?.status === 'fulfilled' ? liveTo : 0);
        old.close();
      });
    },
  };
}

type Outcomes = Map<number, PromiseSettledResult<LoadReport>>;

/** Not when it was never read at all, and nobody wants it to be. */
function isKept({ state, report }: Reading): boolean {
  return state !== 'stopped' || report !== undefined;
}

async function settled<Value>(done: Promise<Value>): Promise<PromiseSettledResult<Value>> {
  const [outcome] = await Promise.allSettled([done]);
  return outcome;
}

function isEmpty(result: PromiseSettledResult<LoadReport>): boolean {
  return result.status === 'rejected' || result.value.spans === 0;
}

/** @param isBroken it was read again, and is not taken */
function outcomeOf(result: PromiseSettledResult<LoadReport>, isBroken = false): Partial<Reading> {
  const before = isBroken ? ' What was read before is still shown.' : '';
  if (result.status === 'rejected') {
    const { reason } = result;
    if (isAbort(reason)) return { state: 'stopped' };
    return { state: 'failed', problem: `${wordsOf(reason)}${before}` };
  }
  if (!isBroken) return { state: 'read', report: result.value, problem: undefined };
  return { state: 'failed', problem: `It has changed, and there are no spans in it now.${before}` };
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
