/**
 * The Collector of a page, or of a process that runs labs: it lives on between runs. Started with the configuration
 * that is wanted, put on the network of the run of now, and seen through a view.
 */
import type { CollectorHost, CollectorSurroundings } from '../../collector/collector.ts';
import { problemsOf } from '../../collector/problems.ts';
import type { Backend } from '../../network/backend.ts';
import type { Network } from '../../network/network.ts';
import type {
  CollectorCounts,
  CollectorHop,
  CollectorLogLine,
  CollectorView,
  ConfigProblem,
} from '../../schemas/collector.ts';
import type { FileSet } from '../../schemas/file-set.ts';
import type { Lab } from '../../schemas/lab.ts';
import type { Exports } from '../export.ts';
import { collectorName, createCollectorBackend } from './collector-backend.ts';
import { createCollectorCalls } from './collector-calls.ts';
import { sameWish, type Wish, wishOf } from './wish.ts';

/** Of each hop, the first spans of a run are copied. */
const hopLimits = { spans: 200, bytes: 500_000 } as const;

/** What is around it now: the network of the run of now, or of the last one. */
export interface Around {
  network: Network;
  exports: Exports;
  log(line: LogRecord): void;
  changed(view: CollectorView): void;
}

export type LogRecord = Omit<CollectorLogLine, 'seq'>;

export interface LabCollectorEffects {
  nowMs(): number;
  open(surroundings: CollectorSurroundings): CollectorHost;
  /** Its state has changed. */
  changed(view: CollectorView): void;
  /** Something passes through it: counts may change from now on. */
  touched(): void;
  log(line: LogRecord): void;
}

export interface LabCollector {
  /** What it is on the network. */
  readonly backend: Backend;
  readonly view: CollectorView;
  /** What it has printed since it was last started, until it ran or failed; bounded. */
  readonly startLog: readonly LogRecord[];
  surround(around: Around): void;
  /** A port has opened or closed. */
  moved(): void;
  /**
   * Runs the lab's configuration unless it does; one that failed is tried again. Resolves when it runs, or when the
   * Collector did not take the configuration; rejects when there is no Collector to be had.
   */
  ensure(lab: Lab, files: FileSet): Promise<CollectorView>;
  /** As `ensure`, but leaves alone what failed. */
  apply(lab: Lab, files: FileSet): void;
  /** Ends it gracefully and starts anew, whatever runs. */
  restart(lab: Lab, files: FileSet): void;
  /** Rejects when the Collector cannot be had. */
  validate(lab: Lab, config: string): Promise<ConfigProblem[]>;
  /** No components while it does not run. */
  counts(): Promise<CollectorCounts>;
  /** Copy spans anew: a run begins. */
  watchHops(): void;
  hops(): Promise<CollectorHop[]>;
  dispose(): void;
}

const startLogLimit = 200;

export function createLabCollector(effects: LabCollectorEffects): LabCollector {
  let host: CollectorHost | undefined;
  let around: Around | undefined;
  let wish: Wish | undefined;
  let pending: Promise<CollectorView> | undefined;
  let generation = 0;
  let isLoaded = false;
  let startLog: LogRecord[] = [];
  /** Spans that could not be delivered, and no view has shown yet. */
  let lostSince = 0;
  const counted = new WeakSet<{ lost: number }>();
  let view: CollectorView = { state: 'absent', problems: [], listeners: [], counts: [] };

  const become = (next: Omit<CollectorView, 'counts'>): void => {
    view = { ...next, counts: [] };
    if ((next.state === 'running' || next.state === 'failed') && lostSince > 0) {
      view = { ...view, lostOnRestart: lostSince };
      lostSince = 0;
    }
    atPorts.listensAt(next.listeners, next.config ?? '');
    effects.changed(view);
    around?.changed(view);
  };
  /** Wishes that became one, as later ones overtook them, are told the same result. */
  const countLost = (result: { lost: number } | undefined): void => {
    if (result === undefined || counted.has(result)) return;
    counted.add(result);
    lostSince += result.lost;
  };
  const isStarting = (): boolean => view.state === 'loading' || view.state === 'starting';

  const atPorts = createCollectorBackend({
    host: () => host,
    exports: () => around?.exports,
    touched: effects.touched,
  });
  const call = createCollectorCalls({ network: () => around?.network, touched: effects.touched });

  const opened = (): CollectorHost => {
    if (host !== undefined) return host;
    host = effects.open({
      call,
      log(line) {
        if (isStarting() && startLog.length < startLogLimit) startLog.push(line);
        effects.log(line);
        effects.touched();
        around?.log(line);
      },
      progress(progress) {
        if (view.state === 'loading') become({ ...view, progress });
      },
      broke(reason, lost) {
        // While it is ended or started, the result of that says what was lost, and why.
        if (isStarting() || view.state === 'stopping') return;
        countLost({ lost });
        const problems = [{ message: reason }];
        become({ state: 'failed', ...configOf(wish), problems, listeners: [] });
      },
    });
    host.watchHops(hopLimits);
    return host;
  };
  const tellPlaces = (): void => {
    if (around !== undefined) host?.places(around.network.places(collectorName));
  };

  const begin = (wanted: Wish): Promise<CollectorView> => {
    generation += 1;
    const mine = generation;
    wish = wanted;
    startLog = [];
    const isLatest = (): boolean => mine === generation;
    // Overtaken by a later wish: that one's end is what counts.
    const started = startAs(wanted, isLatest).then(() =>
      isLatest() || pending === undefined ? view : pending,
    );
    // Whoever waits for it hears of it; the view says it to everybody else.
    started.catch(() => undefined);
    pending = started;
    return started;
  };
  const startAs = async (wanted: Wish, isLatest: () => boolean): Promise<void> => {
    const askedAt = effects.nowMs();
    const shown = configOf(wanted);
    const fail = (problems: ConfigProblem[]): void => {
      if (isLatest()) become({ state: 'failed', ...shown, problems, listeners: [] });
    };
    if ('problem' in wanted) {
      if (view.state === 'running') {
        const { config = '' } = view;
        become({ state: 'stopping', config, problems: [], listeners: [] });
      }
      countLost(await host?.stop().catch(() => undefined));
      fail([{ message: wanted.problem }]);
      return;
    }
    const mine = opened();
    if (!isLoaded) become({ state: 'loading', ...shown, problems: [], listeners: [] });
    try {
      await mine.load();
      isLoaded = true;
    } catch (problem) {
      if (!isLatest()) return;
      fail([{ message: wordsOf(problem) }]);
      throw problem;
    }
    if (!isLatest()) return;
    become({ state: 'starting', ...shown, problems: [], listeners: [] });
    tellPlaces();
    try {
      const result = await mine.start({ config: wanted.config, env: wanted.env });
      // Also when it was overtaken: what it ended is gone.
      countLost(result);
      if (!isLatest()) return;
      if (!result.ok) {
        fail(problemsOf(wanted.config, result.error));
        return;
      }
      const startedInMs = effects.nowMs() - askedAt;
      become({ state: 'running', ...shown, problems: [], listeners: result.listeners, startedInMs });
    } catch (problem) {
      fail([{ message: wordsOf(problem) }]);
    }
  };

  return {
    backend: atPorts.backend,
    get view() {
      return view;
    },
    get startLog() {
      return startLog;
    },
    surround(next) {
      around = next;
      tellPlaces();
    },
    moved: tellPlaces,
    ensure(lab, files) {
      const wanted = wishOf(lab, files);
      if (pending !== undefined && sameWish(wanted, wish) && view.state !== 'failed') return pending;
      return begin(wanted);
    },
    apply(lab, files) {
      const wanted = wishOf(lab, files);
      if (!sameWish(wanted, wish)) void begin(wanted);
    },
    restart(lab, files) {
      void begin(wishOf(lab, files));
    },
    async validate(lab, config) {
      const env = lab.collector?.env ?? {};
      return problemsOf(config, await opened().validate({ config, env }));
    },
    counts: async () =>
      host === undefined || view.state !== 'running' ? { components: [] } : await host.status(),
    watchHops: () => host?.watchHops(hopLimits),
    hops: async () => (host === undefined || view.state === 'absent' ? [] : await host.hops()),
    dispose() {
      generation += 1;
      // Whoever waits is told how it was: nobody else will come.
      pending = undefined;
      host?.dispose();
      host = undefined;
    },
  };
}

function wordsOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}

function configOf(wish: Wish | undefined): { config?: string } {
  return wish !== undefined && 'config' in wish ? { config: wish.config } : {};
}
