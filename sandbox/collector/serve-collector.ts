/** One Collector, served to its host through a port. Runs in a Worker of a page or in a thread of Node. */
import type { WireResponse } from '../realm/lab-message.ts';
import { type CollectorHop, type CollectorProgress, collectorCountsSchema } from '../schemas/collector.ts';
import type { HeaderList } from '../schemas/run-event.ts';
import { decodeTracesProtobuf } from '../store/otlp/decode-protobuf.ts';
import type { BridgeAnswer, BridgeStarted } from './bridge.ts';
import type { CollectorPlaces } from './collector.ts';
import type {
  CollectorProgram,
  CollectorQuestions,
  FromCollector,
  QuestionKind,
  ToCollector,
} from './collector-message.ts';
import { type GoProgram, runGoProgram } from './go-program.ts';
import { createLogOutbox } from './log-outbox.ts';
import { lookAt } from './look.ts';
import { failureOf } from './network-failure.ts';
import { createOutsideCalls } from './outside-calls.ts';

export interface ServeEffects {
  send(message: FromCollector, transfer?: ArrayBuffer[]): void;
  load(assetBase: string, progress: (progress: CollectorProgress) => void): Promise<CollectorProgram>;
  evaluate(script: string): Promise<void>;
  after(delayMs: number, act: () => void): void;
}

type Answers = {
  [Kind in QuestionKind]: (
    program: GoProgram,
    sent: CollectorQuestions[Kind]['sent'],
  ) => Promise<CollectorQuestions[Kind]['answer']> | CollectorQuestions[Kind]['answer'];
};

/** Returns what the host's messages are to be given to, and a function to tell that the program broke. */
export function serveCollector(effects: ServeEffects): {
  hear(message: ToCollector): void;
  broke(reason: string): void;
} {
  const { send } = effects;
  const log = createLogOutbox((lines) => send({ type: 'log', lines }), effects.after);
  const calls = createOutsideCalls(
    // Go made the body for this call alone.
    (call, what) => send({ type: 'call', call, what }, bodyOf(what.request)),
    (call) => send({ type: 'withdrawn', call }),
  );
  let places: CollectorPlaces = { at: {}, hosts: [], taken: [] };
  let running: GoProgram | undefined;

  const broke = (reason: string): void => {
    log.flush();
    send({ type: 'exited', reason });
  };
  const open = async (from: CollectorProgram | { assetBase: string }): Promise<void> => {
    let program: CollectorProgram;
    if ('module' in from) program = from;
    else {
      program = await effects.load(from.assetBase, (progress) => send({ type: 'progress', progress }));
      send({ type: 'loaded', program });
    }
    running = await runGoProgram(
      program,
      {
        look: (host, port) => lookAt(places, host, port),
        taken: (port) => places.taken.includes(port),
        exchange: (callJson, body, signal) => calls.exchange(JSON.parse(callJson), body, signal),
      },
      { evaluate: effects.evaluate, log: log.put, exited: broke },
    );
    send({ type: 'ready', memoryBytes: running.memoryBytes() });
  };

  const answer = async ({ id, kind, ...sent }: ToCollector & { type: 'ask' }): Promise<void> => {
    try {
      if (running === undefined) throw new Error('The Collector was asked before it was there.');
      // Each kind comes with what belongs to it: the message's type says so.
      const found = await answers[kind](running, sent as never);
      // What it has logged meanwhile comes first, so that a reader sees why.
      log.flush();
      send({ type: 'answer', id, answer: found }, bodyOf(found));
    } catch (error) {
      log.flush();
      send({ type: 'no-answer', id, message: messageOf(error) });
    }
  };

  return {
    broke,
    hear(message) {
      switch (message.type) {
        case 'open':
          ({ places } = message);
          open(message.program).catch((error: unknown) => {
            log.flush();
            send({ type: 'unavailable', message: messageOf(error) });
          });
          break;
        case 'places':
          ({ places } = message);
          break;
        case 'watch-hops':
          running?.bridge.watchHops(message.limits.spans, message.limits.bytes);
          break;
        case 'ask':
          void answer(message);
          break;
        case 'answered':
          calls.answered(message.call, message.answer);
          break;
        case 'broken':
          calls.broken(message.call);
          break;
      }
    },
  };
}

const answers: Answers = {
  async start({ bridge }, { config, env, hops }) {
    const options = { hopSpans: hops.spans, hopBytes: hops.bytes };
    const text = await bridge.start(config, JSON.stringify(env), JSON.stringify(options));
    const { error, listeners }: BridgeStarted = JSON.parse(text);
    return {
      error,
      listeners: (listeners ?? []).map(({ component, address, port }) => ({ component, address, port })),
    };
  },
  async validate({ bridge, memoryBytes }, { config, env }) {
    const error = await bridge.validate(config, JSON.stringify(env));
    return { error, memoryBytes: memoryBytes() };
  },
  async shutdown({ bridge, memoryBytes }, { graceMs }) {
    const error = await bridge.shutdown(graceMs);
    return { error, lost: bridge.lost(), memoryBytes: memoryBytes() };
  },
  async request({ bridge }, { port, request }) {
    const { pathname, search } = new URL(request.url);
    try {
      const headers = JSON.stringify(request.headers);
      return wireResponse(
        await bridge.request(port, request.method, pathname + search, headers, request.body),
      );
    } catch (error) {
      return { failure: failureOf(port, messageOf(error)) };
    }
  },
  status({ bridge, memoryBytes }) {
    const { held, ...counts } = JSON.parse(bridge.status());
    return { counts: collectorCountsSchema.parse(counts), held: Number(held), memoryBytes: memoryBytes() };
  },
  hops: async ({ bridge }) =>
    (await bridge.hops()).map(
      ({ pipeline, index, total, body, batches }): CollectorHop => ({
        pipeline,
        index,
        total,
        spans: decodeTracesProtobuf(body),
        batches,
      }),
    ),
};

function wireResponse({ status, headers, body }: BridgeAnswer): WireResponse {
  // As `fetch` shows them.
  const pairs = (JSON.parse(headers) as HeaderList).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    value,
  ]);
  return { status, statusText: '', headers: pairs, body };
}

/** A body is moved, not copied: it was made for this message alone. */
function bodyOf(holder: unknown): ArrayBuffer[] {
  if (typeof holder !== 'object' || holder === null || !('body' in holder)) return [];
  return holder.body instanceof Uint8Array && holder.body.buffer instanceof ArrayBuffer
    ? [holder.body.buffer]
    : [];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
