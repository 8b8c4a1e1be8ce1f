/** Durations as people write them in a form. */

const unitNs: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  sec: 1e9,
  m: 60e9,
  min: 60e9,
  h: 3600e9,
  d: 86_400e9,
};

const part = /(\d+(?:[.,]\d+)?|[.,]\d+)\s*([a-zµμ]+)?/giu;

export type DurationInput = { ns: number | undefined } | { problem: string };

/** `100ms`, `1.2 s`, `250us`, `1m 30s`; a number alone is milliseconds; nothing is no bound. */
export function readDuration(text: string): DurationInput {
  const written = text.trim();
  if (written === '') return { ns: undefined };
  let ns = 0;
  let parts = 0;
  let bare = 0;
  const rest = written.replace(part, (all, number: string, unit: string | undefined) => {
    const factor = unitNs[unit?.toLowerCase() ?? 'ms'];
    if (factor === undefined) return all;
    parts += 1;
    if (unit === undefined) bare += 1;
    ns += Number(number.replace(',', '.')) * factor;
    return '';
  });
  if (parts === 0 || (parts > 1 && bare > 0) || rest.trim() !== '') {
    return { problem: `“${shortened(written)}” is no duration: write 100ms, 1.2 s or 250us.` };
  }
  return { ns: Math.round(ns) };
}

const writtenUnits = [
  ['h', 3600e9],
  ['min', 60e9],
  ['s', 1e9],
  ['ms', 1e6],
  ['µs', 1e3],
] as const;

/** What `readDuration` reads as exactly this: in the largest unit that needs no more than three decimals. */
export function writeDuration(ns: number | undefined): string {
  if (ns === undefined) return '';
  const unit = writtenUnits.find(([, factor]) => ns >= factor && (ns * 1000) % factor === 0);
  return unit === undefined ? `${ns} ns` : `${ns / unit[1]} ${unit[0]}`;
}

function shortened(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}
