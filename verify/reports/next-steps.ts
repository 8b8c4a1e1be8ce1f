/** What a reader of a report can do now. */
import type { Report } from '../model/outcome.ts';
import { contestedIn, tallyOf } from './tally.ts';

/** More than this in one go is a repository that begins with spanlab, not one that broke. */
const many = 20;

/** Sentences, none when all is well and held. */
export function nextSteps(report: Report): string[] {
  const { findings, mendable } = tallyOf(report);
  const { blocks, held } = report.coverage;
  const steps: string[] = [];
  if (mendable > 0) {
    const them = mendable === findings ? 'what was found' : `${mendable} of these ${findings}`;
    steps.push(
      `spanlab verify --update writes ${them} into the documents. See the diff before you commit it.`,
    );
  }
  const places = new Set(contestedIn(report).map(({ file, line }) => `${file}:${line}`));
  if (places.size > 0) {
    const [first = ''] = places;
    const more = places.size > 1 ? ` and ${places.size - 1} more` : '';
    steps.push(
      `Runtimes give different things at ${first}${more}, so --update leaves that alone. Write [..] where they differ, or let the example run in one of them (runtime=node).`,
    );
  }
  // Without all of it no baseline is written.
  if (findings >= many && report.problems.length === 0) {
    steps.push(
      'To start from where you are: spanlab verify --update-baseline keeps these findings as known; new ones fall short.',
    );
  }
  if (findings === 0 && blocks > 0 && held === 0) {
    steps.push(
      'Nothing holds the code in these documents: write `verify` behind the language of a fenced block.',
    );
  }
  return steps;
}
