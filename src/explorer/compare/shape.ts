/** What a comparison knows of a trace's spans: which do the same work, and how alike the trees below them are. */
import type { Row, TraceColumns } from '../model/trace-columns.ts';

/** Numbers mean the same in both shapes of a comparison. A column each, by row. */
export interface Shape {
  readonly columns: TraceColumns;
  readonly service: Uint32Array;
  /** Service and name. */
  readonly work: Uint32Array;
  /** Service, name and kind. */
  readonly key: Uint32Array;
  /** Of the keys of its subtree, whatever their order. Equal trees have equal ones; unequal trees almost never. */
  readonly signature: Uint32Array;
  /** The keys of its children as a set of 32 bits. */
  readonly childKeys: Uint32Array;
}

/** Both shapes. Yields now and then, so that a page can draw in between. */
export function* shapesOf(a: TraceColumns, b: TraceColumns): Generator<void, readonly [Shape, Shape]> {
  const number = { service: numbering<string>(), name: numbering<string>(), work: numbering<number>() };
  const one = shapeOf(a, number);
  yield;
  const other = shapeOf(b, number);
  yield;
  return [one, other];
}

interface Numbers {
  service: (text: string) => number;
  name: (text: string) => number;
  work: (serviceAndName: number) => number;
}

function shapeOf(columns: TraceColumns, number: Numbers): Shape {
  const services = columns.services.map(number.service);
  const names = columns.names.map(number.name);
  const make = (): Uint32Array => new Uint32Array(columns.length);
  const shape = {
    columns,
    service: make(),
    work: make(),
    key: make(),
    signature: make(),
    childKeys: make(),
  };
  const below = make();
  for (let row = columns.length - 1; row >= 0; row--) {
    const service = services[columns.service[row] ?? 0] ?? 0;
    const work = number.work(service * 2 ** 26 + (names[columns.name[row] ?? 0] ?? 0));
    const key = work * 8 + (columns.kind[row] ?? 0);
    const signature = mixed(mixed(key) + (below[row] ?? 0));
    shape.service[row] = service;
    shape.work[row] = work;
    shape.key[row] = key;
    shape.signature[row] = signature;
    const parent = columns.parent[row] ?? -1;
    if (parent < 0) continue;
    below[parent] = (below[parent] ?? 0) + mixed(signature);
    shape.childKeys[parent] = (shape.childKeys[parent] ?? 0) | (1 << (mixed(key) >>> 27));
  }
  return shape;
}

function numbering<T>(): (thing: T) => number {
  const known = new Map<T, number>();
  return (thing) => {
    const number = known.get(thing) ?? known.size;
    if (number === known.size) known.set(thing, number);
    return number;
  };
}

function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
}

/** 0 … 1: how much two spans and what is below them look alike. 1 for a span and itself. */
export function likeness(a: Shape, rowA: Row, b: Shape, rowB: Row): number {
  const tree =
    a.signature[rowA] === b.signature[rowB]
      ? 0.8
      : 0.4 * sharedChildren(a, rowA, b, rowB) +
        0.25 * ratio((a.columns.descendants[rowA] ?? 0) + 1, (b.columns.descendants[rowB] ?? 0) + 1);
  const status = a.columns.status[rowA] === b.columns.status[rowB] ? 0.1 : 0;
  return tree + status + 0.1 * ratio(a.columns.durationNs[rowA] ?? 0, b.columns.durationNs[rowB] ?? 0);
}

/** 0 … 1: how many of the kinds of children either has both have. 0 when neither has any. */
export function sharedChildren(a: Shape, rowA: Row, b: Shape, rowB: Row): number {
  const [one, other] = [a.childKeys[rowA] ?? 0, b.childKeys[rowB] ?? 0];
  const either = bitCount(one | other);
  return either === 0 ? 0 : bitCount(one & other) / either;
}

/** 0 … 1: how near the one is to the other. */
export function ratio(one: number, other: number): number {
  const [low, high] = one < other ? [one, other] : [other, one];
  if (low === high) return 1;
  return low <= 0 ? 0 : low / high;
}

function bitCount(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
