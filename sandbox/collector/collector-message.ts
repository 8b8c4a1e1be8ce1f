/** What a host and the Worker or thread with one Collector in it say to each other. */
import type { NetworkFailure, WireRequest, WireResponse } from '../realm/lab-message.ts';
import type {
  CollectorCounts,
  CollectorHop,
  CollectorListener,
  CollectorLogLine,
  CollectorProgress,
} from '../schemas/collector.ts';
import type { CollectorAnswer, CollectorCall, CollectorPlaces, CollectorStart } from './collector.ts';

/** The Collector, compiled and ready to be started any number of times. */
export interface CollectorProgram {
  module: WebAssembly.Module;
  /** Text of Go's `wasm_exec.js`. */
  exec: string;
}

export interface HopLimits {
  spans: number;
  bytes: number;
}

/** What can be asked of a seat: what is sent, and what comes back. */
export interface CollectorQuestions {
  start: {
    sent: CollectorStart & { hops: HopLimits };
    answer: { error: string; listeners: CollectorListener[] };
  };
  validate: { sent: CollectorStart; answer: { error: string; memoryBytes: number } };
  shutdown: { sent: { graceMs: number }; answer: { error: string; lost: number; memoryBytes: number } };
  request: {
    sent: { port: number; request: WireRequest };
    answer: WireResponse | { failure: NetworkFailure };
  };
  /** `held`: items that are inside, each once. */
  status: {
    sent: Record<never, never>;
    answer: { counts: CollectorCounts; held: number; memoryBytes: number };
  };
  hops: { sent: Record<never, never>; answer: CollectorHop[] };
}

export type QuestionKind = keyof CollectorQuestions;

export type ToCollector =
  /** The first message: what to run, or where to load it from. */
  | { type: 'open'; program: CollectorProgram | { assetBase: string }; places: CollectorPlaces }
  | { type: 'places'; places: CollectorPlaces }
  | { type: 'watch-hops'; limits: HopLimits }
  | {
      [Kind in QuestionKind]: { type: 'ask'; id: number; kind: Kind } & CollectorQuestions[Kind]['sent'];
    }[QuestionKind]
  /** The outside has answered a call, or its connection broke. */
  | { type: 'answered'; call: number; answer: CollectorAnswer }
  | { type: 'broken'; call: number };

export type FromCollector =
  | { type: 'progress'; progress: CollectorProgress }
  /** Sent when it was loaded here: the host keeps it for the next seat. */
  | { type: 'loaded'; program: CollectorProgram }
  /** Questions are answered from now on. */
  | { type: 'ready'; memoryBytes: number }
  /** It could not be loaded, or could not be brought to life. */
  | { type: 'unavailable'; message: string }
  | { type: 'answer'; id: number; answer: CollectorQuestions[QuestionKind]['answer'] }
  | { type: 'no-answer'; id: number; message: string }
  | { type: 'call'; call: number; what: CollectorCall }
  /** The Collector does not wait for the answer any more. */
  | { type: 'withdrawn'; call: number }
  | { type: 'log'; lines: Omit<CollectorLogLine, 'seq'>[] }
  /** The program has ended by itself. */
  | { type: 'exited'; reason: string };
