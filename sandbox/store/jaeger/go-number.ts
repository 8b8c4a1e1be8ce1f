/** Numbers and truth as Go reads them from text, and 64 bits as Go counts with them. */

const maxInt64 = 2n ** 63n - 1n;
const minInt64 = -(2n ** 63n);

/** As strconv.ParseInt in base 10: an optional sign and digits, within 64 bits; undefined when it is not that. */
export function parseInt64(text: string): bigint | undefined {
  if (!/^[+-]?\d+$/u.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/u, ''));
  return value < minInt64 || value > maxInt64 ? undefined : value;
}

const truths: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(['1', 't', 'T', 'true', 'TRUE', 'True'].map((text) => [text, true])),
  ...Object.fromEntries(['0', 'f', 'F', 'false', 'FALSE', 'False'].map((text) => [text, false])),
};

/** As strconv.ParseBool; undefined when it is neither. */
export function parseBool(text: string): boolean | undefined {
  return Object.hasOwn(truths, text) ? truths[text] : undefined;
}

/** An int64 after it ran over: OTLP's times are unsigned, Go's are not. */
export function wrapped(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

/** From one OTLP time to another as Go's `Time.Sub` has it: the nanoseconds, or as many as an int64 holds. */
export function between(from: bigint, to: bigint): bigint {
  const nanos = wrapped(to) - wrapped(from);
  if (nanos > maxInt64) return maxInt64;
  return nanos < minInt64 ? minInt64 : nanos;
}
