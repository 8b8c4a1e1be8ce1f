/** One real Collector, compiled to WebAssembly, wherever it runs: a Worker of the page, or a thread of Node. */
import type { NetworkFailure, WireRequest, WireResponse } from '../realm/lab-message.ts';
import type {
  CollectorCounts,
  CollectorHop,
  CollectorListener,
  CollectorLogLine,
  CollectorProgress,
} from '../schemas/collector.ts';

/** What the Collector finds at an address outside of itself. */
export type Outside = 'http' | 'grpc' | 'refused' | 'unknown-host';

/** A call the Collector makes. gRPC ones are POSTs whose body is the message without its frame. */
export interface CollectorCall {
  protocol: 'http' | 'grpc';
  request: WireRequest;
}

export interface CollectorAnswer extends WireResponse {
  /** Of a gRPC call: 0 is OK. */
  grpcStatus?: number;
  grpcMessage?: string;
}

/** What surrounds the Collector. It is told ahead what is where, for Go asks while it cannot wait. */
export interface CollectorSurroundings {
  /** The Collector calls. Reject for a connection that breaks; stay pending for one that never answers. `signal`: it gave up. */
  call(call: CollectorCall, signal: AbortSignal): Promise<CollectorAnswer>;
  log(line: Omit<CollectorLogLine, 'seq'>): void;
  progress(progress: CollectorProgress): void;
  /** It is gone without having been asked to: crashed, or out of memory. `lost`: items it held when last looked at. */
  broke(reason: string, lost: number): void;
}

/** `host:port` of everything outside, `localhost:4317` included; a host that is named here is known. */
export interface CollectorPlaces {
  at: Readonly<Record<string, 'http' | 'grpc'>>;
  hosts: readonly string[];
  /** Ports of this machine that others listen on. */
  taken: readonly number[];
}

export interface CollectorStart {
  config: string;
  env: Readonly<Record<string, string>>;
}

export type CollectorStarted =
  | { ok: true; listeners: CollectorListener[]; lost: number }
  /** The Collector's own words. Nothing runs. */
  | { ok: false; error: string; lost: number };

export interface CollectorHost {
  /** Loads it if need be. Rejects with words for a reader when it cannot be had. */
  load(): Promise<void>;
  places(places: CollectorPlaces): void;
  /** Starts, or ends gracefully and starts anew. Does not reject for a bad configuration. Later calls win over earlier ones that have not begun. */
  start(start: CollectorStart): Promise<CollectorStarted>;
  /** `''`, or what `otelcol validate` says. */
  validate(start: CollectorStart): Promise<string>;
  /** Ends it gracefully, what it holds delivered or counted. */
  stop(): Promise<{ lost: number }>;
  /** A request to one of its listeners. */
  request(port: number, request: WireRequest): Promise<WireResponse | { failure: NetworkFailure }>;
  status(): Promise<CollectorCounts>;
  /** Begin copying spans anew. */
  watchHops(limits: { spans: number; bytes: number }): void;
  hops(): Promise<CollectorHop[]>;
  /** Ends the Worker or thread, gives the memory back. */
  dispose(): void;
}
