/** The first script of a page that one program has to itself, because it needs a document. */
import { nativeSetTimeout } from '@spanlab/sandbox/realm/browser/native.ts';
import { type Program, startProgram } from './program.ts';
import type { ProgramReport, ProgramStart } from './program-report.ts';

/** What the page is driven by, until it starts. */
export interface ProgramPage {
  /** Given by the runner: takes a JSON list of reports. */
  spanlabReport?: (reports: string) => unknown;
  spanlabStart?: (start: ProgramStart) => void;
  spanlabEnd?: () => void;
}

const page = globalThis as ProgramPage;
let program: Program | undefined;

page.spanlabStart = (start) => {
  const report = page.spanlabReport;
  if (report === undefined) throw new Error('this page has nobody to report to');
  delete page.spanlabStart;
  delete page.spanlabReport;
  program = startProgram(start, batched(report));
};
/** At once, so that a program which then loops for ever has said it; but a flood goes in batches. */
const atOnce = 50;
const batch = 500;

/** A program may put its own over it, or over `toJSON`: nothing in a report has one. */
const { stringify } = JSON;

function batched(report: (reports: string) => unknown): (report: ProgramReport) => void {
  let count = 0;
  let held: ProgramReport[] = [];
  const flush = (): void => {
    if (held.length > 0) report(stringify(held));
    held = [];
  };
  return (each) => {
    count += 1;
    held.push(each);
    if (held.length === 1 && count > atOnce) nativeSetTimeout(flush);
    if (count <= atOnce || held.length >= batch || each.type !== 'console') flush();
  };
}

page.spanlabEnd = () => program?.end();
