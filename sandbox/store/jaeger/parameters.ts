/** Single parameters of the query API: what they may be, and what is said when they are not. */
import { parseBool, parseInt64 } from './go-number.ts';
import { parseDuration, parseTime } from './go-text.ts';

/** What a parameter holds that it must not. */
export class BadParameter extends Error {
  override readonly name = 'BadParameter';

  constructor(parameter: string, found: string, what: string) {
    super(`malformed parameter ${parameter}: found ${JSON.stringify(found)}, expected ${what}`);
  }
}

/** What Jaeger finds out only in its storage, and so takes upon itself: it answers 500. */
export class StorageRefusal extends Error {
  override readonly name = 'StorageRefusal';
}

/** False when it is missing. @throws BadParameter */
export function booleanOf(params: URLSearchParams, name: string): boolean {
  const text = params.get(name) || 'false';
  const value = parseBool(text);
  if (value === undefined) throw new BadParameter(name, text, 'true or false');
  return value;
}

/** Nanoseconds; 0n when it is missing. @throws BadParameter */
export function durationOf(params: URLSearchParams, name: string): bigint {
  const text = params.get(name) || '0';
  const duration = parseDuration(text);
  if (duration === undefined) throw new BadParameter(name, text, 'a duration such as 20ms or 1.5s');
  return duration;
}

/** Nanoseconds since 1970 of a time in RFC 3339, which must be there. @throws BadParameter */
export function timeOf(params: URLSearchParams, name: string): bigint {
  const text = params.get(name) ?? '';
  const time = parseTime(text);
  if (time === undefined) throw new BadParameter(name, text, 'an RFC 3339 time such as 2026-11-21T10:00:00Z');
  return time;
}

/** A number of some unit; undefined when it is missing. @throws BadParameter */
export function integerOf(params: URLSearchParams, name: string, unit: string): bigint | undefined {
  const text = params.get(name) ?? '';
  if (text === '') return undefined;
  const value = parseInt64(text);
  if (value === undefined) throw new BadParameter(name, text, `a whole number of ${unit}`);
  return value;
}

/** Up to 32 hex digits; leading zeros may be left out. @throws BadParameter */
export function parseTraceId(text: string, parameter: string): string {
  if (/^[0-9a-f]{1,32}$/iu.test(text)) return text.toLowerCase().padStart(32, '0');
  throw new BadParameter(parameter, text, 'up to 32 hex digits');
}

/** As many traces as Jaeger's memory storage holds unless told otherwise. */
const mostTraces = 100_000n;

/** @throws StorageRefusal */
export function checkedDepth(depth: bigint): number {
  if (depth >= 1n && depth <= mostTraces) return Number(depth);
  throw new StorageRefusal(
    `search depth must be greater than 0 and less than max traces: found ${depth}, expected 1 to ${mostTraces}`,
  );
}
