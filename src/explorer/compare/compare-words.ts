/** What a comparison says, in words. */
import { spanKinds, statusCodes } from '@spanlab/sandbox/schemas/span-enums.ts';
import { plural } from '../../words.ts';
import type { TraceColumns } from '../model/trace-columns.ts';
import { formatDuration } from '../parts/duration.ts';
import { type Change, changesOf, type TraceComparison, verdictOf } from './comparison.ts';

/** How the two are called within a sentence: `on the left`, `in yours`. */
export interface SideWords {
  left: string;
  right: string;
}
/** Less than this part of a duration is chance. */
const smallPart = 0.05;

export const plainSides: SideWords = { left: 'on the left', right: 'on the right' };

/** “The right one takes 20 ms less. 12 spans only on the right, 3 are slower there by half or more.” */
export function summaryOf(comparison: TraceComparison, sides: SideWords): string {
  const count = { 'only-left': 0, 'only-right': 0, same: 0, changed: 0 };
  const changed: Partial<Record<Change, number>> = {};
  for (let index = 0; index < comparison.length; index++) {
    count[verdictOf(comparison, index)] += 1;
    if (comparison.changes[index] === 0) continue;
    for (const change of changesOf(comparison, index)) changed[change] = (changed[change] ?? 0) + 1;
  }
  const { left, right } = comparison;
  if (left.length === 0 && right.length === 0) return 'Both are empty.';
  const parts: string[] = [];
  const add = (number: number | undefined, words: (number: number) => string): void => {
    if (number !== undefined && number > 0) parts.push(words(number));
  };
  add(count['only-left'], (number) => `${plural(number, 'span')} only ${sides.left}`);
  add(count['only-right'], (number) => `${plural(number, 'span')} only ${sides.right}`);
  add(changed.slower, (number) => `${isOrAre(number)} slower ${sides.right} by half or more`);
  add(changed.faster, (number) => `${isOrAre(number)} faster ${sides.right} by a third or more`);
  add(changed.status, (number) => `${isOrAre(number)} of another status`);
  add(changed.kind, (number) => `${isOrAre(number)} of another kind`);
  add(changed.name, (number) => `${isOrAre(number)} called otherwise`);
  add(changed.service, (number) => `${isOrAre(number)} of another service`);
  const all = `All ${plural(count.same, 'span')} are alike`;
  const pace = totalWords(left.totalNs, right.totalNs, sides);
  return `${parts.length === 0 ? all : sentence(parts.join(', '))}${pace === '' ? '' : `; ${pace}`}.`;
}

/** How much longer the whole takes; '' for what is much the same. */
function totalWords(leftNs: number, rightNs: number, sides: SideWords): string {
  const longer = Math.max(leftNs, rightNs);
  const more = Math.abs(rightNs - leftNs);
  if (longer <= 0 || more < longer * smallPart) return '';
  const times = `${formatDuration(rightNs)} ${sides.right}, ${formatDuration(leftNs)} ${sides.left}`;
  return `in all it takes ${times}`;
}

function isOrAre(number: number): string {
  return `${number.toLocaleString('en')} ${number === 1 ? 'is' : 'are'}`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a row's difference is: `only on the right`, `1.8 × as long, fails on the left`; '' when there is none. */
export function differenceWords(comparison: TraceComparison, index: number, sides: SideWords): string {
  const verdict = verdictOf(comparison, index);
  if (verdict === 'only-left') return `only ${sides.left}`;
  if (verdict === 'only-right') return `only ${sides.right}`;
  const { left, right } = comparison;
  const [leftRow, rightRow] = [comparison.leftRow[index] ?? 0, comparison.rightRow[index] ?? 0];
  const words: Record<Change, () => string> = {
    slower: () => paceWords(left.durationNs[leftRow] ?? 0, right.durationNs[rightRow] ?? 0),
    faster: () => paceWords(left.durationNs[leftRow] ?? 0, right.durationNs[rightRow] ?? 0),
    status: () => statusChange(left.status[leftRow] ?? 0, right.status[rightRow] ?? 0, sides),
    kind: () => `${spanKinds[left.kind[leftRow] ?? 0]} → ${spanKinds[right.kind[rightRow] ?? 0]}`,
    children: () =>
      `${childCount(left, leftRow).toLocaleString('en')} → ${plural(childCount(right, rightRow), 'child', 'children')}`,
    name: () => 'another name',
    service: () => 'another service',
  };
  const changes = changesOf(comparison, index);
  const said = changes.map((change) => words[change]());
  if (!changes.includes('slower') && !changes.includes('faster')) {
    said.push(...smallPace(left.durationNs[leftRow] ?? 0, right.durationNs[rightRow] ?? 0));
  }
  return said.join(', ');
}

/** A difference in time that makes no row differ, but is one: `+12 ms (+16 %)`. */
function smallPace(leftNs: number, rightNs: number): string[] {
  const more = rightNs - leftNs;
  if (leftNs <= 0 || Math.abs(more) < leftNs * smallPart) return [];
  const sign = more > 0 ? '+' : '−';
  const percent = Math.round((Math.abs(more) / leftNs) * 100);
  return [`${sign}${formatDuration(Math.abs(more))} (${sign}${percent} %)`];
}

function paceWords(leftNs: number, rightNs: number): string {
  if (leftNs <= 0) return 'longer';
  if (rightNs <= 0) return 'shorter';
  const slower = rightNs >= leftNs;
  const factor = slower ? rightNs / leftNs : leftNs / rightNs;
  return `${factorText(factor)} × ${slower ? 'slower' : 'faster'}`;
}

function factorText(factor: number): string {
  return factor < 9.95 ? factor.toFixed(1).replace('.0', '') : Math.round(factor).toLocaleString('en');
}

function statusChange(left: number, right: number, sides: SideWords): string {
  if (statusCodes[right] === 'ERROR') return `fails ${sides.right}`;
  if (statusCodes[left] === 'ERROR') return `fails ${sides.left}`;
  return `${statusCodes[left]} → ${statusCodes[right]}`;
}

function childCount(columns: TraceColumns, row: number): number {
  // The first child says how many siblings it has.
  return (columns.descendants[row] ?? 0) === 0 ? 0 : (columns.siblings[row + 1] ?? 0);
}
