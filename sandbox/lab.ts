/**
 * A run of a lab, from Run to its last event. Clock, compiler, realm, store and checks are given to it, so it does not
 * know whether it is in a browser.
 *
 * It ends by itself when every client has settled and its exports are done: then servers get SIGTERM, flush and end,
 * and the Collector, which lives on, delivers what it has. Servers alone go on until `stop`. An error nobody caught
 * fails its service; the others go on.
 */
import { type EmittedModule, reuseEmitted } from './compile/emitted-module.ts';
import { createChecks } from './lab/checks.ts';
import { createExchangeEvents } from './lab/exchange-events.ts';
import { type Facts, fullNotes, noFacts } from './lab/facts.ts';
import { createLabNetwork } from './lab/lab-network.ts';
import { openPrograms } from './lab/open-programs.ts';
import { stillAt } from './lab/outcome.ts';
import { isOver, type Program } from './lab/program.ts';
import type { Realm, Run, RunEffects, RunRequest } from './lab/run.ts';
import { createRunEnd } from './lab/run-end.ts';
import { createRunLimit } from './lab/run-limit.ts';
import { createRunTimers } from './lab/run-timers.ts';
import { createSpanSources } from './lab/span-sources.ts';
import { startProgram } from './lab/start-program.ts';
import { isSettled } from './lab/waiting.ts';
import type { Exchange, ExitReason, RunEvent, RunEventBody } from './schemas/run-event.ts';

export type { Realm, RealmListener, Run, RunEffects, RunRequest } from './lab/run.ts';

const quietBeforeChecksMs = 300;

export function startRun(request: RunRequest, effects: RunEffects, tell: (event: RunEvent) => void): Run {
  const { runId, lab, files, limitMs } = request;
  const startedAt = effects.nowMs();
  const facts = noFacts();
  const sources = createSpanSources();
  let seq = 0;
  let over = false;
  let programs: Program[] = [];
  let realm: Realm | undefined;
  let next = 0;

  const sinceStart = (): number => effects.nowMs() - startedAt;
  const say = (event: RunEventBody): void => {
    tell({ runId, seq, atMs: sinceStart(), ...sources.withSources(event) });
    seq += 1;
  };
  const emit = (event: RunEventBody): void => {
    if (!over) say(event);
  };
  const { after, end: endTimers } = createRunTimers(effects.after);
  const noted = new Set<keyof Facts>();
  const full = (kind: keyof Facts): void => {
    if (noted.has(kind)) return;
    noted.add(kind);
    emit({ type: 'note', message: fullNotes[kind] });
  };
  const checks = createChecks(request.expectation, facts, effects.evaluate, emit);

  let hasBegun = false;
  let exiting = false;
  const exit = (reason: ExitReason, message: string): void => {
    if (exiting) return;
    exiting = true;
    for (const program of programs) program.end();
    network.end();
    runEnd.cancel();
    collector?.flush();
    if (reason !== 'not-started') checks.tell();
    emit({
      type: 'exit',
      reason,
      message: `${message}${hasBegun ? (collector?.complaint() ?? '') : ''}`,
    });
    over = true;
    endTimers();
    realm?.dispose();
  };

  // What the Collector delivers late is told after the exit: it is in the store, and belongs to this run.
  const tellExchange = createExchangeEvents({ facts, full, emit: say });
  const labNetwork = createLabNetwork(
    lab,
    { store: effects.store, backendUp: effects.backendUp ?? true, backends: effects.collector?.backends },
    {
      nowMs: sinceStart,
      after: effects.after,
      deliver: (listener, id, incoming) =>
        programs.find(({ name }) => name === listener.service)?.deliver(listener, id, incoming),
      withdraw: (listener, id) => programs.find(({ name }) => name === listener.service)?.withdraw(id),
      exchanged(exchange) {
        tellExchange(exchange, labNetwork.exports);
        quieten();
      },
      moved: () => effects.collector?.moved(),
    },
  );
  const { network } = labNetwork;
  const collector = effects.collector?.join(request, labNetwork, {
    nowMs: effects.nowMs,
    after,
    emit(event) {
      emit(event);
      quieten();
    },
    facts,
    full,
  });
  const runEnd = createRunEnd({
    after,
    network,
    collector,
    programs: () => programs,
    allStarted: () => next >= programs.length,
    exit,
  });

  /** Servers alone, or a Collector alone, have no end at which checks are told: they are told when nothing has moved for a moment. */
  const serversAlone = (): boolean =>
    hasBegun && programs.every((program) => program.isServer && !isOver(program));
  let cancelQuiet = (): void => undefined;
  const quieten = (): void => {
    cancelQuiet();
    if (over) return;
    cancelQuiet = after(quietBeforeChecksMs, () => {
      if (runEnd.phase !== 'running' || !serversAlone()) return;
      for (const program of programs) program.remark('there is no client in this run: it goes on until Stop');
      checks.tell();
    });
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
    if (runEnd.phase === 'running') startNext();
    runEnd.look();
  };

  const limit = createRunLimit({
    after,
    mayGoOn: () => runEnd.phase === 'running' && serversAlone(),
    isRunning: () => runEnd.phase === 'running',
    programs: () => programs.length,
    ping() {
      for (const slot of programs.keys()) realm?.say(slot, { type: 'ping' });
    },
    extended: () => effects.extended(limitMs),
    tooLong() {
      const still = runEnd.isFinishing ? 'the Collector still held spans.' : stillAt(programs);
      exit('limit', `The run reached its limit of ${limitMs / 1000} s: ${still}`);
    },
  });

  const begin = (compiled: EmittedModule[]): void => {
    modules = compiled;
    hasBegun = true;
    limit.start(limitMs);
    if (lab.services.length === 0) {
      emit({ type: 'note', message: 'There is no program in this run: it goes on until Stop.' });
      return;
    }
    ({ programs, realm } = openPrograms(lab, modules, {
      ...effects,
      after,
      emit,
      network,
      facts,
      sources,
      full,
      said: (slot, message) => message.type === 'activity' && limit.answered(slot),
      broke: (reason) => exit('crashed', reason),
      changed() {
        quieten();
        changed();
      },
    }));
    startNext();
  };

  /** The programs start when the Collector is there, or has said why it is not. */
  const prepared = (act: () => void): void => {
    if (collector === undefined) act();
    else {
      preparing?.then(
        () => !exiting && act(),
        (problem: unknown) =>
          exit('not-started', `Nothing was started: the Collector could not be loaded. ${reasonOf(problem)}`),
      );
    }
  };

  emit({ type: 'start', services: lab.services.map(({ name }) => name), limitMs });
  const preparing = collector?.prepare();
  // Files with errors end the run before anybody asks for it.
  preparing?.catch(() => undefined);
  const entries = lab.services.map(({ entry }) => entry);
  const reused = entries.length === 0 ? [] : reuseEmitted(files, entries, request.emitted ?? []);
  if (reused !== undefined) prepared(() => begin(reused));
  else {
    void effects.compile(files, entries).then(({ diagnostics, modules: compiled }) => {
      if (over) return;
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      for (const diagnostic of errors) emit({ type: 'compile-error', diagnostic });
      if (errors.length === 0) prepared(() => begin(compiled));
      else exit('not-started', 'Nothing was started: the files have errors.');
    });
  }

  return {
    id: runId,
    get over() {
      return over;
    },
    stop() {
      if (over) return;
      if (hasBegun) runEnd.stop();
      else exit('stopped', 'Stopped before anything was started.');
    },
    abort: exit,
    request: (wire): Promise<Exchange> =>
      new Promise((resolve) => {
        network.send('you', wire, (_, exchange) => resolve(exchange));
      }),
    setBackendUp: labNetwork.setBackendUp,
  };
}

function reasonOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}
