/** Searches the traces a library holds: a trace is found when all that is asked holds of one of its spans, as in Jaeger. */
import type { SpanTable } from '../model/span-table.ts';
import { createPause, type Pause } from './next-turn.ts';
import { searchTest, spanDuration } from './search-test.ts';
import { parseTags, type Tag } from './tag-query.ts';
import type { SearchQuery } from './trace-library.ts';
import type { HeldTrace, TraceShelves } from './trace-shelves.ts';

export interface FoundTraces {
  traces: { trace: HeldTrace; matchedNs: number | undefined }[];
  problems: string[];
}

/** All of them, in no order; the query's sort and limit are others' business. @throws the signal's reason */
export async function searchTraces(
  { traces, tables }: Pick<TraceShelves, 'traces' | 'tables'>,
  query: SearchQuery,
  signal?: AbortSignal,
): Promise<FoundTraces> {
  const pause = createPause(signal);
  const { tags, problems } = parseTags(query.tags);
  const inTime = [...traces.values()].filter(timeTest(query, traces));
  const found: FoundTraces = { traces: [], problems: problems.map(({ message }) => message) };
  for (const table of tables) {
    const asked = inTime.filter((trace) => trace.table === table);
    if (asked.length === 0) continue;
    const longest = await matchedDurations(table, asked, query, tags, pause);
    for (const trace of asked) {
      const matchedNs = longest?.get(trace.number);
      if (longest !== undefined && matchedNs === undefined) continue;
      found.traces.push({ trace, matchedNs: query.operation === '' ? undefined : matchedNs });
    }
  }
  return found;
}

/** Rows between two looks at the clock. */
const stride = 1_024;

/** The longest span that matches, by number of the trace; undefined when nothing is asked of spans. */
async function matchedDurations(
  table: SpanTable,
  asked: readonly HeldTrace[],
  query: SearchQuery,
  tags: readonly Tag[],
  pause: Pause,
): Promise<Map<number, number> | undefined> {
  const test = searchTest(table, query, tags);
  if (test === undefined) return undefined;
  const allDurations = query.operation !== '';
  const longest = new Map<number, number>();
  const open = new Uint8Array(table.traces.length);
  for (const { number } of asked) open[number] = 1;
  const { trace } = table.columns;
  const size = table.size;
  for (let span = 0; span < size; span++) {
    if (span % stride === 0) await pause();
    const number = trace[span] ?? 0;
    if (open[number] !== 1 || !test(span)) continue;
    longest.set(number, Math.max(longest.get(number) ?? 0, spanDuration(table, span)));
    // Where durations are not shown, one span that matches is enough.
    if (!allDurations) open[number] = 0;
  }
  return longest;
}

/** Whether a trace starts in the time asked for. The look back is from the newest trace. */
function timeTest(query: SearchQuery, traces: TraceShelves['traces']): (trace: HeldTrace) => boolean {
  const { lookbackMs, fromUnixNano, toUnixNano } = query;
  let from = fromUnixNano;
  if (from === undefined && toUnixNano === undefined && lookbackMs !== undefined) {
    let newest = 0n;
    for (const { totals } of traces.values())
      if (totals.startUnixNano > newest) newest = totals.startUnixNano;
    from = newest - BigInt(Math.round(lookbackMs)) * 1_000_000n;
  }
  return ({ totals }) =>
    (from === undefined || totals.startUnixNano >= from) &&
    (toUnixNano === undefined || totals.startUnixNano <= toUnixNano);
}
