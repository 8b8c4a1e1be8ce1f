/** Promised lines laid beside printed ones, with as few differences as there can be. Pure. */
import { anyLines, lineMatches } from './line-pattern.ts';

/** `line`: one like it. `any`: any lines, or none. `blank`: empty lines, or none. */
export interface Promised {
  kind: 'line' | 'any' | 'blank';
  text: string;
}

/** Indices into the promised and the printed lines. */
export type Step =
  | { kind: 'same'; promised: number; printed: number }
  /** Taken by `any` or `blank`. */
  | { kind: 'covered'; promised: number; printed: number }
  | { kind: 'missing'; promised: number }
  | { kind: 'extra'; printed: number };

/** Beyond this many comparisons the middle is shown as one block of differences. */
const mostCells = 4_000_000;

export function promisedLine(text: string): Promised {
  return { kind: text.trim() === anyLines ? 'any' : 'line', text };
}

/** In the order of both; `any` and `blank` that took no line have no step. What is missing stands before what is extra. */
export function alignLines(promised: readonly Promised[], printed: readonly string[]): Step[] {
  const same = (i: number, j: number): boolean => {
    const [wanted, line] = [promised[i], printed[j]];
    return wanted?.kind === 'line' && line !== undefined && lineMatches(wanted.text, line);
  };
  let head = 0;
  while (same(head, head)) head += 1;
  let tail = 0;
  const shorter = Math.min(promised.length, printed.length) - head;
  while (tail < shorter && same(promised.length - 1 - tail, printed.length - 1 - tail)) tail += 1;

  const ends = { promised: promised.length - tail, printed: printed.length - tail };
  const matched = (i: number, j: number): Step => ({ kind: 'same', promised: i, printed: j });
  const middle = alignMiddle(promised, printed, head, ends, same);
  return [
    ...Array.from({ length: head }, (_, i) => matched(i, i)),
    ...besideMissing(promised, middle),
    ...Array.from({ length: tail }, (_, i) => matched(ends.promised + i, ends.printed + i)),
  ];
}

/**
 * A line that is missing next to `...` stands beside the nearest line that `...` took: that is what came in its place.
 */
function besideMissing(promised: readonly Promised[], steps: readonly Step[]): Step[] {
  const result = [...steps];
  for (let i = 0; i < result.length; i++) {
    const missing = result[i];
    const before = result[i - 1];
    if (missing?.kind !== 'missing' || before?.kind !== 'covered') continue;
    if (promised[before.promised]?.kind !== 'any') continue;
    result[i - 1] = missing;
    result[i] = { kind: 'extra', printed: before.printed };
  }
  return result;
}

function alignMiddle(
  promised: readonly Promised[],
  printed: readonly string[],
  from: number,
  to: { promised: number; printed: number },
  same: (i: number, j: number) => boolean,
): Step[] {
  const rows = to.promised - from;
  const columns = to.printed - from;
  if ((rows + 1) * (columns + 1) > mostCells) return allDifferent(promised, from, to);

  const width = columns + 1;
  // How many differences there are at least, from each pair of positions to the end.
  const costs = new Uint32Array((rows + 1) * width);
  const cost = (i: number, j: number): number => costs[(i - from) * width + (j - from)] ?? 0;
  const covers = (i: number, j: number): boolean => {
    const kind = promised[i]?.kind;
    return kind === 'any' || (kind === 'blank' && (printed[j] ?? '').trim() === '');
  };
  for (let i = to.promised; i >= from; i--) {
    for (let j = to.printed; j >= from; j--) {
      costs[(i - from) * width + (j - from)] = leastCost(i, j);
    }
  }
  function leastCost(i: number, j: number): number {
    const hasPromised = i < to.promised;
    const hasPrinted = j < to.printed;
    if (!hasPromised) return hasPrinted ? 1 + cost(i, j + 1) : 0;
    const optional = promised[i]?.kind !== 'line';
    const without = cost(i + 1, j) + (optional ? 0 : 1);
    if (!hasPrinted) return without;
    if (optional) return Math.min(without, cost(i, j + 1) + (covers(i, j) ? 0 : 1));
    if (same(i, j)) return Math.min(cost(i + 1, j + 1), without, 1 + cost(i, j + 1));
    return Math.min(without, 1 + cost(i, j + 1));
  }

  const steps: Step[] = [];
  let [i, j] = [from, from];
  while (i < to.promised || j < to.printed) {
    const here = cost(i, j);
    const optional = i < to.promised && promised[i]?.kind !== 'line';
    if (i < to.promised && j < to.printed && same(i, j) && cost(i + 1, j + 1) === here) {
      steps.push({ kind: 'same', promised: i++, printed: j++ });
    } else if (optional && cost(i + 1, j) === here) {
      i += 1;
    } else if (optional && j < to.printed && covers(i, j) && cost(i, j + 1) === here) {
      steps.push({ kind: 'covered', promised: i, printed: j++ });
    } else if (i < to.promised && !optional && cost(i + 1, j) + 1 === here) {
      steps.push({ kind: 'missing', promised: i++ });
    } else {
      steps.push({ kind: 'extra', printed: j++ });
    }
  }
  return steps;
}

function allDifferent(
  promised: readonly Promised[],
  from: number,
  to: { promised: number; printed: number },
): Step[] {
  const steps: Step[] = [];
  for (let i = from; i < to.promised; i++) {
    if (promised[i]?.kind === 'line') steps.push({ kind: 'missing', promised: i });
  }
  for (let j = from; j < to.printed; j++) steps.push({ kind: 'extra', printed: j });
  return steps;
}
