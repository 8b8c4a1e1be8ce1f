/** Who links point at, and links the other way round. */
import type { SpanTable } from '../model/span-table.ts';
import { getHex, setHex } from '../model/word64.ts';
import type { LinkedSpan } from './trace-library.ts';
import type { HeldTrace } from './trace-shelves.ts';

/** Spans of any of these tables that link to span `span` of `home`, each once; of traces that are `held`. */
export function spansLinkingTo(
  home: SpanTable,
  span: number,
  tables: Iterable<SpanTable>,
  held: (traceId: string) => boolean,
): LinkedSpan[] {
  const traceId = home.traces.id(home.columns.trace[span] ?? 0);
  const [low, high] = [home.columns.spanId[2 * span], home.columns.spanId[2 * span + 1]];
  const found: LinkedSpan[] = [];
  for (const table of tables) {
    const trace = table.traces.find(traceId);
    if (trace === undefined) continue;
    const { links } = table;
    let last = -1;
    for (let link = 0; link < links.length; link++) {
      if (links.trace[link] !== trace) continue;
      if (links.spanId[2 * link] !== low || links.spanId[2 * link + 1] !== high) continue;
      const from = links.span[link] ?? 0;
      if (from === last || !held(table.traces.id(table.columns.trace[from] ?? 0))) continue;
      last = from;
      found.push(linkedSpan(table, from));
    }
  }
  return found;
}

/** The first span of that id. */
export function spanIn(
  { table, number }: Pick<HeldTrace, 'table' | 'number'>,
  spanId: string,
): LinkedSpan | undefined {
  const id = new Uint32Array(2);
  const isHex = setHex(id, 0, spanId);
  const { columns } = table;
  for (const span of table.traces.spans(number)) {
    const isIt = isHex
      ? columns.spanId[2 * span] === id[0] && columns.spanId[2 * span + 1] === id[1]
      : table.odd(span)?.spanId === spanId;
    if (isIt) return linkedSpan(table, span);
  }
  return undefined;
}

function linkedSpan(table: SpanTable, span: number): LinkedSpan {
  const { columns, strings, traces } = table;
  return {
    traceId: traces.id(columns.trace[span] ?? 0),
    spanId: table.odd(span)?.spanId ?? getHex(columns.spanId, span),
    name: strings.at(columns.name[span] ?? 0),
    service: strings.at(table.resource(columns.resource[span] ?? 0).service),
  };
}
