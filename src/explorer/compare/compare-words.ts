/** What a comparison says, in words. */
import { spanKinds, statusCodes } from '@spanlab/sandbox/schemas/span-enums.ts';
import { plural } from '../../words.ts';
import type { TraceColumns } from '../model/trace-columns.ts';
import { type Change, changesOf, type TraceComparison, verdictOf } from './comparison.ts';

/** How the two are called within a sentence: `on the left`, `in yours`. */
export interface SideWords {
  left: string;
  right: string;
}
export const plainSides: SideWords = { left: 'on the left', right: 'on the right' };

/** “12 spans more on the right, 3 are slower there by more than half.” */
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
  if (parts.length === 0) return `All ${plural(count.same, 'span')} are alike.`;
  return `${sentence(parts.join(', '))}.`;
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
  return changesOf(comparison, index)
    .map((change) => words[change]())
    .join(', ');
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
