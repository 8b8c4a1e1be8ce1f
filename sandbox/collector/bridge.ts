/**
 * What the Go side (`bridge/`) and the host say to each other inside one Worker or thread. Strings are JSON where the
 * name says so; bodies are bytes.
 */
import type { Outside } from './collector.ts';

/** Set by Go as `globalThis.spanlabCollector` before it calls `ready`. */
export interface CollectorBridge {
  /** `''`, or the error as `otelcol validate` prints it. Starts nothing. */
  validate(config: string, envJson: string): Promise<string>;
  /** Ends what runs, then starts anew: JSON of `BridgeStarted`. */
  start(config: string, envJson: string, optionsJson: string): Promise<string>;
  /** Ends it gracefully: `''`, or an error. What it has under way after `graceMs` breaks, so that it does end. */
  shutdown(graceMs: number): Promise<string>;
  /** Items that could not be delivered because it ended. */
  lost(): number;
  /** HTTP to a listener of the Collector. Rejects with Go's words. */
  request(
    port: number,
    method: string,
    path: string,
    headersJson: string,
    body?: Uint8Array,
  ): Promise<BridgeAnswer>;
  /** JSON of `CollectorCounts` with `held`, how many items are inside, at once. */
  status(): string;
  watchHops(spansPerHop: number, bytesPerHop: number): void;
  hops(): Promise<BridgeHop[]>;
}

export interface BridgeStarted {
  /** `''` when it runs. */
  error: string;
  listeners: { component: string; network: string; address: string; port: number; protocol?: string }[];
}

export interface BridgeAnswer {
  status: number;
  /** JSON of `[name, value]` pairs. */
  headers: string;
  body: Uint8Array<ArrayBuffer>;
  grpcStatus?: number;
  grpcMessage?: string;
}

export interface BridgeHop {
  pipeline: string;
  index: number;
  total: number;
  /** An `ExportTraceServiceRequest`. */
  body: Uint8Array<ArrayBuffer>;
  /** How many items came at a time. */
  batches: number[];
}

/** What Go finds as `globalThis.spanlabHost`. */
export interface BridgeHost {
  ready(): void;
  /** Asked on every dial, and answered at once. The Collector's own listeners are looked up in Go first. */
  look(host: string, port: number): Outside;
  /** Does somebody else listen on this port of the Collector's machine? Asked before it listens. */
  taken(port: number): boolean;
  /** JSON of `BridgeCall`. Pending: never answered; rejects: the connection breaks. `signal`: the Collector gave up. */
  exchange(callJson: string, body: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<BridgeAnswer>;
}

export interface BridgeCall {
  host: string;
  port: number;
  protocol: 'http' | 'grpc';
  method: string;
  path: string;
  headers: [name: string, value: string][];
}
