/** The file known findings are kept in. */
import { access, readFile, writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { Report } from '../model/outcome.ts';
import { CannotRun } from '../model/run.ts';
import type { Output } from '../output.ts';
import { formatBaseline, type KnownFinding, openBaseline, parseBaseline } from './baseline.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

type Where = Pick<Settings, 'baseline' | 'updateBaseline' | 'cwd'>;

/** What is known. @throws `CannotRun` when the file is not there, and is not to be written either */
export async function knownFindings({ baseline, updateBaseline, cwd }: Where): Promise<KnownFinding[]> {
  if (baseline === undefined) return [];
  const text = await readFile(baseline, 'utf8').catch(() => undefined);
  if (text !== undefined) return parseBaseline(text, relative(cwd, baseline));
  if (updateBaseline) return [];
  throw new CannotRun(
    `There is no baseline ${relative(cwd, baseline)}. Write it with --update-baseline, or leave --baseline out.`,
  );
}

/**
 * Writes what a session found, and keeps what is known of documents it did not read. Writes nothing after a session
 * that could not run everything.
 * @returns the report with everything known that is
 */
export async function updateBaseline(
  { report, baseline: found, documents }: Session,
  known: readonly KnownFinding[],
  { baseline: file, cwd }: Where,
  { error }: Output,
): Promise<Report> {
  if (file === undefined) return report;
  if (report.problems.length > 0) {
    // In the report, beside its cause: who reads it would ask for the same again.
    const problem = `${relative(cwd, file)} was not written: not everything could be run, and what was not is not known. Mend what could not be run, or leave its document out (\`ignore\` in the configuration), then use --update-baseline again.`;
    return { ...report, problems: [...report.problems, problem] };
  }
  const read = new Set([...documents.map((each) => each.file), ...report.outcomes.map(({ at }) => at.file)]);
  const others: KnownFinding[] = [];
  for (const entry of known) {
    if (!read.has(entry.document) && (await isThere(resolve(cwd, entry.document)))) others.push(entry);
  }
  await writeFile(file, formatBaseline([...found, ...others]));
  const count = found.length + others.length;
  error(`Wrote ${count} known ${count === 1 ? 'finding' : 'findings'} to ${relative(cwd, file)}.`);

  const now = openBaseline(found);
  const { fresh, known: knownNow } = now.sift(report.findings);
  return {
    ...report,
    outcomes: report.outcomes.map((outcome) => now.know(outcome)),
    findings: fresh,
    known: [...report.known, ...knownNow],
  };
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
