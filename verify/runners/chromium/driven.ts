/** A program being driven in the browser. */
import type { ProgramReport, ProgramStart } from './realm/program-report.ts';

/** How it came to its end, and what it said. */
export interface Driven {
  /** `crashed`: it took its page along. `gone`: Chromium itself ended. `broken`: our own scripts failed. */
  how: 'done' | 'flood' | 'stopped' | 'broken' | 'crashed' | 'gone';
  reports: readonly ProgramReport[];
  message?: string;
}

/** Tells a run to end: `enough` lets it flush, `stop` does not. */
export type EndRun = (how: 'enough' | 'stop') => void;

/** A place programs are run in, one at a time or each in its own. */
export interface Lane {
  /**
   * @param ending Is given what ends the run.
   * @param heard Is given all that it has said so far, whenever that is more. Only asked for where it matters.
   */
  run(
    start: ProgramStart,
    ending: (end: EndRun) => void,
    heard?: (reports: readonly ProgramReport[]) => void,
  ): Promise<Driven>;
}

/** A page that does not answer within this is given up. */
export const answersWithinMs = 3_000;
