/** GitHub's workflow commands: annotations on a pull request's lines. */
import type { Report } from '../model/outcome.ts';
import type { Place } from '../model/place.ts';
import { type GatheredFinding, gatherFindings, settingsOf } from './gather.ts';
import { nextSteps } from './next-steps.ts';
import type { RenderOptions } from './render-options.ts';
import { firstLines, forLog, oneLine, shorten } from './safe-text.ts';
import { coverageInWords, findingsInWords, runsInWords, tallyOf, timeInWords } from './tally.ts';

/** GitHub shows ten errors and ten notices a step, and drops the rest in silence. */
const maxErrors = 10;
/** Those that got no annotation are lines of the log. */
const maxLines = 500;
const maxMessage = 4000;

/** Workflow commands, then what has no room in them, then the summary. Text of findings cannot become a command. */
export function renderGithub(report: Report, _options: RenderOptions = {}): string {
  const findings = gatherFindings(report).filter(({ known }) => !known);
  // What kept it from running goes first: it explains the rest.
  const problems = report.problems.slice(0, maxErrors);
  const annotated = findings.slice(0, maxErrors - problems.length);
  const rest = findings.slice(annotated.length);
  const tally = tallyOf(report);
  return [
    ...problems.map((problem) => command('error', { title: 'spanlab could not run' }, problem)),
    ...annotated.map((each) => annotation(each, report)),
    ...tooMany(rest.length, report),
    ...rest.slice(0, maxLines).map(({ finding: { at, rule, message } }) => {
      // Starts with a sign of its own: the runner takes `::` at a line's start for a command, spaces or not.
      return forLog(
        `✗ ${oneLine(at.file)}:${at.line}:${at.column} ${rule} ${shorten(oneLine(message), 300)}`,
      );
    }),
    ...(rest.length > maxLines ? [`… and ${rest.length - maxLines} more`] : []),
    `${tally.findings === 0 && problems.length === 0 ? '✓' : '✗'} ${runsInWords(tally)} · ${findingsInWords(tally)} · ${coverageInWords(report)} · ${timeInWords(report.durationMs)}`,
    ...nextSteps(report).map((step) => `→ ${step}`),
  ].join('\n');
}

function annotation(each: GatheredFinding, report: Report): string {
  const { at, rule, message, detail } = each.finding;
  const text = [message, ...(detail === undefined ? [] : ['', ...firstLines(detail, 60)])].join('\n');
  return command(
    'error',
    {
      file: at.file,
      line: at.line,
      ...extent(at),
      title: `spanlab ${rule}${settingsOf(each, report)}`,
    },
    shorten(text, maxMessage),
  );
}

/** GitHub takes columns only for a place on one line. */
function extent({ line, column, endLine, endColumn }: Place): Record<string, number> {
  if (endLine !== undefined && endLine > line) return { endLine };
  if (endColumn !== undefined && endColumn > column) return { col: column, endLine: line, endColumn };
  return { col: column };
}

function tooMany(more: number, { problems }: Report): string[] {
  if (more === 0 && problems.length <= maxErrors) return [];
  const left = more + Math.max(0, problems.length - maxErrors);
  const text = `${left} more than GitHub shows as annotations: they are in this step's log, and in the other reports.`;
  return [command('notice', { title: 'spanlab' }, text)];
}

/** `::error file=…,line=1::message`, escaped as the runner unescapes it. */
function command(
  name: 'error' | 'notice',
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string {
  const words = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${name} ${words.join(',')}::${data(message)}`;
}

function data(text: string): string {
  return forLog(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
