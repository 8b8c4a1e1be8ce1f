/** One service of a run: what its program says, as events of the run and as traffic on the network. */
import { type SourceMaps, topLocation } from '../compile/source-location.ts';
import { spanFromConsole } from '../expect/printed-span.ts';
import type { Listener, Network } from '../network/network.ts';
import type { LabMessage, StartProgram, WireRequest } from '../realm/lab-message.ts';
import { valuesWeight } from '../realm/message-weight.ts';
import type { Activity, ConsoleEntry, ProgramMessage } from '../realm/program-message.ts';
import type { RunEventBody, ServiceState } from '../schemas/run-event.ts';
import { createConsoleBudget } from './console-budget.ts';
import { consoleText } from './console-text.ts';
import { addFacts, type Facts } from './facts.ts';
import { framesOf, located, locationOf } from './located.ts';
import type { SpanSources } from './span-sources.ts';
import { idle, isAtRest, isSettled, waitingFor } from './waiting.ts';

/** State changes of one program that are told; a program that opens and closes ports in a loop makes no more. */
const statesTold = 200;
const requestsAtATime = 1_000;

export interface ProgramEffects {
  nowMs(): number;
  after(delayMs: number, act: () => void): () => void;
  emit(event: RunEventBody): void;
  say(message: LabMessage): void;
  /** Ends its Worker. */
  terminate(): void;
  network: Network;
  maps: SourceMaps;
  facts: Facts;
  sources: SpanSources;
  /** There was no room for more of these. */
  full(kind: keyof Facts): void;
  /** Its state or activity has changed. */
  changed(): void;
}

export interface Program {
  readonly name: string;
  readonly state: ServiceState;
  readonly activity: Activity;
  /** It listens, or has listened and is not done yet. A server runs until it is told to end, or closes itself. */
  readonly isServer: boolean;
  start(program: StartProgram): void;
  said(message: ProgramMessage): void;
  lost(consoleEntries: number): void;
  deliver(listener: Listener, id: number, request: WireRequest): void;
  /** Nobody waits for its answer to this request any more. */
  withdraw(id: number): void;
  /** SIGTERM. It has ended when `state` is `ended`. */
  shutDown(note: string): void;
  end(note?: string): void;
  fail(note: string): void;
  /** Says something about it for as long as it listens. */
  remark(note: string): void;
}

export function isOver(program: Program): boolean {
  return program.state === 'ended' || program.state === 'failed';
}

export function createProgram(name: string, effects: ProgramEffects): Program {
  const { emit, say, network, maps, facts } = effects;
  const requests = new Map<number, () => void>();
  let state: ServiceState | undefined;
  let activity: Activity = { ...idle };
  let isServer = false;
  let shown = '';
  let told = 0;
  let remark: string | undefined;

  const output = createConsoleBudget<ConsoleEntry>({
    nowMs: effects.nowMs,
    after: effects.after,
    weigh: ({ args }) => valuesWeight(args),
    pass: (entry) => print(entry),
    dropped: (count) => emit({ type: 'console-dropped', service: name, count }),
  });
  const print = ({ level, args: given, stack }: ConsoleEntry): void => {
    const args = given.map((arg) => located(arg, maps));
    const location = topLocation(framesOf(stack, maps));
    emit({ type: 'console', service: name, level, args, ...(location ? { location } : {}) });
    const [heard] = addFacts(facts, 'stdout', [{ service: name, text: consoleText(args) }]);
    if (heard === undefined) effects.full('stdout');
    const [value] = args;
    const span = level === 'dir' && value !== undefined ? spanFromConsole(value) : undefined;
    const [printed] = span === undefined ? [] : addFacts(facts, 'printed', [span]);
    if (printed !== undefined) emit({ type: 'printed', service: name, spans: [printed] });
    else if (span !== undefined) effects.full('printed');
  };

  const become = (next: ServiceState, note?: string): void => {
    if (state === 'ended' || state === 'failed') return;
    const address = next === 'listening' ? network.addressesOf(name).join(', ') : '';
    const showing = [next, address, note].join('\n');
    state = next;
    if (showing === shown) return;
    shown = showing;
    told += 1;
    if (told > statesTold && next !== 'ended' && next !== 'failed') return;
    emit({
      type: 'service',
      service: name,
      state: next,
      ...(address === '' ? {} : { address }),
      ...(note === undefined ? {} : { note }),
    });
  };
  const over = (last: 'ended' | 'failed', note?: string): void => {
    if (state === 'ended' || state === 'failed') return;
    output.finish();
    become(last, note);
    effects.terminate();
    requests.clear();
    network.remove(name);
    effects.changed();
  };
  const settle = (): void => {
    if (state === 'stopping') {
      // What it said before SIGTERM reached it may still be on its way.
      if (activity.signals > 0 && isAtRest(activity)) over('ended', 'has shut down');
      return;
    }
    const listens = network.addressesOf(name).length > 0;
    if (!listens && isSettled(activity)) isServer = false;
    if (listens) become('listening', remark);
    else if (!isSettled(activity)) {
      // What it waits for only in passing is not worth telling.
      if (activity.evaluated && (state !== 'running' || activity.quiet))
        become('running', waitingFor(activity));
    } else if (activity.evaluated) become('settled');
    else become('settled', 'its top level waits for something that nothing can bring about any more');
  };

  const request = ({ id, method, url, headers, body }: ProgramMessage & { type: 'request' }): void => {
    if (network.open(name) >= requestsAtATime) {
      const failure = { message: 'too many requests at a time', code: 'EMFILE', details: {} };
      say({ type: 'no-answer', id, failure });
      return;
    }
    let answered = false;
    const takeBack = network.send(
      name,
      { method, url, headers, ...(body === undefined ? {} : { body }) },
      (outcome) => {
        answered = true;
        requests.delete(id);
        if ('response' in outcome) say({ type: 'answer', id, ...outcome.response });
        else say({ type: 'no-answer', id, failure: outcome.failure });
      },
    );
    if (!answered) requests.set(id, takeBack);
  };
  const listen = ({ server, port, hostname }: ProgramMessage & { type: 'listen' }): void => {
    const opened = network.listen(name, server, port, hostname);
    if ('code' in opened) {
      say({ type: 'not-listening', server, failure: opened });
      return;
    }
    isServer = true;
    say({ type: 'listening', server, port: opened.port, address: hostname });
    if (state !== 'stopping') become('listening', remark);
    effects.changed();
  };

  return {
    name,
    get state() {
      return state ?? 'starting';
    },
    get activity() {
      return activity;
    },
    get isServer() {
      return isServer;
    },
    start(program) {
      become('starting');
      say({ type: 'start', ...program });
    },
    said(message) {
      // Before it is started nothing runs in its Worker but the realm; afterwards, nothing of it counts.
      if (state === undefined || state === 'ended' || state === 'failed') return;
      switch (message.type) {
        case 'ready':
          break;
        case 'console':
          output.lost(message.dropped);
          for (const entry of message.entries) output.offer(entry);
          break;
        case 'started':
          effects.sources.add(message.spans, maps);
          break;
        case 'request':
          request(message);
          break;
        case 'abort':
          requests.get(message.id)?.();
          requests.delete(message.id);
          break;
        case 'listen':
          listen(message);
          break;
        case 'close':
          network.close(name, message.server);
          // What it said of itself while it listened may be out of date: a server at rest is not done.
          if (state !== 'stopping' && network.addressesOf(name).length === 0) {
            activity = { ...activity, quiet: false };
            say({ type: 'ping' });
          }
          settle();
          effects.changed();
          break;
        case 'response':
          network.respond(name, message.id, message);
          break;
        case 'activity':
          activity = message;
          settle();
          effects.changed();
          break;
        case 'uncaught': {
          output.finish();
          const error = located(message.error, maps);
          const location = locationOf(error);
          emit({ type: 'uncaught', service: name, error, ...(location ? { location } : {}) });
          over('failed', 'nobody caught an error');
          break;
        }
        case 'exit':
          if (state === 'stopping') over('ended', message.code === 143 ? 'ended by SIGTERM' : undefined);
          else if (message.code === 0) over('ended', 'called process.exit(0)');
          else over('failed', `called process.exit(${message.code})`);
          break;
      }
    },
    lost: (consoleEntries) => output.lost(consoleEntries),
    deliver: ({ server }, id, incoming) => say({ type: 'incoming', id, server, ...incoming }),
    withdraw: (id) => say({ type: 'withdrawn', id }),
    shutDown(note) {
      if (state === 'ended' || state === 'failed' || state === 'stopping') return;
      activity = { ...activity, quiet: false };
      become('stopping', note);
      say({ type: 'signal', name: 'SIGTERM' });
    },
    end: (note) => over('ended', note),
    fail: (note) => over('failed', note),
    remark(note) {
      remark = note;
      if (state === 'listening') settle();
    },
  };
}
