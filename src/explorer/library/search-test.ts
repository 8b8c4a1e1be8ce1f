/** What a search asks of one span, on a table's numbers. */
import type { SpanTable } from '../model/span-table.ts';
import { isEndOfTime, isZero, wordDifference } from '../model/word64.ts';
import { byNumber } from './by-number.ts';
import type { NumberTest } from './span-tests.ts';
import type { Tag } from './tag-query.ts';
import { tagTest } from './tag-test.ts';
import type { SearchQuery } from './trace-library.ts';

/** All that the search asks of one span; undefined when that is nothing. */
export function searchTest(
  table: SpanTable,
  query: SearchQuery,
  tags: readonly Tag[],
): NumberTest | undefined {
  const tests = [...fieldTests(table, query), ...tags.map((tag) => tagTest(table, tag))];
  const [only] = tests;
  if (only === undefined) return undefined;
  return tests.length === 1 ? only : (span) => tests.every((test) => test(span));
}

/** The cheapest first. */
function fieldTests(table: SpanTable, query: SearchQuery): NumberTest[] {
  const { columns, strings } = table;
  const tests: NumberTest[] = [];
  if (query.operation !== '') {
    const name = strings.find(query.operation);
    tests.push((span) => columns.name[span] === name);
  }
  if (query.service !== '') {
    const service = strings.find(query.service);
    const isMeant = byNumber((resource) => table.resource(resource).service === service);
    tests.push((span) => isMeant(columns.resource[span] ?? 0));
  }
  const { minDurationNs, maxDurationNs } = query;
  if (minDurationNs !== undefined) tests.push((span) => spanDuration(table, span) >= minDurationNs);
  if (maxDurationNs !== undefined) tests.push((span) => spanDuration(table, span) <= maxDurationNs);
  return tests;
}

/** As reported; 0 where a time is not set, or is the end of int64, which says the same. */
export function spanDuration({ columns }: SpanTable, span: number): number {
  const { startUnixNano, endUnixNano } = columns;
  for (const time of [startUnixNano, endUnixNano])
    if (isZero(time, span) || isEndOfTime(time, span)) return 0;
  return wordDifference(endUnixNano, span, startUnixNano, span);
}
