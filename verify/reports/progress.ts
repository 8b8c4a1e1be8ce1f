/** What is seen of a session while it runs: one line that changes on a terminal, lines one below the other in a log. */
import type { Outcome, Report } from '../model/outcome.ts';
import { colours, wantsColour } from './colours.ts';
import { settingOf } from './gather.ts';
import { renderPretty } from './pretty.ts';
import type { RenderOptions } from './render-options.ts';
import { forLog, oneLine, shorten } from './safe-text.ts';

/** `process.stdout`, or part of it. */
export interface ProgressOutput {
  write(text: string): unknown;
  isTTY?: boolean | undefined;
  columns?: number | undefined;
}

export interface Progress {
  /** How many runs there will be, when that is known. */
  begin(runs: number): void;
  /** What runs now, for a terminal's last line. */
  running(labels: readonly string[]): void;
  outcome(outcome: Outcome): void;
  /** Prints the report. May be called without any outcome. */
  end(report: Report): void;
}

/** Show a session as it goes, and its report at the end. */
export function createProgress(
  output: ProgressOutput,
  options: RenderOptions & { env?: Readonly<Record<string, string | undefined>> } = {},
): Progress {
  const env = options.env ?? process.env;
  const colour = options.colour ?? wantsColour(output, env);
  const paint = colours(colour);
  const live = output.isTTY === true && env['TERM'] !== 'dumb';
  let runs = 0;
  let done = 0;
  let short = 0;
  let told = 0;

  const clear = () => live && output.write('\r\u001b[K');
  const of = () => (runs >= done && runs > 0 ? `${done} of ${runs}` : `${done}`);
  const show = (labels: readonly string[]) => {
    const fallen = short === 0 ? '' : ` · ${short} ${short === 1 ? 'falls' : 'fall'} short`;
    const line = `${of()}${fallen} · ${labels.map(oneLine).join(', ')}`;
    output.write(`\r\u001b[K${shorten(line, (output.columns ?? 80) - 1)}`);
  };

  return {
    begin(count) {
      runs = count;
    },
    running(labels) {
      if (live && labels.length > 0) show(labels);
    },
    outcome(outcome) {
      done += 1;
      const falls = outcome.status === 'falls-short';
      if (falls) short += 1;
      if (live) {
        show([outcome.id]);
        return;
      }
      // A log keeps every line: those that fall short at once, the rest as one line a tenth.
      if (falls) output.write(`${paint.red('✗')} ${inShort(outcome)}\n`);
      const tenths = runs === 0 ? 0 : Math.floor((done * 10) / runs);
      if (runs >= 20 && tenths > told) {
        told = tenths;
        output.write(`  ${of()} done\n`);
      }
    },
    end(report) {
      clear();
      if (!live && done > 0 && (short > 0 || told > 0)) output.write('\n');
      output.write(`${renderPretty(report, { ...options, colour })}\n`);
    },
  };
}

/** `docs/guide.md:12:1 checkout (node, embedded): 2 findings` */
function inShort(outcome: Outcome): string {
  const { at, title, findings } = outcome;
  const setting = settingOf(outcome);
  const first = findings[0] === undefined ? '' : `: ${shorten(oneLine(findings[0].message), 120)}`;
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  const where = `${oneLine(at.file)}:${at.line}:${at.column} ${oneLine(title)}`;
  return forLog(`${where}${setting === '' ? '' : ` (${setting})`}${first}${more}`);
}
