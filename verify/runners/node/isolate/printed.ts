/** Takes the spans out of what a ConsoleSpanExporter prints, beside printing them. */
import { spanFromConsole } from '@spanlab/sandbox/expect/printed-span.ts';
import { preview } from '@spanlab/sandbox/realm/console-preview.ts';
import type { Line } from './line.ts';

const mostSpans = 5_000;

export function watchPrintedSpans(line: Line): void {
  const { dir } = console;
  let seen = 0;
  console.dir = function (this: Console, item: unknown, options?: object) {
    if (seen < mostSpans && typeof item === 'object' && item !== null && 'traceId' in item) {
      const span = spanFromConsole(preview(item));
      if (span !== undefined) {
        seen += 1;
        line.say({ say: 'span', span });
      }
    }
    return dir.call(this, item, options);
  } as Console['dir'];
}
