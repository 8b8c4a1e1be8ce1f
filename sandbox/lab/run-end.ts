/** The phases in which a run ends: clients have finished, servers get SIGTERM, the Collector delivers what it has. */
import type { Network } from '../network/network.ts';
import type { ExitReason } from '../schemas/run-event.ts';
import { outcome } from './outcome.ts';
import { isOver, type Program } from './program.ts';
import type { RunCollector } from './run.ts';
import { isAtRest, isSettled } from './waiting.ts';

/** What a program that was told to shut down may still take: after its clients have finished, and after Stop. */
const graceMs = { finished: 5_000, stopped: 700 } as const;
/** What the Collector may still take after Stop. */
const settleStoppedMs = 400;

export interface RunEndParts {
  after(delayMs: number, act: () => void): () => void;
  network: Network;
  collector: RunCollector | undefined;
  programs(): readonly Program[];
  /** Whether every program that is to run has been started. */
  allStarted(): boolean;
  exit(reason: ExitReason, message: string): void;
}

export interface RunEnd {
  readonly phase: 'running' | 'finishing' | 'stopping';
  /** The programs are over; only the Collector is waited for. */
  readonly isFinishing: boolean;
  /** Looks at where the run stands and takes the next step towards its end. */
  look(): void;
  /** Stop was pressed, while programs run. */
  stop(): void;
  /** Waits for nothing any more. */
  cancel(): void;
}

export function createRunEnd({ after, network, collector, programs, allStarted, exit }: RunEndParts): RunEnd {
  let phase: RunEnd['phase'] = 'running';
  let ending: { reason: ExitReason; message: string } | undefined;
  let isFinishing = false;
  /** A server the Collector sends to has work until the Collector is done. */
  let isAwaited = false;
  /** Waits for the Collector, if there is one; one wait at a time. */
  let cancelSettling = (): void => undefined;
  const settled = (act: () => void): void => {
    cancelSettling();
    if (collector === undefined) act();
    else cancelSettling = collector.settle(act);
  };

  const clientsAreDone = (): boolean => {
    const all = programs();
    if (!allStarted() || all.length === 0) return false;
    const clients = all.filter((program) => !program.isServer);
    const failedServers = all.filter((program) => program.isServer && isOver(program));
    // A lab whose servers have all failed has nothing left to wait for either.
    if (clients.length === 0) return failedServers.length === all.length;
    return clients.every((program) => isOver(program) || isSettled(program.activity));
  };
  const serversAreAtRest = (): boolean =>
    network.open() === 0 &&
    programs().every(({ activity, isServer }) => !isServer || isAtRest({ ...activity, quiet: true }));
  const feedsServers = (): boolean =>
    collector?.sendsTo(programs().flatMap(({ name }) => network.addressesOf(name))) ?? false;

  const finish = (): void => {
    if (isFinishing || !programs().every(isOver)) return;
    isFinishing = true;
    const { reason, message } = ending ?? outcome(programs());
    const leave = (): void => exit(reason, message);
    if (reason === 'stopped' && collector !== undefined) after(settleStoppedMs, leave);
    settled(leave);
  };
  const shutDown = (note: string, withinMs: number): void => {
    phase = 'stopping';
    for (const program of programs()) {
      if (isOver(program)) continue;
      if (program.isServer) program.shutDown(note);
      else program.end();
    }
    after(withinMs, () => {
      for (const program of programs()) program.end(`was ended: SIGTERM was ${withinMs / 1000} s ago`);
    });
    finish();
  };
  const shutDownServers = (): void =>
    shutDown('every client has finished: told to shut down (SIGTERM)', graceMs.finished);

  return {
    get phase() {
      return phase;
    },
    get isFinishing() {
      return isFinishing;
    },
    look() {
      if (phase === 'running' && clientsAreDone()) {
        phase = 'finishing';
        after(graceMs.finished, () => {
          if (phase === 'finishing') shutDown('still busy, told to shut down (SIGTERM)', graceMs.finished);
        });
      }
      if (phase === 'finishing' && !isAwaited && serversAreAtRest()) {
        isAwaited = feedsServers();
        if (!isAwaited) shutDownServers();
        else settled(() => phase === 'finishing' && shutDownServers());
      }
      if (phase === 'stopping') finish();
    },
    stop() {
      if (ending !== undefined) return;
      ending = { reason: 'stopped', message: 'Stopped.' };
      if (isFinishing) exit('stopped', 'Stopped while the Collector still held spans.');
      else shutDown('Stop was pressed: told to shut down (SIGTERM)', graceMs.stopped);
    },
    cancel: () => cancelSettling(),
  };
}
