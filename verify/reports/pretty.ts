/** The report people read in a terminal. */
import type { Report } from '../model/outcome.ts';
import { codeFrame, type FrameLine } from './code-frame.ts';
import { type Colours, colours } from './colours.ts';
import { type GatheredFinding, gatherFindings, settingsOf } from './gather.ts';
import { nextSteps } from './next-steps.ts';
import { type RenderOptions, sourceOf } from './render-options.ts';
import { firstLines, forLog, oneLine } from './safe-text.ts';
import { count, coverageInWords, findingsInWords, runsInWords, tallyOf, timeInWords } from './tally.ts';

/** More of them than this are counted only: nobody reads 500 frames, and the log has an end. */
const maxFindings = 200;
const maxDetail = 80;

/**
 * Findings by document, each with `file:line:col` at a line's start, the document's own lines and the diff, then one
 * line of numbers and what to do next. Nothing of a finding's text stands at the start of a line.
 */
export function renderPretty(report: Report, options: RenderOptions = {}): string {
  const paint = colours(options.colour === true);
  const source = sourceOf(options);
  const all = gatherFindings(report);
  const shown = all.filter(({ known }) => !known);
  const lines: string[] = [];

  for (const [file, findings] of Map.groupBy(shown.slice(0, maxFindings), ({ finding }) => finding.at.file)) {
    lines.push(paint.bold(`── ${forLog(oneLine(file))}`), '');
    for (const each of findings) lines.push(...inFull(each, report, source(file), paint), '');
  }
  if (shown.length > maxFindings) {
    lines.push(`… and ${count(shown.length - maxFindings, 'finding')} more. --report json has them all.`, '');
  }
  lines.push(...skipsOf(report, paint));
  for (const problem of report.problems) {
    const [first = '', ...rest] = forLog(problem).split('\n');
    lines.push(`${paint.red('could not run:')} ${first}`, ...rest.map((line) => `  │ ${line}`));
  }
  if (report.problems.length > 0) lines.push('');
  lines.push(...summary(report, paint), ...nextSteps(report).map((step) => `${paint.cyan('→')} ${step}`));
  return lines.join('\n');
}

/** A finding's lines: where and which rule, what, the frame, the detail. */
function inFull(each: GatheredFinding, report: Report, text: string | undefined, paint: Colours): string[] {
  const { at, rule, message, detail } = each.finding;
  const place = forLog(`${oneLine(at.file)}:${at.line}:${at.column}`);
  const [first = '', ...rest] = forLog(message).trim().split('\n');
  const titles = [...new Set(each.outcomes.map(({ title }) => oneLine(title)))].join(', ');
  const of = forLog(`${titles}${settingsOf(each, report)}`).trim();
  return [
    `${paint.red('✗')} ${paint.cyan(place)} ${paint.dim(rule)}${of === '' ? '' : `  ${of}`}`,
    `  │ ${paint.bold(first)}`,
    ...rest.map((line) => `  │ ${line}`.trimEnd()),
    ...(text === undefined ? [] : codeFrame(text, at)).map((line) => `  ${painted(line, paint)}`),
    ...(detail === undefined ? [] : ['  │']),
    ...(detail === undefined ? [] : firstLines(forLog(detail).trimEnd(), maxDetail)).map((line) =>
      `  │ ${diffLine(line, paint)}`.trimEnd(),
    ),
  ];
}

function painted({ kind, text }: FrameLine, paint: Colours): string {
  if (kind === 'underline') return paint.red(text);
  return kind === 'here' ? text : paint.dim(text);
}

/** Diffs of trees and of outputs begin their lines with a sign: `-` missing, `+` not expected, `~` and `>` not quite. */
function diffLine(line: string, paint: Colours): string {
  switch (/^[-+~>](?= )/u.exec(line)?.[0]) {
    case '-':
      return paint.red(line);
    case '+':
      return paint.green(line);
    case undefined:
      return line;
    default:
      return paint.yellow(line);
  }
}

function skipsOf(report: Report, paint: Colours): string[] {
  const skipped = report.outcomes.filter(({ status }) => status === 'skipped');
  if (skipped.length === 0) return [];
  const lines = skipped.slice(0, 20).map(({ at, title, note }) => {
    const why = note === undefined ? '' : `: ${oneLine(note)}`;
    const what = forLog(`${oneLine(at.file)}:${at.line}:${at.column} skipped  ${oneLine(title)}${why}`);
    return `${paint.yellow('○')} ${what}`;
  });
  if (skipped.length > 20) lines.push(`… and ${skipped.length - 20} more skipped`);
  return [...lines, ''];
}

function summary(report: Report, paint: Colours): string[] {
  const tally = tallyOf(report);
  const good = tally.findings === 0 && tally.fallsShort === 0 && report.problems.length === 0;
  const runs = (good ? paint.green : paint.red)(`${good ? '✓' : '✗'} ${runsInWords(tally)}`);
  return [
    [
      runs,
      findingsInWords(tally),
      count(report.documents, 'document'),
      coverageInWords(report),
      `${timeInWords(report.durationMs)}${tally.cached > 0 ? `, ${tally.cached} of ${tally.runs} from the cache` : ''}`,
    ].join(' · '),
  ];
}
