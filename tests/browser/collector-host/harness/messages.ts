/** What the harness page and the Worker in it say to each other. */
import type { CollectorProgress } from '../../../../sandbox/schemas/collector.ts';

/** What is outside: answers everything, answers nothing, or is not there. */
export type OutsideMode = 'answers' | 'silent' | 'breaks';

export interface Load {
  requests: number;
  spansEach: number;
}

export type Command =
  | { type: 'open'; assetBase: string }
  | { type: 'load' }
  | { type: 'start'; config: string }
  | { type: 'validate'; config: string }
  | { type: 'outside'; mode: OutsideMode }
  /** Posts OTLP/JSON to port 4318, one request after the other. */
  | { type: 'post'; load: Load }
  | { type: 'stop' }
  | { type: 'state' }
  | { type: 'dispose' };

export interface State {
  broke: string[];
  log: string[];
  progress: CollectorProgress[];
  calls: number;
  memoryBytes: number;
}

export interface Answer {
  ms: number;
  value?: unknown;
  error?: string;
}
