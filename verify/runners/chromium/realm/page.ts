/** The first script of a page that one program has to itself, because it needs a document. */
import { type Program, startProgram } from './program.ts';
import type { ProgramReport, ProgramStart } from './program-report.ts';

/** What the page is driven by, until it starts. */
export interface ProgramPage {
  /** Given by the runner. */
  spanlabReport?: (report: ProgramReport) => unknown;
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
  program = startProgram(start, report);
};
page.spanlabEnd = () => program?.end();
