/** Which children of one span go with which children of the other. */
import type { Row } from '../model/trace-columns.ts';
import { align, mostCells } from './align.ts';
import { likeness, ratio, type Shape, sharedChildren } from './shape.ts';

/** Above this many pairs of differently named spans nobody looks whether one is the other's new name. */
const mostRenames = 4_096;
/** Together, of the groups of one parent's children; what comes after that is paired in order. */
const mostWeighed = 8 * mostCells;
/** So many pairs to weigh are a few milliseconds' work. */
const cellsPerStep = 8_192;
/** From this on, one of several alike that take so differently long may be another's partner. */
const alikePace = 2;
/** A part of a name this long in both makes one the other's new name. */
const nameShared = 0.6;
const mostCharacters = 200;

/**
 * The place in `rowsB` of each of `rowsA`'s partners, -1 for none. Spans of the same service, name and kind go
 * together first, then those whose kind alone differs, then those that seem to be renamed.
 *
 * Yields now and then, so that a page can draw in between.
 *
 * @param top they are the traces' tops: one on each side are partners whatever they are called
 */
export function* matchSiblings(
  a: Shape,
  rowsA: readonly Row[],
  b: Shape,
  rowsB: readonly Row[],
  top: boolean,
): Generator<void, Int32Array> {
  const partner = new Int32Array(rowsA.length).fill(-1);
  if (rowsA.length === 0 || rowsB.length === 0) return partner;
  const taken = new Uint8Array(rowsB.length);
  const pair = (indexA: number, indexB: number): void => {
    partner[indexA] = indexB;
    taken[indexB] = 1;
  };
  /** Of a few that look alike, the one that failed or took its time is to be told from the others. */
  const wentAlike = (rowA: Row, rowB: Row): boolean =>
    a.columns.status[rowA] === b.columns.status[rowB] &&
    ratio(a.columns.durationNs[rowA] ?? 0, b.columns.durationNs[rowB] ?? 0) * alikePace >= 1;
  let weighed = 0;
  let sinceYield = 0;
  for (const by of ['key', 'work'] as const) {
    const groups = groupBy(rowsB, b[by], (index) => taken[index] === 0);
    if (groups.size === 0) return partner;
    for (const [group, inA] of groupBy(rowsA, a[by], (index) => partner[index] === -1)) {
      const inB = groups.get(group);
      if (inB === undefined) continue;
      const rowA = (at: number): Row => rowsA[inA[at] ?? 0] ?? 0;
      const rowB = (at: number): Row => rowsB[inB[at] ?? 0] ?? 0;
      const asMany = inA.length === inB.length;
      const cells = align(
        inA.length,
        inB.length,
        (one, other) => likeness(a, rowA(one), b, rowB(other)),
        (one, other) =>
          a.signature[rowA(one)] === b.signature[rowB(other)] &&
          (asMany || wentAlike(rowA(one), rowB(other))),
        (one, other) => pair(inA[one] ?? 0, inB[other] ?? 0),
        Math.min(mostCells, mostWeighed - weighed),
      );
      weighed += cells;
      sinceYield += cells + inA.length;
      if (sinceYield < cellsPerStep) continue;
      sinceYield = 0;
      yield;
    }
  }
  const leftA = rowsA.flatMap((_, index) => (partner[index] === -1 ? [index] : []));
  const leftB = rowsB.flatMap((_, index) => (taken[index] === 0 ? [index] : []));
  const [onlyA, onlyB] = [leftA[0], leftB[0]];
  if (top && leftA.length === 1 && leftB.length === 1 && onlyA !== undefined && onlyB !== undefined)
    pair(onlyA, onlyB);
  else if (leftA.length * leftB.length <= mostRenames) pairRenamed(a, rowsA, leftA, b, rowsB, leftB, pair);
  return partner;
}

/** Most alike first. Spans of one service and kind whose names, or whose children, are much the same. */
function pairRenamed(
  a: Shape,
  rowsA: readonly Row[],
  leftA: readonly number[],
  b: Shape,
  rowsB: readonly Row[],
  leftB: readonly number[],
  pair: (indexA: number, indexB: number) => void,
): void {
  const candidates: { indexA: number; indexB: number; like: number }[] = [];
  for (const indexA of leftA)
    for (const indexB of leftB) {
      const [rowA, rowB] = [rowsA[indexA] ?? 0, rowsB[indexB] ?? 0];
      if (a.service[rowA] !== b.service[rowB] || a.columns.kind[rowA] !== b.columns.kind[rowB]) continue;
      const names = namesShared(nameOf(a, rowA), nameOf(b, rowB));
      const children = sharedChildren(a, rowA, b, rowB);
      if (names < nameShared && children < 0.5) continue;
      candidates.push({ indexA, indexB, like: names + children + likeness(a, rowA, b, rowB) });
    }
  candidates.sort(
    (one, other) =>
      other.like - one.like ||
      one.indexA + one.indexB - other.indexA - other.indexB ||
      one.indexA - other.indexA,
  );
  const [usedA, usedB] = [new Set<number>(), new Set<number>()];
  for (const { indexA, indexB } of candidates) {
    if (usedA.has(indexA) || usedB.has(indexB)) continue;
    usedA.add(indexA);
    usedB.add(indexB);
    pair(indexA, indexB);
  }
}

/** 0 … 1: the part of the longer name with which both begin and end. */
function namesShared(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  const shortest = Math.min(one.length, other.length);
  let begin = 0;
  while (begin < shortest && one[begin] === other[begin]) begin++;
  let end = 0;
  while (end < shortest - begin && one.at(-1 - end) === other.at(-1 - end)) end++;
  return longest === 0 ? 1 : (begin + end) / longest;
}

function nameOf(shape: Shape, row: Row): string {
  return (shape.columns.names[shape.columns.name[row] ?? 0] ?? '').slice(0, mostCharacters);
}

function groupBy(
  rows: readonly Row[],
  key: Uint32Array,
  wanted: (index: number) => boolean,
): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  rows.forEach((row, index) => {
    if (!wanted(index)) return;
    const group = groups.get(key[row] ?? 0);
    if (group === undefined) groups.set(key[row] ?? 0, [index]);
    else group.push(index);
  });
  return groups;
}
