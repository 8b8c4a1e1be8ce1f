/** A report in numbers and in one line. */
import { contestedEdits } from '../document/contested-edits.ts';
import type { DocumentEdit } from '../model/finding.ts';
import type { Report } from '../model/outcome.ts';
import { gatherFindings } from './gather.ts';

export interface Tally {
  runs: number;
  holds: number;
  fallsShort: number;
  skipped: number;
  /** Runs all of whose findings are in the baseline. */
  known: number;
  /** Findings in the baseline. */
  knownFindings: number;
  cached: number;
  /** Not those in the baseline. Each once, in however many settings it showed. */
  findings: number;
  /** Findings `--update` would mend. */
  mendable: number;
}

/** Count what a report says. */
export function tallyOf(report: Report): Tally {
  const count = (status: string) => report.outcomes.filter((each) => each.status === status).length;
  const all = gatherFindings(report);
  const findings = all.filter(({ known }) => !known);
  const contested = contestedIn(report);
  const isContested = (edit: DocumentEdit) =>
    contested.some((each) => each.file === edit.file && each.line === edit.line);
  return {
    runs: report.outcomes.length,
    holds: count('holds'),
    fallsShort: count('falls-short'),
    skipped: count('skipped'),
    known: count('known'),
    knownFindings: all.length - findings.length,
    cached: report.outcomes.filter(({ cached }) => cached).length,
    findings: findings.length,
    mendable: findings.filter(({ finding, outcomes }) => {
      if (finding.fix !== undefined) return !isContested(finding.fix);
      return outcomes.some(({ edits }) =>
        edits.some((edit) => {
          const { file, line, endLine } = edit;
          if (isContested(edit)) return false;
          return file === finding.at.file && finding.at.line >= line && finding.at.line <= endLine;
        }),
      );
    }).length,
  };
}

/** What runs of one example would write differently. */
export function contestedIn({ outcomes }: Report): DocumentEdit[] {
  return contestedEdits(outcomes.flatMap(({ edits }) => edits));
}

/** `98 hold · 2 fall short · 1 skipped`: the runs; nothing that is nought but `hold`. */
export function runsInWords({ holds, fallsShort, known, skipped }: Tally): string {
  return [
    `${holds} ${holds === 1 ? 'holds' : 'hold'}`,
    fallsShort > 0 && `${fallsShort} ${fallsShort === 1 ? 'falls' : 'fall'} short`,
    known > 0 && `${known} known`,
    skipped > 0 && `${skipped} skipped`,
  ]
    .filter((each) => each !== false)
    .join(' · ');
}

/** `12 of 40 blocks covered (30 %)`: something looks at them, whatever it finds. */
export function coverageInWords({ coverage: { blocks, held } }: Report): string {
  if (blocks === 0) return 'no blocks to cover';
  return `${held} of ${count(blocks, 'block')} covered (${Math.floor((held / blocks) * 100)} %)`;
}

/** `2 findings (3 known)`. */
export function findingsInWords({ findings, knownFindings }: Tally): string {
  return `${count(findings, 'finding')}${knownFindings > 0 ? ` (${knownFindings} known)` : ''}`;
}

/** `0.3 s`, `1 min 5 s`. */
export function timeInWords(ms: number): string {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `1 finding`, `2 findings`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
