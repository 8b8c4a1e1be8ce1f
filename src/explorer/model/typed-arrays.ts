/** Typed arrays that grow. Each takes over what `from` holds; `length` may not be less than that. */

export function u8(length: number, from?: Uint8Array): Uint8Array {
  const array = new Uint8Array(length);
  if (from !== undefined) array.set(from);
  return array;
}

export function u32(length: number, from?: Uint32Array): Uint32Array {
  const array = new Uint32Array(length);
  if (from !== undefined) array.set(from);
  return array;
}

export function f64(length: number, from?: Float64Array): Float64Array {
  const array = new Float64Array(length);
  if (from !== undefined) array.set(from);
  return array;
}

export function i64(length: number, from?: BigInt64Array): BigInt64Array {
  const array = new BigInt64Array(length);
  if (from !== undefined) array.set(from);
  return array;
}

/** How many entries to make room for when `needed` do not fit: half as many again, so that copying stays rare. */
export function roomier(capacity: number, needed: number): number {
  return Math.max(16, needed, Math.ceil(capacity * 1.5));
}

/** What a set of columns takes, in bytes. */
export function bytesOf(columns: object): number {
  let bytes = 0;
  for (const column of Object.values(columns)) if (ArrayBuffer.isView(column)) bytes += column.byteLength;
  return bytes;
}
