/** A Worker or thread with one Collector in it, and what it has been asked. */
import type { CollectorProgress } from '../schemas/collector.ts';
import type { CollectorCall, CollectorPlaces } from './collector.ts';
import type {
  CollectorProgram,
  CollectorQuestions,
  FromCollector,
  QuestionKind,
  ToCollector,
} from './collector-message.ts';
import type { LogRecord } from './console-log.ts';

/** A Worker of the page, or a thread of Node. */
export interface CollectorThread {
  post(message: ToCollector, transfer?: ArrayBuffer[]): void;
  terminate(): void;
}

export interface ThreadListener {
  hear(message: FromCollector): void;
  /** It could not be started, or its script failed. */
  failed(reason: string): void;
}

export interface SeatListener {
  progress(progress: CollectorProgress): void;
  loaded(program: CollectorProgram): void;
  log(line: LogRecord): void;
  call(id: number, call: CollectorCall): void;
  withdrawn(id: number): void;
  /** It is of no use any more. Not called when it was ended. */
  gone(reason: string): void;
}

export interface Seat {
  /** Rejects when the Collector cannot be had. */
  readonly ready: Promise<void>;
  /** Rejects with `NoAnswer` when there is none within `limitMs`, and when the seat is gone. */
  ask<Kind extends QuestionKind>(
    kind: Kind,
    sent: CollectorQuestions[Kind]['sent'],
    limitMs: number,
  ): Promise<CollectorQuestions[Kind]['answer']>;
  tell(message: ToCollector): void;
  /** Whether something it was asked has no answer yet. */
  isBusy(): boolean;
  end(reason: string): void;
}

/** The Collector is there, but has not answered in time. */
export class NoAnswer extends Error {}

export interface SeatParts {
  openThread(listener: ThreadListener): CollectorThread;
  /** Calls `act` later; the function it returns takes that back. */
  after(delayMs: number, act: () => void): () => void;
}

/** Brought to life from a program that is there, it has this long. Loading has as long as it takes. */
const wakeLimitMs = 20_000;

interface Question {
  resolve(answer: never): void;
  reject(error: Error): void;
  stopTimer(): void;
}

export function openSeat(
  { openThread, after }: SeatParts,
  program: CollectorProgram | { assetBase: string },
  places: CollectorPlaces,
  listener: SeatListener,
): Seat {
  const waiting = new Map<number, Question>();
  const { promise: ready, resolve: isReady, reject: isUnavailable } = Promise.withResolvers<void>();
  // Whoever waits for it hears of it; nobody need wait.
  ready.catch(() => undefined);
  let lastId = 0;
  let ended: string | undefined;
  let stopWaking = (): void => undefined;

  const end = (reason: string): void => {
    if (ended !== undefined) return;
    ended = reason;
    stopWaking();
    thread.terminate();
    isUnavailable(new Error(reason));
    for (const { reject, stopTimer } of waiting.values()) {
      stopTimer();
      reject(new Error(reason));
    }
    waiting.clear();
  };
  const fail = (reason: string): void => {
    if (ended !== undefined) return;
    end(reason);
    listener.gone(reason);
  };
  const wake = (): void => {
    const message = `The Collector did not come to life within ${wakeLimitMs / 1000} s.`;
    stopWaking = after(wakeLimitMs, () => fail(message));
  };
  const settle = (id: number, how: (question: Question) => void): void => {
    const question = waiting.get(id);
    if (question === undefined) return;
    waiting.delete(id);
    question.stopTimer();
    how(question);
  };

  const hear = (message: FromCollector): void => {
    if (ended !== undefined) return;
    switch (message.type) {
      case 'progress':
        listener.progress(message.progress);
        break;
      case 'loaded':
        listener.loaded(message.program);
        wake();
        break;
      case 'ready':
        stopWaking();
        isReady();
        break;
      case 'unavailable':
      case 'exited':
        fail(message.type === 'exited' ? message.reason : message.message);
        break;
      case 'answer':
        settle(message.id, ({ resolve }) => resolve(message.answer as never));
        break;
      case 'no-answer':
        settle(message.id, ({ reject }) => reject(new Error(message.message)));
        break;
      case 'call':
        listener.call(message.call, message.what);
        break;
      case 'withdrawn':
        listener.withdrawn(message.call);
        break;
      case 'log':
        for (const line of message.lines) listener.log(line);
        break;
    }
  };
  const thread = openThread({ hear, failed: fail });
  thread.post({ type: 'open', program, places });
  if ('module' in program) wake();

  return {
    ready,
    end,
    isBusy: () => waiting.size > 0,
    tell: (message) => {
      if (ended === undefined) thread.post(message);
    },
    ask: (kind, sent, limitMs) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) {
          reject(new Error(ended));
          return;
        }
        lastId += 1;
        const id = lastId;
        const seconds = limitMs / 1000;
        const late = (): void =>
          settle(id, (question) =>
            question.reject(new NoAnswer(`The Collector gave no answer within ${seconds} s.`)),
          );
        waiting.set(id, { resolve, reject, stopTimer: after(limitMs, late) });
        // The kind and what is sent with it belong together: the signature says so.
        thread.post({ type: 'ask', id, kind, ...sent } as ToCollector);
      }),
  };
}
