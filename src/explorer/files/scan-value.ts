/**
 * Finds where a JSON value ends, byte by byte and over the borders of chunks, without making anything of it. Brackets
 * are counted and not matched: whoever parses the value finds out.
 */

export interface ValueScan {
  depth: number;
  deepest: number;
  inString: boolean;
  escaped: boolean;
  /** A number, `true`, `null`: it ends where something else begins. */
  scalar: boolean;
  lines: number;
  ended: boolean;
  /** A line ended within a string, which no JSON has, or where none may end: the newline is the next byte. */
  broken: boolean;
  oneLine: boolean;
  /** Where integers begin and end that a double may not hold, in pairs. Only of those wanted. */
  integers: number[] | undefined;
}

/** @param oneLine the value must end before its line does */
export function startScan(keepIntegers: boolean, oneLine: boolean): ValueScan {
  return {
    depth: 0,
    deepest: 0,
    inString: false,
    escaped: false,
    scalar: false,
    lines: 0,
    ended: false,
    broken: false,
    oneLine,
    integers: keepIntegers ? [] : undefined,
  };
}

const newline = 0x0a;
const quote = 0x22;
const backslash = 0x5c;

/** Classes of bytes outside of strings; 0 for all others. */
const quotes = 1;
const opens = 2;
const closes = 3;
const ends = 4;
const digits = 5;

const classOf = new Uint8Array(256);
for (const [characters, name] of [
  ['"', quotes],
  ['{[', opens],
  ['}]', closes],
  [', \t\r\n', ends],
  ['0123456789', digits],
] as const) {
  for (const character of characters) classOf[character.charCodeAt(0)] = name;
}

/** From so many digits on an integer may be larger than 2^53. */
const longInteger = 16;

/**
 * Goes on to the end of the value or of the bytes. Returns where it stopped: the first byte not looked at.
 * @param from where the last call stopped, or the value's first byte
 * @param base of the bytes' first in the file: `integers` count from the file's start
 */
export function scanValue(
  bytes: Uint8Array,
  from: number,
  to: number,
  base: number,
  scan: ValueScan,
): number {
  let at = from;
  while (at < to) {
    if (scan.inString) {
      at = scanString(bytes, at, to, scan);
      if (scan.broken) return at;
      if (!scan.inString && scan.depth === 0) {
        scan.ended = true;
        return at;
      }
      continue;
    }
    const byte = bytes[at] ?? 0;
    switch (classOf[byte]) {
      case quotes:
        scan.inString = true;
        break;
      case opens:
        scan.depth += 1;
        if (scan.depth > scan.deepest) scan.deepest = scan.depth;
        break;
      case closes:
        if (scan.depth === 0) {
          scan.ended = true;
          return at;
        }
        scan.depth -= 1;
        if (scan.depth === 0) {
          scan.ended = true;
          return at + 1;
        }
        break;
      case ends:
        if (scan.depth === 0 && scan.scalar) {
          scan.ended = true;
          return at;
        }
        if (byte === newline) {
          if (scan.oneLine) {
            scan.broken = true;
            return at;
          }
          scan.lines += 1;
        }
        break;
      case digits: {
        if (scan.depth === 0) scan.scalar = true;
        if (scan.integers === undefined) break;
        let end = at + 1;
        while (end < to && classOf[bytes[end] ?? 0] === digits) end += 1;
        // The rest of it may be in the next chunk: then it is looked at again.
        if (end === to) return at;
        if (end - at >= longInteger && isInteger(bytes, at, end)) {
          scan.integers.push(base + at - (bytes[at - 1] === 0x2d ? 1 : 0), base + end);
        }
        at = end - 1;
        break;
      }
      default:
        if (scan.depth === 0) scan.scalar = true;
    }
    at += 1;
  }
  return at;
}

function scanString(bytes: Uint8Array, from: number, to: number, scan: ValueScan): number {
  let at = from;
  if (scan.escaped) {
    scan.escaped = false;
    at += 1;
  }
  while (at < to) {
    const byte = bytes[at] ?? 0;
    at += 1;
    if (byte > backslash) continue;
    if (byte === quote) {
      scan.inString = false;
      return at;
    }
    if (byte === backslash) {
      if (at === to) scan.escaped = true;
      else at += 1;
    } else if (byte === newline) {
      scan.broken = true;
      return at - 1;
    }
  }
  return at;
}

/** Not the digits before or after a point, nor an exponent. */
function isInteger(bytes: Uint8Array, from: number, to: number): boolean {
  const before = bytes[from - 1];
  const after = bytes[to];
  return !(
    before === 0x2e ||
    before === 0x2b ||
    before === 0x65 ||
    before === 0x45 ||
    after === 0x2e ||
    after === 0x65 ||
    after === 0x45
  );
}
