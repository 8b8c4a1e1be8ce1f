/** What a program's realm tells whoever runs it. Plain data: it crosses threads and processes. */
import type { ConsoleValue } from '@spanlab/sandbox/schemas/run-event.ts';

export const consoleMethods = [
  'log',
  'info',
  'warn',
  'error',
  'debug',
  'trace',
  'table',
  'dir',
  'dirxml',
  'group',
  'groupCollapsed',
  'groupEnd',
  'assert',
  'count',
  'countReset',
] as const;
export type ConsoleMethod = (typeof consoleMethods)[number];

/** One call of the console, to be written out elsewhere. */
export interface ConsoleCall {
  type: 'console';
  method: ConsoleMethod;
  args: ConsoleValue[];
}

/** Something nobody caught. */
export interface UncaughtReport {
  type: 'uncaught';
  how: 'thrown' | 'rejected';
  /** Had the top level finished? */
  late: boolean;
  name: string;
  message: string;
  /** As the engine wrote it; what the engine says about the place when there is no stack. */
  stack: string;
  /** What was thrown, where that is no error. */
  thrown?: ConsoleValue;
}

export type Flush = 'acknowledged' | 'failed' | 'none';

/** The last report. */
export interface DoneReport {
  type: 'done';
  flush: Flush;
}

export type ProgramReport =
  | ConsoleCall
  | UncaughtReport
  | DoneReport
  /** It prints without end, and is to be ended. */
  | { type: 'flood' }
  /** Its top level has finished. */
  | { type: 'evaluated' }
  /** Spans could not be sent there. */
  | { type: 'refused'; host: string }
  /** It has sent something over the network. */
  | { type: 'sent' };

/** What a realm is told to run. */
export interface ProgramStart {
  /** Address of its script. */
  script: string;
  /** Where OTLP for `localhost:4318` goes. */
  endpoint: string;
  /** Asked for with the first thing it sends: whether it did is known even if nothing more is heard of it. */
  sent: string;
}

export const reportLimits = {
  calls: 10_000,
  /** Characters of all console calls. */
  text: 2_000_000,
  errors: 50,
  message: 10_000,
  stack: 20_000,
} as const;
