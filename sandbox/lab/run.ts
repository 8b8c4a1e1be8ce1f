/** What a run is given, and what it is to whoever started it. */
import type { CompileResult, EmittedModule } from '../compile/emitted-module.ts';
import type { LocalPlace } from '../local-lab/place.ts';
import type { Backend } from '../network/backend.ts';
import type { LabMessage, WireRequest } from '../realm/lab-message.ts';
import type { ProgramMessage } from '../realm/program-message.ts';
import type { Expectation } from '../schemas/expectation.ts';
import type { FileSet } from '../schemas/file-set.ts';
import type { Lab } from '../schemas/lab.ts';
import type { CheckResult, Exchange, ExitReason, RunEventBody } from '../schemas/run-event.ts';
import type { Store } from '../store/store.ts';
import type { VendorBundle } from '../vendor/vendor-bundle.ts';
import type { Exports } from './export.ts';
import type { Facts } from './facts.ts';
import type { LabNetwork } from './lab-network.ts';

export interface RunRequest {
  runId: string;
  lab: Lab;
  files: FileSet;
  expectation?: Expectation | undefined;
  /** Modules emitted earlier; used where their sources have not changed. */
  emitted?: EmittedModule[] | undefined;
  limitMs: number;
  /** Containers in the place of the lab's own Collector and Jaeger. */
  containers?: LocalPlace | undefined;
}

/** Where the programs run: one slot for each service, in the lab's order. */
export interface Realm {
  say(slot: number, message: LabMessage): void;
  /** Ends one program's Worker or process. */
  end(slot: number): void;
  /** Ends all, and gives the memory back. */
  dispose(): void;
}

export interface RealmListener {
  said(slot: number, message: ProgramMessage): void;
  lost(slot: number, consoleEntries: number): void;
  /** Realm or program could not be started, or is gone without a word. */
  broke(reason: string): void;
}

export interface RunCollectorEffects {
  nowMs(): number;
  after(delayMs: number, act: () => void): () => void;
  emit(event: RunEventBody): void;
  facts: Facts;
  full(kind: keyof Facts): void;
}

/** The Collector as one run sees it. */
export interface RunCollector {
  /** Resolves when the programs may start, whether it runs or not; rejects when there is no Collector to be had. */
  prepare(): Promise<void>;
  /** Calls `done` when it has done what it had to do, or no longer is worth waiting for, which it then says. */
  settle(done: () => void): () => void;
  /** Whether it sends to one of these addresses of a program. */
  sendsTo(addresses: readonly string[]): boolean;
  /** What it has printed so far is told, all of it; later lines are not. */
  flush(): void;
  /** For the last sentence of the run; `''` when it runs. */
  complaint(): string;
}

/** The Collector of a lab, which lives on between runs. */
export interface CollectorForRuns {
  /** What it is on the network, in the order in which `localhost` finds it. One called `jaeger` stands in for the lab's. */
  backends(exports: Exports): readonly Backend[];
  /** A port of the network has opened or closed. */
  moved(): void;
  join(run: Pick<RunRequest, 'lab' | 'files'>, on: LabNetwork, effects: RunCollectorEffects): RunCollector;
}

export interface RunEffects {
  /** A clock that only goes forward. */
  nowMs(): number;
  after(delayMs: number, act: () => void): () => void;
  compile(files: FileSet, entries: readonly string[]): Promise<CompileResult>;
  openRealm(slots: number, listener: RealmListener): Realm;
  vendor: Pick<VendorBundle, 'entries' | 'warm'>;
  store: Store;
  /** Of a lab that has one. */
  collector?: CollectorForRuns | undefined;
  /** Whether Jaeger is there when the run begins. Default true. */
  backendUp?: boolean | undefined;
  evaluate(expectation: Expectation, facts: Facts): CheckResult[];
  /** The limit begins to count: the programs start, or servers alone have answered and may go on. */
  extended(limitMs: number): void;
}

export interface Run {
  readonly id: string;
  readonly over: boolean;
  /** End it: SIGTERM, a moment to flush, then without asking. */
  stop(): void;
  /** End it now. */
  abort(reason: ExitReason, message: string): void;
  request(request: WireRequest): Promise<Exchange>;
  /** Jaeger goes away, or comes back. */
  setBackendUp(up: boolean): void;
}
