/** What came of a configuration, from either Collector. */
import type { Delivery } from './sink.ts';

export interface LogRecord {
  level: string;
  /** As the Collector wrote it. */
  text: string;
}

export interface Outcome {
  /** '' when it started; else what it said. */
  error: string;
  /** To the requests of the case, in their order. */
  answers: { status: number; contentType: string; body: string }[];
  deliveries: Delivery[];
  log: LogRecord[];
}

/** A running Collector, as a case needs it. */
export interface RunningCollector {
  send(request: {
    port: number;
    method: string;
    path: string;
    headers: Record<string, string>;
    body: Uint8Array<ArrayBuffer>;
  }): Promise<Outcome['answers'][number]>;
  deliveries: readonly Delivery[];
  log: readonly LogRecord[];
}
