/** The report as it is, for other programs. */
import type { Report } from '../model/outcome.ts';
import { reportVersion, type WrittenReport } from './report-schema.ts';

/** The report with a `version`, as JSON that is safe to print: nothing in it moves a terminal's cursor. */
export function renderJson(report: Report): string {
  // Does not compile when the schema and `Report` part ways.
  const written = { version: reportVersion, ...report } satisfies WrittenReport;
  const text = JSON.stringify(written, undefined, 2);
  return (
    text
      // JSON lets these stand as they are; a terminal does not.
      .replace(/[\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, (char) => {
        return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
      })
      // Nor must a CI that reads this in its log take it for an order.
      .replace(/##(?=\w*\[)/gu, '\\u0023\\u0023')
  );
}
