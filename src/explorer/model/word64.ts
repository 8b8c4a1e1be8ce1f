/**
 * 64-bit numbers as two halves of an array of 32-bit ones: number `n` is `halves[2 * n]` (low) and
 * `halves[2 * n + 1]` (high). A bigint for each id and time of 200,000 spans would cost more than all else.
 */

const word = 2 ** 32;

/** The largest time an int64 holds. No clock shows it: whoever sends it, or more, has no time to tell. */
const endOfTime = { high: 0x7fffffff, low: 0xffffffff };

/** One number as bytes, to take it apart without making others. */
const scratch = new DataView(new ArrayBuffer(8));
const largest = 2n ** 64n - 1n;

export function getWord(halves: Uint32Array, at: number): bigint {
  scratch.setUint32(0, halves[2 * at + 1] ?? 0);
  scratch.setUint32(4, halves[2 * at] ?? 0);
  return scratch.getBigUint64(0);
}

/** Says whether the value fits: from 0 up to 2⁶⁴ − 1. What does not is cut. */
export function setWord(halves: Uint32Array, at: number, value: bigint): boolean {
  scratch.setBigUint64(0, value);
  halves[2 * at + 1] = scratch.getUint32(0);
  halves[2 * at] = scratch.getUint32(4);
  return value >= 0n && value <= largest;
}

export function isZero(halves: Uint32Array, at: number): boolean {
  return halves[2 * at] === 0 && halves[2 * at + 1] === 0;
}

/** Whether this is the end of int64 or beyond. */
export function isEndOfTime(halves: Uint32Array, at: number): boolean {
  const high = halves[2 * at + 1] ?? 0;
  return high > endOfTime.high || (high === endOfTime.high && halves[2 * at] === endOfTime.low);
}

/** The first minus the second; exact below 2⁵³, the nearest number above. */
export function wordDifference(a: Uint32Array, atA: number, b: Uint32Array, atB: number): number {
  return ((a[2 * atA + 1] ?? 0) - (b[2 * atB + 1] ?? 0)) * word + ((a[2 * atA] ?? 0) - (b[2 * atB] ?? 0));
}

/** Reads 16 lower-case hex digits. Says whether `text` is that; '' is read as 0. */
export function setHex(halves: Uint32Array, at: number, text: string): boolean {
  if (text.length !== 16) {
    halves[2 * at] = 0;
    halves[2 * at + 1] = 0;
    return text === '';
  }
  const high = eightDigits(text, 0);
  const low = eightDigits(text, 8);
  const fits = high >= 0 && low >= 0;
  halves[2 * at] = fits ? low : 0;
  halves[2 * at + 1] = fits ? high : 0;
  return fits;
}

/** 16 lower-case hex digits, '' for 0. */
export function getHex(halves: Uint32Array, at: number): string {
  const low = halves[2 * at] ?? 0;
  const high = halves[2 * at + 1] ?? 0;
  if (low === 0 && high === 0) return '';
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

/** A number for a text that is none, the same each time, so that what speaks of it can be found (FNV-1a). */
export function setHash(halves: Uint32Array, at: number, text: string): void {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  halves[2 * at] = a >>> 0;
  // Never 0, which says that there is no id.
  halves[2 * at + 1] = (b | 1) >>> 0;
}

/** The number of eight hex digits, -1 when one of them is none. */
function eightDigits(text: string, from: number): number {
  let value = 0;
  for (let index = from; index < from + 8; index++) {
    const digit = digits[text.charCodeAt(index)] ?? 255;
    if (digit === 255) return -1;
    value = value * 16 + digit;
  }
  return value;
}

const digits = new Uint8Array(128).fill(255);
for (let digit = 0; digit < 16; digit++) {
  digits[digit.toString(16).charCodeAt(0)] = digit;
}
