/** Where spans go and are read again. One for a whole session; runs are told apart by their address. */
import type { Exchange } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';

export const backendKinds = ['embedded', 'containers', 'url'] as const;
export type BackendKind = (typeof backendKinds)[number];

export interface Backend {
  readonly kind: BackendKind;
  /** For the cache: what the answer depends on, such as image digests. */
  readonly digest: string;
  /** Where a run's spans go: `http://127.0.0.1:PORT/run/<runId>`, and `/v1/traces` behind it. CORS is open. */
  endpointOf(runId: string): string;
  /** What has arrived at the endpoint so far. */
  received(runId: string): Received;
  /** Spans of a run, as the backend gives them back. @throws `BackendGone` */
  spansOf(runId: string): Promise<Span[]>;
  /** Resolves when something more of this run has arrived, or may have; at the latest after `withinMs`. */
  moved(runId: string, withinMs: number): Promise<void>;
  /** Makes `localhost:4317` (gRPC) and `:4318` (HTTP) lead to this run, until disposed. @throws with who holds the port. */
  takePorts(runId: string): Promise<AsyncDisposable>;
  /** Drops what is known of a run. */
  forget(runId: string): void;
  dispose(): Promise<void>;
}

export interface Received {
  requests: number;
  spans: number;
  /** What was refused or malformed, in sentences. */
  refused: readonly string[];
  /** The requests as exchanges, bounded, for `wire` checks. */
  exchanges: readonly Exchange[];
}

/** It was there and answers no more. The runs under way fall short, the rest still run. */
export class BackendGone extends Error {
  override name = 'BackendGone';
}
