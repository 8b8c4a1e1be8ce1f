/** The files on show: what is being read, what was read and what went wrong, and the library they are in. */
import { type Accessor, batch, createSignal, onCleanup } from 'solid-js';
import type { LoadReport } from '../library/library-message.ts';
import type { Progress } from '../library/trace-library.ts';
import type { FileLibrary } from '../library/worker-client.ts';
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
  /** Spans as they come, of a server that listens. */
  openLive(url: string): Promise<void>;
  /** Read everything again into a fresh library, which takes the place of the old one when all is there. */
  readAgain(live: string | undefined): Promise<void>;
}

/** What the page's head has begun already. */
export interface Begun {
  library: FileLibrary;
  loads: readonly Load[];
}

export function createSources(start: () => FileLibrary, begun?: Begun): Sources {
  let nextId = 1;
  let round = 0;
  const loads = new Map<number, Load>();
  const [library, setLibrary] = createSignal(begun?.library ?? start());
  const [readings, setReadings] = createSignal<readonly Reading[]>([]);
  const change = (id: number, what: Partial<Reading>) =>
    setReadings((all) => all.map((each) => (each.id === id ? { ...each, ...what } : each)));
  onCleanup(() => library().close());

  /** Tells of a load under way, and resolves with what it brought. */
  const follow = async (load: Load): Promise<string[]> => {
    const id = nextId++;
    loads.set(id, load);
    setReadings((all) => [...all, { id, source: load.source, state: 'reading' }]);
    load.listen(() => change(id, { progress: load.progress }));
    try {
      const report = await load.done;
      change(id, { state: 'read', report });
      return report.traceIds;
    } catch (error) {
      change(id, isAbort(error) ? { state: 'stopped' } : { state: 'failed', problem: wordsOf(error) });
      return [];
    } finally {
      loads.delete(id);
    }
  };
  const followAll = async (all: readonly Load[]) => (await Promise.all(all.map(follow))).flat();

  return {
    library,
    readings,
    begun: followAll(begun?.loads ?? []),
    open: (sources) => followAll(sources.map((source) => startLoad(library(), source))),
    stop: (id) => loads.get(id)?.stop(),
    async openLive(url) {
      await library().load({ url, live: true });
    },
    async readAgain(live) {
      const mine = ++round;
      const next = start();
      const kept = readings().filter(({ state }) => state !== 'stopped');
      const results = await Promise.allSettled(kept.map(({ source }) => startLoad(next, source).done));
      if (live !== undefined) await next.load({ url: live, live: true }).catch(() => undefined);
      // Somebody asked for the same again meanwhile, or a file is broken for the moment: what was there stays.
      const isBroken = results.length > 0 && results.every((each) => isEmpty(each));
      if (mine !== round || isBroken) next.close();
      batch(() => {
        if (mine !== round) return;
        for (const [index, result] of results.entries()) {
          const id = kept[index]?.id;
          if (id !== undefined) change(id, outcomeOf(result, isBroken));
        }
        if (isBroken) return;
        const old = library();
        setLibrary(() => next);
        old.close();
      });
    },
  };
}

function isEmpty(result: PromiseSettledResult<LoadReport>): boolean {
  return result.status === 'rejected' || result.value.spans === 0;
}

function outcomeOf(result: PromiseSettledResult<LoadReport>, isBroken: boolean): Partial<Reading> {
  const before = isBroken ? ' What was read before is still shown.' : '';
  if (result.status === 'rejected') {
    return { state: 'failed', problem: `${wordsOf(result.reason)}${before}` };
  }
  if (!isBroken) return { state: 'read', report: result.value, problem: undefined };
  return { state: 'failed', problem: `It has changed, and there are no spans in it now.${before}` };
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
