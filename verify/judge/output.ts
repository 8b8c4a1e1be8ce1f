/** What was printed, held to the blocks that show it. */
import { plural } from '@spanlab/sandbox/expect/describe.ts';
import type { ExpectedOutput } from '../model/example.ts';
import type { DocumentEdit, Finding } from '../model/finding.ts';
import type { OutputLine } from '../model/run.ts';
import { alignLines, type Promised, promisedLine, type Step } from './align-lines.ts';
import { anyLines } from './line-pattern.ts';
import { normaliseLine } from './normalise-line.ts';

/** A step, and the block it belongs to. */
type Placed = Step & { block: number };

interface Laid {
  promised: readonly (Promised & { block: number; line: number })[];
  printed: readonly string[];
  steps: readonly Placed[];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours in terminal output begin with ESC.
const colours = /\u001b\[[0-9;?]*[A-Za-z]/gu;
const lineEnd = /\r\n|\n|\r/u;

/** The lines of stdout, without colours. White space at the very end is none of them. */
export function stdoutLines(output: readonly OutputLine[]): string[] {
  const lines = output
    .filter(({ stream }) => stream === 'stdout')
    .flatMap(({ text }) => text.replace(lineEndAtEnd, '').replace(colours, '').split(lineEnd));
  return withoutBlankEnd(lines);
}

const lineEndAtEnd = /(?:\r\n|\n|\r)$/u;

/**
 * Hold printed lines to output blocks, which show consecutive parts of all that is printed.
 * One finding for each block that is not met, at its first line that differs; its `fix` is the block as it should be.
 */
export function outputFindings(blocks: readonly ExpectedOutput[], output: readonly OutputLine[]): Finding[] {
  if (blocks.length === 0) return [];
  const laid = lay(blocks, stdoutLines(output));
  return blocks.flatMap((block, index) => {
    const steps = laid.steps.filter((step) => step.block === index);
    const wrong = steps.filter(isDifference);
    const [first] = wrong;
    if (first === undefined) return [];
    const finding: Finding = {
      rule: 'output',
      message: `${describe(wrong, laid, block.text.trim() === '')} spanlab verify --update writes what was printed.`,
      at: placeOf(block, steps, first, laid),
      detail: drawDiff(steps, laid),
      fix: rewritten(block, index, steps, laid),
    };
    return [finding];
  });
}

function lay(blocks: readonly ExpectedOutput[], printed: readonly string[]): Laid {
  const promised = blocks.flatMap(({ text }, block) => [
    ...withoutBlankEnd(text.split(lineEnd)).map((each, line) => ({ ...promisedLine(each), block, line })),
    // White space at the end of a block does not matter.
    { kind: 'blank' as const, text: '', block, line: Number.POSITIVE_INFINITY },
  ]);
  const steps = alignLines(promised, printed);
  // A printed line nobody promised belongs to the block whose lines stand before it, or to the first empty one after.
  let block = 0;
  const placed = steps.map((step): Placed => {
    if (step.kind !== 'extra') block = promised[step.promised]?.block ?? block;
    return { ...step, block };
  });
  const used = new Set(placed.map((step) => step.block));
  const last = placed.findLastIndex((step) => step.kind !== 'extra');
  const empty = blocks.findIndex((_, index) => !used.has(index) && index > (placed[last]?.block ?? -1));
  if (empty === -1) return { promised, printed, steps: placed };
  return { promised, printed, steps: placed.map((step, i) => (i > last ? { ...step, block: empty } : step)) };
}

function isDifference(step: Step): boolean {
  return step.kind === 'missing' || step.kind === 'extra';
}

function describe(wrong: readonly Placed[], { promised, printed }: Laid, isEmpty: boolean): string {
  const missing = wrong.flatMap((step) =>
    step.kind === 'missing' ? (promised[step.promised]?.text ?? []) : [],
  );
  const extra = wrong.flatMap((step) => (step.kind === 'extra' ? (printed[step.printed] ?? []) : []));
  const [wanted, found] = [missing[0], extra[0]];
  const more = Math.max(missing.length, extra.length) - 1;
  const rest = more === 0 ? '' : ` ${more} more line${more === 1 ? ' differs' : 's differ'}.`;
  if (isEmpty) return `The block is empty, and ${plural(extra.length, 'line')} came: ${quoted(found ?? '')}.`;
  if (printed.length === 0) return `Nothing was printed, expected ${quoted(wanted ?? '')}.`;
  if (wanted === undefined) return `Printed ${quoted(found ?? '')}, which the document does not show.${rest}`;
  if (found === undefined) return `The line ${quoted(wanted)} was not printed.${rest}`;
  if (found.trimEnd() === wanted.trimEnd()) {
    return `Printed ${quoted(found)}, but not where the document shows it.${rest}`;
  }
  return `Printed ${quoted(found)}, expected ${quoted(wanted)}.${rest}`;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}

/** The document's line that differs first; for what is shown nowhere, the line it would follow. */
function placeOf(block: ExpectedOutput, steps: readonly Placed[], first: Placed, { promised }: Laid) {
  const { line, endLine } = block.lines;
  if (endLine < line) return block.at;
  const before = steps.slice(0, steps.indexOf(first)).findLast((step) => step.kind !== 'extra');
  const at = first.kind === 'extra' ? before : first;
  const index = at === undefined ? 0 : (promised[at.promised]?.line ?? 0);
  return { file: block.at.file, line: Math.min(line + index, endLine), column: block.indent.length + 1 };
}

const context = 3;
const mostRows = 200;

/** `-` promised and not printed, `+` printed and not promised, with some lines around. */
function drawDiff(steps: readonly Placed[], { promised, printed }: Laid): string {
  const near = (at: number): boolean =>
    steps.slice(Math.max(0, at - context), at + context + 1).some(isDifference);
  const rows: string[] = [];
  let skipped = false;
  for (const [at, step] of steps.entries()) {
    if (!near(at)) {
      skipped = true;
      continue;
    }
    if (skipped) rows.push('  …');
    skipped = false;
    if (step.kind === 'missing') rows.push(`- ${promised[step.promised]?.text ?? ''}`);
    else rows.push(`${step.kind === 'extra' ? '+' : ' '} ${printed[step.printed] ?? ''}`);
    if (rows.length >= mostRows) return [...rows, '  …'].map(bounded).join('\n');
  }
  return rows.map(bounded).join('\n');
}

function bounded(row: string): string {
  return (row.length > 500 ? `${row.slice(0, 500)}…` : row).trimEnd();
}

/** The author's own lines where they hold, placeholders and all; elsewhere what was printed, without ids and times. */
function rewritten(
  block: ExpectedOutput,
  index: number,
  steps: readonly Placed[],
  { promised, printed }: Laid,
): DocumentEdit {
  const first = promised.findIndex((each) => each.block === index);
  const lines: string[] = [];
  let next = first;
  // Lines of the author's that may stand for nothing have no step when they do.
  const keepOptional = (before: number): void => {
    for (; next < before; next++) if (promised[next]?.kind === 'any') lines.push(promised[next]?.text ?? '');
  };
  for (const step of steps) {
    if (step.kind === 'extra') {
      const line = normaliseLine(printed[step.printed] ?? '');
      // Three dots that were printed are three dots, not any lines.
      lines.push(line.trim() === anyLines ? line.replace(anyLines, '[..]') : line);
    } else if (step.kind === 'missing' || step.kind === 'same') {
      keepOptional(step.promised);
      if (step.kind === 'same') lines.push(promised[step.promised]?.text ?? '');
      next = step.promised + 1;
    } else {
      keepOptional(step.promised + 1);
      next = Math.max(next, step.promised + 1);
      // Empty lines at the end are taken off again; before others they are part of what was printed.
      if (promised[step.promised]?.kind === 'blank') lines.push('');
    }
  }
  keepOptional(promised.findLastIndex((each) => each.block === index) + 1);
  return { file: block.at.file, ...block.lines, text: indented(withoutBlankEnd(lines), block.indent) };
}

/** Lines as they stand in the document: behind the indent of their block. */
export function indented(lines: readonly string[], indent: string): string {
  return lines.map((line) => `${indent}${line}`.trimEnd()).join('\n');
}

function withoutBlankEnd(lines: readonly string[]): string[] {
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== '') + 1);
}
