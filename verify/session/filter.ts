/** Which examples were asked for, by id or title. */
import { UsageError } from '../output.ts';

/** Whether an example is one of those that were asked for. */
export type Filter = (example: { id: string; title: string }) => boolean;

/** `text` is looked for without regard to case; `/…/flags` is a regular expression. Throws a `UsageError` for a broken one. */
export function parseFilter(given: string): Filter {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/su.exec(given) ?? [];
  if (source === undefined) {
    const wanted = given.toLowerCase();
    return ({ id, title }) => id.toLowerCase().includes(wanted) || title.toLowerCase().includes(wanted);
  }
  // `g` and `y` would make each test begin where the last one ended.
  const pattern = regularExpression(source, (flags ?? '').replace(/[gy]/gu, ''), given);
  return ({ id, title }) => pattern.test(id) || pattern.test(title);
}

function regularExpression(source: string, flags: string, given: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`found --filter ${given}, expected a regular expression: ${why}`);
  }
}
