/** Durations and times as people read them. Nanoseconds in, text out. */

const units = [
  { name: 'ns', ns: 1 },
  { name: 'µs', ns: 1e3 },
  { name: 'ms', ns: 1e6 },
  { name: 's', ns: 1e9 },
] as const;

const minute = 60e9;
const hour = 60 * minute;
const day = 24 * hour;

/** `12.3 ms`, `950 ns`, `2 min 3 s`: three significant digits, negative with a real minus sign. */
export function formatDuration(ns: number): string {
  if (ns < 0) return `−${formatDuration(-ns)}`;
  if (ns === 0) return '0 ms';
  if (ns < 59_950_000_000) {
    const unit = units.findLast((each) => ns >= each.ns * 0.9995) ?? units[0];
    return `${threeDigits(ns / unit.ns)} ${unit.name}`;
  }
  const seconds = Math.round(ns / 1e9);
  if (ns < hour) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  if (ns < day) return pair(Math.floor(seconds / 3600), 'h', Math.floor((seconds % 3600) / 60), 'min');
  return pair(Math.floor(seconds / 86_400), 'd', Math.floor((seconds % 86_400) / 3600), 'h');
}

/** A tick's label: only as many digits as its step needs, `0` at the start. */
export function formatTick(ns: number, step: number): string {
  if (ns === 0) return '0';
  if (step >= minute || ns >= minute) return formatDuration(ns);
  const unit = units.findLast((each) => ns >= each.ns) ?? units[0];
  const digits = Math.max(0, Math.ceil(-Math.log10(step / unit.ns) - 1e-9));
  return `${(ns / unit.ns).toFixed(Math.min(digits, 9))} ${unit.name}`;
}

/** Bytes as `312 B`, `1.2 kB`, `3.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${threeDigits(bytes / 1e3)} kB` : `${threeDigits(bytes / 1e6)} MB`;
}

/**
 * `10:31:02.123` in the reader's time zone. `zoneOffsetMinutes` as `Date#getTimezoneOffset` gives it.
 * A time of 0 is no time at all and is said to be so.
 */
export function formatClock(unixNano: bigint, zoneOffsetMinutes?: number): string {
  return formatTimestamp(unixNano, zoneOffsetMinutes).replace(/^.* (\d\d:\d\d:\d\d\.\d{3}).*$/u, '$1');
}

/** `2026-11-21 10:31:02.123456789`, all nine digits, in the reader's time zone. */
export function formatTimestamp(unixNano: bigint, zoneOffsetMinutes?: number): string {
  if (unixNano === 0n) return 'not set';
  const ms = Number(unixNano / 1_000_000n);
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return `${unixNano} ns`;
  const offset = zoneOffsetMinutes ?? date.getTimezoneOffset();
  const iso = new Date(ms - offset * 60_000).toISOString();
  const nanos = String(unixNano % 1_000_000n).padStart(6, '0');
  return `${iso.slice(0, -1).replace('T', ' ')}${nanos}`;
}

function threeDigits(value: number): string {
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return value.toFixed(digits).replace(/\.0+$|(\.\d*[1-9])0+$/u, '$1');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
