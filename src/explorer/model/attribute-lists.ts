/**
 * Attributes of many owners as cells: a key, a type and a number each. An owner's cells follow each other, so that
 * all that is kept of a list is where it begins. What no number can stand for is kept beside, as it is.
 */
import type { Attributes, AttributeValue } from '@spanlab/sandbox/schemas/trace.ts';
import { valueBytes } from '@spanlab/sandbox/store/span-size.ts';
import type { StringTable } from './string-table.ts';
import { bytesOf, f64, i64, roomier, u8, u32 } from './typed-arrays.ts';

/** What a cell's number is. */
export const cellTypes = {
  /** Number of a text in the string table. */
  string: 0,
  /** An int64 that fits in 32 bits, itself. */
  int32: 1,
  int64: 2,
  double: 3,
  /** 0 or 1. */
  bool: 4,
  empty: 5,
  /** Bytes, an array, a kvlist, or an integer that is no int64. */
  other: 6,
} as const;

export interface AttributeCells {
  /** Number of the key in the string table. */
  key: Uint32Array;
  /** One of `cellTypes`. */
  type: Uint8Array;
  value: Uint32Array;
}

/** Values that do not fit in a cell: all lists of a table share them. */
export interface WideValues {
  readonly bytes: number;
  addInt(value: bigint): number;
  addDouble(value: number): number;
  addOther(value: AttributeValue): number;
  int(index: number): bigint;
  double(index: number): number;
  other(index: number): AttributeValue;
}

export interface AttributeLists {
  /** How many lists there are. */
  readonly length: number;
  /** How many cells they have together. */
  readonly cellCount: number;
  readonly bytes: number;
  /** The arrays of now: have them anew after each `add`. Longer than `cellCount`. */
  readonly cells: AttributeCells;
  /** The number of the new list: they count up from 0. */
  add(attributes: Attributes): number;
  /** A list's cells are those from here to before the start of the next list. */
  start(list: number): number;
  value(cell: number): AttributeValue;
  /** Equal to what was added. */
  list(list: number): Attributes;
}

export function createAttributeLists(strings: StringTable, wide: WideValues): AttributeLists {
  let starts = u32(16);
  let cells: AttributeCells = { key: u32(16), type: u8(16), value: u32(16) };
  let length = 0;
  let cellCount = 0;

  function reserve(more: number): void {
    if (length + 2 > starts.length) starts = u32(roomier(starts.length, length + 2), starts);
    const needed = cellCount + more;
    if (needed <= cells.key.length) return;
    const room = roomier(cells.key.length, needed);
    cells = { key: u32(room, cells.key), type: u8(room, cells.type), value: u32(room, cells.value) };
  }

  function setCell(at: number, value: AttributeValue): void {
    const { type, value: numbers } = cells;
    if (typeof value === 'string') {
      type[at] = cellTypes.string;
      numbers[at] = strings.add(value);
    } else if (typeof value === 'bigint') {
      if (BigInt.asIntN(32, value) === value) {
        type[at] = cellTypes.int32;
        numbers[at] = Number(value);
      } else if (BigInt.asIntN(64, value) === value) {
        type[at] = cellTypes.int64;
        numbers[at] = wide.addInt(value);
      } else {
        type[at] = cellTypes.other;
        numbers[at] = wide.addOther(value);
      }
    } else if (typeof value === 'number') {
      type[at] = cellTypes.double;
      numbers[at] = wide.addDouble(value);
    } else if (typeof value === 'boolean') {
      type[at] = cellTypes.bool;
      numbers[at] = value ? 1 : 0;
    } else if (value === null) {
      type[at] = cellTypes.empty;
      numbers[at] = 0;
    } else {
      type[at] = cellTypes.other;
      numbers[at] = wide.addOther(value);
    }
  }

  function valueAt(cell: number): AttributeValue {
    const number = cells.value[cell] ?? 0;
    switch (cells.type[cell]) {
      case cellTypes.string:
        return strings.at(number);
      case cellTypes.int32:
        return BigInt(number | 0);
      case cellTypes.int64:
        return wide.int(number);
      case cellTypes.double:
        return wide.double(number);
      case cellTypes.bool:
        return number === 1;
      case cellTypes.other:
        return wide.other(number);
      default:
        return null;
    }
  }

  return {
    get length() {
      return length;
    },
    get cellCount() {
      return cellCount;
    },
    get bytes() {
      return starts.byteLength + bytesOf(cells);
    },
    get cells() {
      return cells;
    },
    add(attributes) {
      reserve(attributes.length);
      for (const { key, value } of attributes) {
        cells.key[cellCount] = strings.add(key);
        setCell(cellCount, value);
        cellCount += 1;
      }
      length += 1;
      starts[length] = cellCount;
      return length - 1;
    },
    start: (list) => starts[list] ?? cellCount,
    value: valueAt,
    list(list) {
      const attributes: Attributes = [];
      const to = starts[list + 1] ?? cellCount;
      for (let cell = starts[list] ?? cellCount; cell < to; cell++) {
        attributes.push({ key: strings.at(cells.key[cell] ?? 0), value: valueAt(cell) });
      }
      return attributes;
    },
  };
}

export function createWideValues(): WideValues {
  let ints = i64(0);
  let doubles = f64(0);
  const others: AttributeValue[] = [];
  let intCount = 0;
  let doubleCount = 0;
  let otherBytes = 0;
  return {
    get bytes() {
      return ints.byteLength + doubles.byteLength + otherBytes;
    },
    addInt(value) {
      if (intCount === ints.length) ints = i64(roomier(ints.length, intCount + 1), ints);
      ints[intCount] = value;
      return intCount++;
    },
    addDouble(value) {
      if (doubleCount === doubles.length) doubles = f64(roomier(doubles.length, doubleCount + 1), doubles);
      doubles[doubleCount] = value;
      return doubleCount++;
    },
    addOther(value) {
      // A copy of bytes: they are mostly a view into all that was read, which would be kept along.
      others.push(value instanceof Uint8Array ? value.slice() : value);
      otherBytes += valueBytes(value);
      return others.length - 1;
    },
    int: (index) => ints[index] ?? 0n,
    double: (index) => doubles[index] ?? 0,
    other: (index) => others[index] ?? null,
  };
}
