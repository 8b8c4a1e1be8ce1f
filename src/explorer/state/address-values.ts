/** Values as an address writes them: short, for people to read, and understood again to the nanosecond. */

const units = [
  { name: 'h', ns: 3_600_000_000_000 },
  { name: 'm', ns: 60_000_000_000 },
  { name: 's', ns: 1_000_000_000 },
  { name: 'ms', ns: 1_000_000 },
  { name: 'us', ns: 1_000 },
  { name: 'ns', ns: 1 },
] as const;

/** A length of time in whole nanoseconds, in the largest unit that needs no fraction: `90s`, `1500us`. */
export function writeLength(ns: number): string {
  const whole = Math.round(ns);
  if (whole === 0) return '0';
  const unit = units.find((each) => whole % each.ns === 0) ?? units[5];
  return `${whole / unit.ns}${unit.name}`;
}

/** Nanoseconds, 0 or more; undefined when the text is no length of time, or longer than numbers count exactly. */
export function readLength(text: string): number | undefined {
  const match = /^(\d{1,16}(?:\.\d{1,9})?)(h|m|s|ms|us|µs|ns|)$/u.exec(text);
  if (match === null) return undefined;
  const [, count = '', name = ''] = match;
  if (name === '' && Number(count) !== 0) return undefined;
  const scale = units.find((unit) => unit.name === name || (unit.name === 'us' && name === 'µs'))?.ns ?? 1;
  const ns = Math.round(Number(count) * scale);
  return Number.isSafeInteger(ns) ? ns : undefined;
}

const nanosPerMs = 1_000_000n;
/** The last moment of the year 9999, and of what OTLP's 64 bits can say. */
const lastUnixNano = 2n ** 64n - 1n;

/** A point in time: `2026-11-21T19:16Z`, with as many digits behind the seconds as it has. */
export function writeMoment(unixNano: bigint): string {
  const ms = Number(unixNano / nanosPerMs);
  const [day, minutes, seconds] = new Date(ms).toISOString().split(/T|(?<=T\d\d:\d\d):/u);
  const fraction = String(unixNano % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/u, '');
  const whole = (seconds ?? '').slice(0, 2);
  const rest = fraction === '' ? (whole === '00' ? '' : `:${whole}`) : `:${whole}.${fraction}`;
  return `${day}T${minutes}${rest}Z`;
}

/** Nanoseconds since 1970; undefined when the text is no moment between 1970 and the end of 64 bits (year 2554). */
export function readMoment(text: string): bigint | undefined {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?Z$/u.exec(text);
  if (match === null) return undefined;
  const [, day, minutes, seconds = '00', fraction = ''] = match;
  const ms = Date.parse(`${day}T${minutes}:${seconds}Z`);
  if (Number.isNaN(ms)) return undefined;
  const unixNano = BigInt(ms) * nanosPerMs + BigInt(fraction.padEnd(9, '0'));
  return unixNano >= 0n && unixNano <= lastUnixNano ? unixNano : undefined;
}

/** From `from` to `to`, either of which may be missing: `1200us..4ms`, `..4ms`. */
export function writePart(from: number | undefined, to: number | undefined): string | undefined {
  if (from === undefined && to === undefined) return undefined;
  return `${from === undefined ? '' : writeLength(from)}..${to === undefined ? '' : writeLength(to)}`;
}

/** A part of a trace; nothing when it is broken, or ends where it starts or earlier. */
export function readPart(text: string): { fromNs?: number; toNs?: number } {
  const [from, to, ...more] = text.split('..');
  if (from === undefined || to === undefined || more.length > 0) return {};
  const [fromNs, toNs] = [from, to].map((each) => (each === '' ? undefined : readLength(each)));
  if ((from !== '' && fromNs === undefined) || (to !== '' && toNs === undefined)) return {};
  if (fromNs !== undefined && toNs !== undefined && toNs <= fromNs) return {};
  return { ...(fromNs !== undefined && { fromNs }), ...(toNs !== undefined && { toNs }) };
}
