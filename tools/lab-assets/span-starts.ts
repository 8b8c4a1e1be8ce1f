/** Has the SDK's tracer say which span it is about to start, so that a realm can note the line that asked for it. */
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { startHookName } from '../../sandbox/realm/browser/start-hook.ts';

/** In `startSpan`, past sampling. Before the span exists, as its processors may export it at once. */
const place = 'const span = new SpanImpl({';
const call = `globalThis[Symbol.for('${startHookName}')]?.(spanId);`;

/** One statement more in the published module: names, lengths, prototypes and what is thrown stay as they are. */
export const tellSpanStarts: Plugin = {
  name: 'tell-span-starts',
  setup({ onLoad }) {
    onLoad(
      { filter: /@opentelemetry[\\/]sdk-trace[\\/]build[\\/]esm[\\/]Tracer\.js$/ },
      async ({ path }) => ({
        contents: withCall(await readFile(path, 'utf8'), path),
      }),
    );
  },
};

function withCall(text: string, file: string): string {
  const [before, after, ...more] = text.split(place);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(
      `Found ${text.split(place).length - 1} times "${place}" in ${file}, expected once: where does this SDK make its spans?`,
    );
  return `${before}${call}\n        ${place}${after}`;
}
