import type { Exchange } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Line } from './lines.ts';

/** What a take-home's `compose.yaml` asks for, running, on the ports it names. Disposed of, nothing is left of it. */
export interface Composed extends AsyncDisposable {
  /** What it has printed so far, on both of its outputs. */
  readonly lines: readonly Line[];
  /** What it was asked, and what its Collector asked; absent where nobody could listen. */
  readonly exchanges?: readonly Exchange[];
}
