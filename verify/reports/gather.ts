/** The findings of a report as people want them: each once, by document, in the document's order. */
import type { Finding } from '../model/finding.ts';
import type { Outcome, Report } from '../model/outcome.ts';

/** A finding, and the runs that have it: the same fault in Node and in Chromium is one fault. */
export interface GatheredFinding {
  finding: Finding;
  outcomes: readonly Outcome[];
  /** In the baseline: told, and not counted. */
  known: boolean;
}

/** Every finding of a report once, ordered by file, line and column. */
export function gatherFindings(report: Report): GatheredFinding[] {
  const found = new Map<string, { finding: Finding; outcomes: Outcome[]; known: boolean }>();
  const add = (finding: Finding, known: boolean, outcome?: Outcome) => {
    const { rule, message, at, detail } = finding;
    const key = JSON.stringify([rule, message, at.file, at.line, at.column, detail]);
    const there = found.get(key);
    if (there === undefined) {
      found.set(key, { finding, outcomes: outcome ? [outcome] : [], known });
      return;
    }
    if (outcome) there.outcomes.push(outcome);
    // Known in one setting and new in another is new.
    if (!known) there.known = false;
  };
  for (const finding of report.findings) add(finding, false);
  for (const finding of report.known) add(finding, true);
  for (const outcome of report.outcomes) {
    if (outcome.status === 'skipped') continue;
    for (const finding of outcome.findings) add(finding, outcome.status === 'known', outcome);
  }
  return [...found.values()].sort((a, b) => byPlace(a.finding, b.finding));
}

/** Where a run took place, for people: `node, embedded`. Empty where it makes no difference. */
export function settingOf({ runtime, backend }: Outcome): string {
  return [runtime, backend].filter((each) => each !== undefined).join(', ');
}

/** ` [node; chromium]` when not all settings of an example share a finding; else nothing. */
export function settingsOf({ outcomes }: GatheredFinding, report: Report): string {
  const ids = new Set(outcomes.map(({ id }) => id));
  const all = report.outcomes.filter(({ id, status }) => ids.has(id) && status !== 'skipped');
  if (all.length <= outcomes.length) return '';
  const settings = [...new Set(outcomes.map(settingOf))].filter((each) => each !== '');
  return settings.length === 0 ? '' : ` [${settings.join('; ')}]`;
}

function byPlace(a: Finding, b: Finding): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.line - b.at.line || a.at.column - b.at.column;
}
