/** The report as it is, for other programs. */
import type { Report } from '../model/outcome.ts';
import type { WrittenReport } from './report-schema.ts';

/** Goes up when something that was there is gone or means something else; not when something is added. */
export const reportVersion = 1;

/** The report with a `version`, as JSON that is safe to print. */
export function renderJson(report: Report): string {
  // Does not compile when the schema and `Report` part ways.
  return printableJson({ version: reportVersion, ...report } satisfies WrittenReport);
}

/** JSON that moves no terminal's cursor and gives no order to a CI that reads it in its log; it reads as the same value. */
export function printableJson(value: unknown): string {
  return (
    JSON.stringify(value, undefined, 2)
      // JSON lets these stand as they are.
      .replace(/[\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, (char) => {
        return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
      })
      .replace(/##(?=\w*\[)/gu, '\\u0023\\u0023')
  );
}
