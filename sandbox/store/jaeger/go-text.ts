/** Times and durations as Go, and so Jaeger, writes and reads them. All in nanoseconds. */
import { wrapped } from './go-number.ts';

const unitNanos: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const durationPattern = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/u;
const durationPart = /(\d*)\.?(\d*)(ns|us|µs|μs|ms|s|m|h)/gu;

/** Nanoseconds of a duration such as `1.5s`, `-20ms` or `1h30m`; undefined when it is none, or over 64 bits. */
export function parseDuration(text: string): bigint | undefined {
  if (!durationPattern.test(text)) return undefined;
  let nanos = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of text.matchAll(durationPart)) {
    const scale = unitNanos[unit] ?? 0n;
    nanos += BigInt(whole || '0') * scale;
    if (fraction !== '') nanos += (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length);
  }
  const signed = text.startsWith('-') ? -nanos : nanos;
  return signed === wrapped(signed) ? signed : undefined;
}

/** `1.25s`, `20ms`, `1h0m0.5s`. */
export function formatDuration(nanos: bigint): string {
  if (nanos < 0n) return `-${formatDuration(-nanos)}`;
  if (nanos === 0n) return '0s';
  if (nanos < 1_000n) return `${nanos}ns`;
  if (nanos < 1_000_000n) return `${decimal(nanos, 3)}µs`;
  if (nanos < 1_000_000_000n) return `${decimal(nanos, 6)}ms`;
  const minutes = nanos / 60_000_000_000n;
  const seconds = `${decimal(nanos % 60_000_000_000n, 9)}s`;
  if (minutes === 0n) return seconds;
  return minutes < 60n ? `${minutes}m${seconds}` : `${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

/** `value` / 10^`digits`, without trailing zeros. */
function decimal(value: bigint, digits: number): string {
  const text = value.toString().padStart(digits + 1, '0');
  const fraction = text.slice(-digits).replace(/0+$/u, '');
  return fraction === '' ? text.slice(0, -digits) : `${text.slice(0, -digits)}.${fraction}`;
}

const timePattern = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:[.,](\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/u;

/** Nanoseconds since 1970 of an RFC 3339 time such as `2026-11-21T10:00:00.5Z`; undefined when it is none. */
export function parseTime(text: string): bigint | undefined {
  const match = timePattern.exec(text);
  if (match === null) return undefined;
  const [, seconds = '', fraction = '', sign = '+', hours = '0', minutes = '0'] = match;
  const millis = Date.parse(`${seconds}Z`);
  // Date.parse rolls 31 February over into March; such a date is refused.
  if (Number.isNaN(millis) || new Date(millis).toISOString().slice(0, 19) !== seconds) return undefined;
  // Go takes a zone of 24 hours and one of 60 minutes; nobody lives there.
  if (Number(hours) > 24 || Number(minutes) > 60) return undefined;
  const zoneMillis = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return BigInt(millis - zoneMillis) * 1_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}

/** `2023-11-14 22:13:20.1 +0000 UTC`. */
export function formatTime(unixNanos: bigint): string {
  const second = 1_000_000_000n;
  // Rounded down, before 1970 too.
  const nanos = ((unixNanos % second) + second) % second;
  const [date = '', time = ''] = new Date(Number((unixNanos - nanos) / 1_000_000n)).toISOString().split('T');
  const fraction = nanos.toString().padStart(9, '0').replace(/0+$/u, '');
  return `${date} ${time.slice(0, 8)}${fraction === '' ? '' : `.${fraction}`} +0000 UTC`;
}
