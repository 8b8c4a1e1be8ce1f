/** Named values of a run, for `<Result of="…">` in prose. */

import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { attributeText } from '@spanlab/sandbox/store/jaeger/attribute-text.ts';
import { shownService } from './of-machine.ts';
import { treeText } from './tree-text.ts';

/** They are kept with every outcome, in the cache too. */
const limits = { lines: 200, spans: 200, text: 2_000 } as const;

/**
 * `<name>.spans`, `.traces`, `.services`, `.tree`, `.stdout` (the last line), `.stdout.<n>` (from 1), and
 * `.span.<span name>.<attribute>`, or `kind`, `status` and `service`. Of spans with one name, the first.
 */
export function resultsOf(
  name: string,
  { spans, lines }: { spans: readonly Span[]; lines: readonly string[] },
): Record<string, string> {
  const results: Record<string, string> = {};
  const set = (key: string, value: string): void => {
    results[`${name}.${key}`] ??= value.slice(0, limits.text);
  };
  set('spans', String(spans.length));
  set('traces', String(new Set(spans.map(({ traceId }) => traceId)).size));
  set('services', [...new Set(spans.map(shownService))].join(', '));
  results[`${name}.tree`] = treeText(spans);
  set('stdout', lines.at(-1) ?? '');
  for (const [i, line] of lines.slice(0, limits.lines).entries()) set(`stdout.${i + 1}`, line);
  const inOrder = [...spans].sort((a, b) => Number(a.startTimeUnixNano - b.startTimeUnixNano));
  for (const span of inOrder.slice(0, limits.spans)) {
    for (const { key, value } of span.attributes) set(`span.${span.name}.${key}`, attributeText(value));
    set(`span.${span.name}.kind`, span.kind);
    set(`span.${span.name}.status`, span.status.code);
    set(`span.${span.name}.service`, shownService(span));
  }
  return results;
}

/** The name its keys begin with: `checkout` of `docs/guide.md#checkout`. */
export function resultName(id: string): string {
  return id.slice(id.lastIndexOf('#') + 1);
}
