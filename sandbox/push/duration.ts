/** Lengths of time as people write them: `2s`, `1.5ms`, `-10m`. Nanoseconds inside. */

const nanosOf: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** The units a length of time may have. */
export const durationUnits = ['ns', 'us', 'ms', 's', 'm', 'h'] as const;
export type DurationUnit = (typeof durationUnits)[number];

/**
 * Nanoseconds, or undefined when the text is no length of time. What is finer than a nanosecond is cut off.
 * @param unit of a number that names none
 */
export function parseDuration(text: string, unit: DurationUnit = 'ms'): bigint | undefined {
  const match = /^([+-]?)(\d{1,15})(?:\.(\d{1,15}))?\s*(ns|us|µs|ms|s|m|h)?$/u.exec(text.trim());
  if (match === null) return undefined;
  const [, sign, whole = '0', fraction = '', given = unit] = match;
  const scale = nanosOf[given] ?? 1n;
  const nanos = (BigInt(whole + fraction) * scale) / 10n ** BigInt(fraction.length);
  return sign === '-' ? -nanos : nanos;
}
