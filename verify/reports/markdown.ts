/** A summary for GitHub's step summaries and for comments. */
import type { Report } from '../model/outcome.ts';
import { type GatheredFinding, gatherFindings, settingsOf } from './gather.ts';
import { markdownCode, markdownText } from './markdown-text.ts';
import { nextSteps } from './next-steps.ts';
import type { RenderOptions } from './render-options.ts';
import { firstLines, shorten } from './safe-text.ts';
import { count, coverageInWords, findingsInWords, runsInWords, tallyOf, timeInWords } from './tally.ts';

/** GitHub refuses a step's summary over 1 MiB as a whole. */
const stepSummary = 1_000_000;
const maxDetail = 60;

/** The numbers, a table for each document, details folded away. What would go over `maxBytes` is only counted. */
export function renderMarkdown(report: Report, { maxBytes = stepSummary }: RenderOptions = {}): string {
  const findings = gatherFindings(report).filter(({ known }) => !known);
  const head = [heading(report, findings.length), '', numbers(report)];
  for (const problem of report.problems.slice(0, 20)) {
    head.push('', `**Could not run:** ${markdownText(shorten(problem, 2000))}`);
  }
  const tail = nextSteps(report).flatMap((step) => ['', markdownText(step)]);

  const budget = createBudget(maxBytes - bytes([...head, ...tail].join('\n')));
  const parts: string[] = [];
  let leftOut = 0;
  for (const [file, group] of Map.groupBy(findings, ({ finding }) => finding.at.file)) {
    const opening = `\n#### <code>${markdownText(file)}</code>\n\n| line | rule | what |\n| ---: | --- | --- |`;
    const rows: string[] = [];
    const details: string[] = [];
    for (const each of group) {
      const row = rowOf(each, report);
      if (!budget.take(rows.length === 0 ? opening + row : row)) {
        leftOut += 1;
        continue;
      }
      rows.push(row);
      const detail = detailOf(each);
      if (detail !== undefined && budget.take(detail)) details.push(detail);
    }
    if (rows.length > 0) parts.push(opening, ...rows, ...details);
  }
  if (leftOut > 0) parts.push(`\n… and ${count(leftOut, 'finding')} more, for which there is no room here.`);
  const skips = skipped(report);
  if (skips !== undefined && budget.take(skips)) parts.push(skips);
  return [...head, ...parts, ...tail].join('\n');
}

function heading(report: Report, findings: number): string {
  const good = findings === 0 && report.problems.length === 0;
  return `### ${good ? '✅' : '❌'} spanlab verify: ${runsInWords(tallyOf(report))}`;
}

function numbers(report: Report): string {
  const tally = tallyOf(report);
  const { cached, runs } = tally;
  const fromCache = cached > 0 ? `, ${cached} of ${runs} from the cache` : '';
  return `${findingsInWords(tally)} in ${count(report.documents, 'document')} · ${coverageInWords(report)} · ${timeInWords(report.durationMs)}${fromCache}`;
}

function rowOf(each: GatheredFinding, report: Report): string {
  const { at, rule, message } = each.finding;
  const what = markdownText(shorten(message, 2000) + settingsOf(each, report));
  return `| ${at.line}:${at.column} | ${rule} | ${what} |`;
}

function detailOf({ finding: { at, rule, detail }, outcomes }: GatheredFinding): string | undefined {
  if (detail === undefined) return undefined;
  const of = outcomes[0] === undefined ? '' : `: ${markdownText(shorten(outcomes[0].title, 100))}`;
  const code = markdownCode(firstLines(detail, maxDetail).join('\n'), 'diff');
  return `\n<details><summary>line ${at.line}, ${rule}${of}</summary>\n\n${code}\n\n</details>`;
}

function skipped(report: Report): string | undefined {
  const all = report.outcomes.filter(({ status }) => status === 'skipped');
  if (all.length === 0) return undefined;
  const rows = all.slice(0, 100).map(({ at, title, note }) => {
    return `| <code>${markdownText(at.file)}</code>:${at.line} | ${markdownText(shorten(title, 200))} | ${markdownText(shorten(note ?? '', 500))} |`;
  });
  const more = all.length > 100 ? `\n\n… and ${all.length - 100} more` : '';
  return `\n<details><summary>${all.length} skipped</summary>\n\n| where | what | why |\n| --- | --- | --- |\n${rows.join('\n')}${more}\n\n</details>`;
}

/** Bytes that may still be written. Keeps some for the line that counts what is left out. */
function createBudget(total: number): { take(text: string): boolean } {
  let left = total - 200;
  return {
    take(text) {
      const size = bytes(text) + 1;
      if (size > left) return false;
      left -= size;
      return true;
    },
  };
}

function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
