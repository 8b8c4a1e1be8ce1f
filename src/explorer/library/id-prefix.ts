/** Finds ids by their first digits, without writing 200,000 ids as text. */

/** From here on, a word of hex digits is hardly anything but an id. */
const fewestDigits = 6;

/**
 * Whether id `at` of `ids` (64-bit, in halves: see `word64.ts`) begins with these hex digits; undefined when they are
 * too few, too many or none.
 */
export function idStartsWith(text: string): ((ids: Uint32Array, at: number) => boolean) | undefined {
  if (text.length < fewestDigits || !/^[0-9a-f]{1,16}$/u.test(text)) return undefined;
  const high = halfRange(text.slice(0, 8));
  const low = halfRange(text.slice(8));
  return (ids, at) => isIn(high, ids[2 * at + 1] ?? 0) && isIn(low, ids[2 * at] ?? 0);
}

/** Which halves begin with these digits, at most eight. */
function halfRange(digits: string): { from: number; to: number } {
  return { from: Number(`0x${digits.padEnd(8, '0')}`), to: Number(`0x${digits.padEnd(8, 'f')}`) };
}

function isIn({ from, to }: { from: number; to: number }, value: number): boolean {
  return value >= from && value <= to;
}
