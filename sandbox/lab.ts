/**
 * A run of a lab, from Run to its last event. Clock, compiler, realm, store and checks are given to it, so it does not
 * know whether it is in a browser.
 *
 * It ends by itself when every client has settled and its exports are done: then servers get SIGTERM, flush and end.
 * Servers alone go on until `stop`. An error nobody caught fails its service; the others go on.
 */
import { type CompileResult, type EmittedModule, reuseEmitted } from './compile/emitted-module.ts';
import { sourceMaps } from './compile/source-location.ts';
import { createChecks } from './lab/checks.ts';
import { addFacts, createSpanBudget, type Facts, fullNotes, noFacts } from './lab/facts.ts';
import { createJaeger } from './lab/jaeger.ts';
import { outcome, stillAt } from './lab/outcome.ts';
import { createProgram, isOver, type Program } from './lab/program.ts';
import { coldChunks, startProgram } from './lab/start-program.ts';
import { isAtRest, isSettled } from './lab/waiting.ts';
import { createNetwork, type Network } from './network/network.ts';
import type { LabMessage, WireRequest } from './realm/lab-message.ts';
import type { ProgramMessage } from './realm/program-message.ts';
import type { Expectation } from './schemas/expectation.ts';
import type { FileSet } from './schemas/file-set.ts';
import type { Lab } from './schemas/lab.ts';
import type { CheckResult, Exchange, ExitReason, RunEvent, RunEventBody } from './schemas/run-event.ts';
import type { Store } from './store/store.ts';
import type { VendorBundle } from './vendor/vendor-bundle.ts';

export interface RunRequest {
  runId: string;
  lab: Lab;
  files: FileSet;
  expectation?: Expectation | undefined;
  /** Modules emitted earlier; used where their sources have not changed. */
  emitted?: EmittedModule[] | undefined;
  limitMs: number;
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

export interface RunEffects {
  /** A clock that only goes forward. */
  nowMs(): number;
  after(delayMs: number, act: () => void): () => void;
  compile(files: FileSet, entries: readonly string[]): Promise<CompileResult>;
  openRealm(slots: number, listener: RealmListener): Realm;
  vendor: Pick<VendorBundle, 'entries' | 'warm'>;
  store: Store;
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
}

/** What a program that was told to shut down may still take: after its clients have finished, and after Stop. */
const graceMs = { finished: 5_000, stopped: 700 } as const;
const quietBeforeChecksMs = 300;
/** One export may hold any number of spans; the page takes them in portions. */
const spansPerEvent = 100;

export function startRun(request: RunRequest, effects: RunEffects, tell: (event: RunEvent) => void): Run {
  const { runId, lab, limitMs } = request;
  const startedAt = effects.nowMs();
  const facts = noFacts();
  const withinBudget = createSpanBudget();
  let seq = 0;
  let over = false;
  let phase: 'running' | 'finishing' | 'stopping' = 'running';
  let programs: Program[] = [];
  let realm: Realm | undefined;
  let next = 0;
  let ending: { reason: ExitReason; message: string } | undefined;
  const timers = new Set<() => void>();

  const sinceStart = (): number => effects.nowMs() - startedAt;
  const emit = (event: RunEventBody): void => {
    if (over) return;
    tell({ runId, seq, atMs: sinceStart(), ...event });
    seq += 1;
  };
  const after = (delayMs: number, act: () => void): (() => void) => {
    const cancel = effects.after(delayMs, () => {
      timers.delete(cancel);
      if (!over) act();
    });
    timers.add(cancel);
    return cancel;
  };
  const noted = new Set<keyof Facts>();
  const full = (kind: keyof Facts): void => {
    if (noted.has(kind)) return;
    noted.add(kind);
    emit({ type: 'note', message: fullNotes[kind] });
  };
  const checks = createChecks(request.expectation, facts, effects.evaluate, emit);

  let exiting = false;
  const exit = (reason: ExitReason, message: string): void => {
    if (exiting) return;
    exiting = true;
    for (const program of programs) program.end();
    network.end();
    if (reason !== 'not-started') checks.tell();
    emit({ type: 'exit', reason, message });
    over = true;
    for (const cancel of timers) cancel();
    realm?.dispose();
  };

  const jaeger = lab.backend === 'jaeger' ? createJaeger(effects.store) : undefined;
  const exchanged = (exchange: Exchange): void => {
    const isListed = addFacts(facts, 'exchanges', [exchange]).length > 0;
    if (isListed) emit({ type: 'http', exchange });
    else full('exchanges');
    quieten();
    const result = jaeger?.exportOf(exchange);
    if (result === undefined) return;
    const service = exchange.from;
    const { stored, rejected, failure, evicted } = result;
    emit({
      type: 'export',
      service,
      exchangeId: exchange.id,
      spans: stored.length + rejected,
      rejected,
      ...(failure === undefined ? {} : { failure }),
    });
    if (stored.length > 0) {
      if (addFacts(facts, 'stored', withinBudget(stored)).length < stored.length) full('stored');
      for (let at = 0; at < stored.length; at += spansPerEvent) {
        emit({ type: 'stored', service, spans: stored.slice(at, at + spansPerEvent) });
      }
    }
    if (evicted.traces > 0) emit({ type: 'evicted', ...evicted });
  };
  const network: Network = createNetwork(lab, jaeger, {
    nowMs: sinceStart,
    after,
    deliver: (listener, id, incoming) =>
      programs.find(({ name }) => name === listener.service)?.deliver(listener, id, incoming),
    withdraw: (listener, id) => programs.find(({ name }) => name === listener.service)?.withdraw(id),
    exchanged,
  });

  /** Servers alone have no end at which checks are told: they are told when nothing has moved for a moment. */
  const serversAlone = (): boolean =>
    programs.length > 0 && programs.every((program) => program.isServer && !isOver(program));
  let cancelQuiet = (): void => undefined;
  const quieten = (): void => {
    cancelQuiet();
    cancelQuiet = after(quietBeforeChecksMs, () => {
      if (phase !== 'running' || !serversAlone()) return;
      for (const program of programs) program.remark('there is no client in this run: it goes on until Stop');
      checks.tell();
    });
  };

  const clientsAreDone = (): boolean => {
    if (next < programs.length) return false;
    const clients = programs.filter((program) => !program.isServer);
    const failedServers = programs.filter((program) => program.isServer && isOver(program));
    // A lab whose servers have all failed has nothing left to wait for either.
    if (clients.length === 0) return failedServers.length === programs.length;
    return clients.every((program) => isOver(program) || isSettled(program.activity));
  };
  const serversAreAtRest = (): boolean =>
    network.open() === 0 &&
    programs.every(({ activity, isServer }) => !isServer || isAtRest({ ...activity, quiet: true }));

  const finish = (): void => {
    if (!programs.every(isOver)) return;
    const { reason, message } = ending ?? outcome(programs);
    exit(reason, message);
  };
  const shutDown = (note: string, withinMs: number): void => {
    phase = 'stopping';
    for (const program of programs) {
      if (isOver(program)) continue;
      if (program.isServer) program.shutDown(note);
      else program.end();
    }
    after(withinMs, () => {
      for (const program of programs) program.end(`was ended: SIGTERM was ${withinMs / 1000} s ago`);
    });
    finish();
  };
  const startNext = (): void => {
    const before = programs[next - 1];
    const isReady = before === undefined || before.isServer || isOver(before) || isSettled(before.activity);
    const program = programs[next];
    if (program === undefined || !isReady) return;
    next += 1;
    const service = lab.services[next - 1];
    if (service !== undefined) program.start(startProgram(service, modules));
  };
  let modules: EmittedModule[] = [];
  /** Looks at where the run stands and takes the next step, whenever a program has changed. */
  const changed = (): void => {
    if (exiting) return;
    if (phase === 'running') {
      startNext();
      if (clientsAreDone()) {
        phase = 'finishing';
        after(graceMs.finished, () => {
          if (phase === 'finishing') shutDown('still busy, told to shut down (SIGTERM)', graceMs.finished);
        });
      }
    }
    if (phase === 'finishing' && serversAreAtRest()) {
      shutDown('every client has finished: told to shut down (SIGTERM)', graceMs.finished);
    }
    if (phase === 'stopping') finish();
  };

  const begin = (compiled: EmittedModule[]): void => {
    modules = compiled;
    const maps = sourceMaps(modules);
    const opened = effects.openRealm(lab.services.length, {
      said: (slot, message) => {
        if (message.type === 'activity') answered.add(slot);
        programs[slot]?.said(message);
      },
      lost: (slot, consoleEntries) => programs[slot]?.lost(consoleEntries),
      broke: (reason) => exit('crashed', reason),
    });
    realm = opened;
    programs = lab.services.map(({ name }, slot) =>
      createProgram(name, {
        nowMs: effects.nowMs,
        after,
        emit,
        say: (message) => opened.say(slot, message),
        terminate: () => opened.end(slot),
        network,
        maps,
        facts,
        full,
        changed: () => {
          quieten();
          changed();
        },
      }),
    );
    for (const [slot, { entry }] of lab.services.entries()) {
      opened.say(slot, { type: 'load', chunks: coldChunks(modules, entry, effects.vendor) });
    }
    startNext();
    effects.extended(limitMs);
    after(limitMs, limit);
  };

  /** Slots that have spoken of themselves since the limit came. */
  const answered = new Set<number>();
  const limit = (): void => {
    const seconds = `${limitMs / 1000} s`;
    const tooLong = (): void =>
      exit('limit', `The run reached its limit of ${seconds}: ${stillAt(programs)}`);
    if (phase !== 'running' || !serversAlone()) {
      tooLong();
      return;
    }
    // Servers alone go on as long as they answer.
    answered.clear();
    for (const slot of programs.keys()) realm?.say(slot, { type: 'ping' });
    after(1_000, () => {
      if (phase !== 'running') return;
      if (answered.size < programs.length) return tooLong();
      effects.extended(limitMs);
      after(limitMs, limit);
    });
  };

  emit({ type: 'start', services: lab.services.map(({ name }) => name), limitMs });
  const entries = lab.services.map(({ entry }) => entry);
  const reused = reuseEmitted(request.files, entries, request.emitted ?? []);
  if (reused !== undefined) begin(reused);
  else {
    void effects.compile(request.files, entries).then(({ diagnostics, modules: compiled }) => {
      if (over) return;
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      for (const diagnostic of errors) emit({ type: 'compile-error', diagnostic });
      if (errors.length === 0) begin(compiled);
      else exit('not-started', 'Nothing was started: the files have errors.');
    });
  }

  return {
    id: runId,
    get over() {
      return over;
    },
    stop() {
      if (over || ending !== undefined) return;
      ending = { reason: 'stopped', message: 'Stopped.' };
      if (programs.length === 0) exit('stopped', 'Stopped before anything was started.');
      else shutDown('Stop was pressed: told to shut down (SIGTERM)', graceMs.stopped);
    },
    abort: exit,
    request: (wire) =>
      new Promise((resolve) => {
        network.send('you', wire, (_, exchange) => resolve(exchange));
      }),
  };
}
