/** Which part of time a search covers: presets, and the fields for bounds of one's own. */
import type { SearchQuery } from '../library/trace-library.ts';

export const lookbacks = [
  { ms: 5 * 60_000, label: 'Last 5 minutes' },
  { ms: 15 * 60_000, label: 'Last 15 minutes' },
  { ms: 3_600_000, label: 'Last hour' },
  { ms: 6 * 3_600_000, label: 'Last 6 hours' },
  { ms: 24 * 3_600_000, label: 'Last day' },
  { ms: 2 * 24 * 3_600_000, label: 'Last 2 days' },
  { ms: 7 * 24 * 3_600_000, label: 'Last week' },
] as const;

export type TimeChoice = 'any' | 'custom' | `${number}`;

export function timeChoice(query: SearchQuery): TimeChoice {
  if (query.fromUnixNano !== undefined || query.toUnixNano !== undefined) return 'custom';
  return query.lookbackMs === undefined ? 'any' : `${query.lookbackMs}`;
}

/** “Last 3 minutes” for what an address may say beside the presets. */
export function lookbackLabel(ms: number): string {
  const known = lookbacks.find((each) => each.ms === ms);
  return known?.label ?? `Last ${Math.max(1, Math.round(ms / 60_000)).toLocaleString('en')} minutes`;
}

/** `2026-11-21T10:31:02.123`, as a date field has it, in the reader's time zone. */
export function toField(unixNano: bigint | undefined, zoneOffsetMinutes?: number): string {
  if (unixNano === undefined) return '';
  const ms = Number(unixNano / 1_000_000n);
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return '';
  const local = new Date(ms - (zoneOffsetMinutes ?? date.getTimezoneOffset()) * 60_000);
  return Number.isNaN(local.getTime()) ? '' : local.toISOString().replace(/^[+-]\d\d|Z$/gu, '');
}

/** What a date field says; undefined when it is empty. */
export function fromField(text: string, zoneOffsetMinutes?: number): bigint | undefined {
  if (text === '') return undefined;
  const utc = Date.parse(`${text}Z`);
  if (Number.isNaN(utc)) return undefined;
  const offset = zoneOffsetMinutes ?? new Date(text).getTimezoneOffset();
  return BigInt(utc + offset * 60_000) * 1_000_000n;
}
