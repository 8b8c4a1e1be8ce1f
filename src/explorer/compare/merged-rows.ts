/** Gathers the rows of a comparison, and says in what each pair differs. */
import type { Row, TraceColumns } from '../model/trace-columns.ts';
import { changeBits, type TraceComparison } from './comparison.ts';

/** A pair counts as slower or faster from this factor on … */
export const slowerFactor = 1.5;
/** … and from this part of the longer trace: what nobody would notice is no difference. */
const leastPart = 0.01;

export interface Place {
  /** Index of the row it stands under, -1 at the top. */
  parent: number;
  position: number;
  siblings: number;
}

export class MergedRows {
  readonly #left: TraceColumns;
  readonly #right: TraceColumns;
  #length = 0;
  readonly #leastNs: number;
  readonly #children: readonly [Uint32Array, Uint32Array];
  readonly #rows;

  constructor(left: TraceColumns, right: TraceColumns) {
    this.#left = left;
    this.#right = right;
    const most = left.length + right.length;
    this.#rows = {
      leftRow: new Int32Array(most),
      rightRow: new Int32Array(most),
      parent: new Int32Array(most),
      depth: new Uint32Array(most),
      descendants: new Uint32Array(most),
      differencesBelow: new Uint32Array(most),
      position: new Uint32Array(most),
      siblings: new Uint32Array(most),
      changes: new Uint8Array(most),
    };
    this.#leastNs = Math.max(left.totalNs, right.totalNs) * leastPart;
    this.#children = [childCounts(left), childCounts(right)];
  }

  /** Rows are -1 for what a side does not have. Parents are added before their children. Returns its index. */
  add(leftRow: Row, rightRow: Row, place: Place): number {
    const index = this.#length++;
    const rows = this.#rows;
    rows.leftRow[index] = leftRow;
    rows.rightRow[index] = rightRow;
    rows.parent[index] = place.parent;
    rows.depth[index] = place.parent < 0 ? 0 : (rows.depth[place.parent] ?? 0) + 1;
    rows.position[index] = place.position;
    rows.siblings[index] = place.siblings;
    rows.changes[index] = leftRow < 0 || rightRow < 0 ? 0 : this.#changes(leftRow, rightRow);
    return index;
  }

  finished(): TraceComparison {
    const { parent, descendants, differencesBelow, leftRow, rightRow, changes } = this.#rows;
    for (let index = this.#length - 1; index > 0; index--) {
      const above = parent[index] ?? -1;
      if (above < 0) continue;
      const differs = changes[index] !== 0 || leftRow[index] === -1 || rightRow[index] === -1;
      descendants[above] = (descendants[above] ?? 0) + (descendants[index] ?? 0) + 1;
      differencesBelow[above] =
        (differencesBelow[above] ?? 0) + (differencesBelow[index] ?? 0) + (differs ? 1 : 0);
    }
    const length = this.#length;
    const rows = this.#rows;
    return {
      left: this.#left,
      right: this.#right,
      length,
      leftRow: rows.leftRow.slice(0, length),
      rightRow: rows.rightRow.slice(0, length),
      parent: parent.slice(0, length),
      depth: rows.depth.slice(0, length),
      descendants: descendants.slice(0, length),
      differencesBelow: differencesBelow.slice(0, length),
      position: rows.position.slice(0, length),
      siblings: rows.siblings.slice(0, length),
      changes: changes.slice(0, length),
    };
  }

  #changes(leftRow: Row, rightRow: Row): number {
    const [left, right] = [this.#left, this.#right];
    let bits = 0;
    if (textAt(left.services, left.service, leftRow) !== textAt(right.services, right.service, rightRow))
      bits |= changeBits.service;
    if (textAt(left.names, left.name, leftRow) !== textAt(right.names, right.name, rightRow))
      bits |= changeBits.name;
    if (left.kind[leftRow] !== right.kind[rightRow]) bits |= changeBits.kind;
    if (left.status[leftRow] !== right.status[rightRow]) bits |= changeBits.status;
    if (this.#children[0][leftRow] !== this.#children[1][rightRow]) bits |= changeBits.children;
    return bits | this.#pace(left.durationNs[leftRow] ?? 0, right.durationNs[rightRow] ?? 0);
  }

  #pace(leftNs: number, rightNs: number): number {
    if (Math.abs(leftNs - rightNs) < this.#leastNs || leftNs === rightNs) return 0;
    if (rightNs >= leftNs * slowerFactor && rightNs > 0) return changeBits.slower;
    return leftNs >= rightNs * slowerFactor && leftNs > 0 ? changeBits.faster : 0;
  }
}

function textAt(texts: readonly string[], column: Uint32Array, row: Row): string | undefined {
  return texts[column[row] ?? 0];
}

function childCounts(columns: TraceColumns): Uint32Array {
  const counts = new Uint32Array(columns.length);
  for (const parent of columns.parent) if (parent >= 0) counts[parent] = (counts[parent] ?? 0) + 1;
  return counts;
}
