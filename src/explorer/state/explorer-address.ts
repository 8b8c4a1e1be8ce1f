/**
 * What the explorer shows ⇄ `id=4bf9…&view=graph&tags=http.route=/cart`, the text behind the `#` of an address. Behind
 * the `#`, for what stands there is sent to nobody. Only what differs from a fresh page is written.
 */
import type { SearchQuery, SearchSort } from '../library/trace-library.ts';
import { readLength, readMoment, readPart, writeLength, writeMoment, writePart } from './address-values.ts';
import {
  dependencyForms,
  dependencyScopes,
  durationScales,
  type ExplorerState,
  emptyQuery,
  initialState,
  resultForms,
  traceViews,
} from './explorer-state.ts';

const pages = ['search', 'trace', 'compare', 'dependencies'] as const satisfies ExplorerState['page'][];
const sorts = [
  'newest',
  'oldest',
  'longest',
  'shortest',
  'most-spans',
  'most-errors',
] as const satisfies SearchSort[];

/** Nobody types more; what is longer was not written by us. */
const longestText = 5_000;
const mostHidden = 500;
export const mostTraces = 10_000;

/** The text for an address. `readAddress` of it is the same state, with lengths rounded to nanoseconds. */
export function writeAddress(state: ExplorerState): string {
  const { query } = state;
  const fields = new URLSearchParams();
  const write = (key: string, value: string | undefined, usual = '') => {
    if (value !== undefined && value !== usual) fields.append(key, value);
  };
  // An empty id is that of the spans that have none.
  if (state.traceId !== undefined) fields.append('id', state.traceId);
  write('left', state.left);
  write('right', state.right);
  write('page', state.page, impliedPage(fields));
  write('span', state.spanId);
  write('view', state.view, initialState.view);
  write('find', state.find);
  write('part', writePart(state.fromNs, state.toNs));
  write('times', state.times, initialState.times);
  if (state.corrected) fields.append('clocks', 'corrected');
  if (state.critical) fields.append('path', 'critical');
  for (const service of state.hiddenServices.slice(0, mostHidden)) fields.append('hide', service);
  write('by', state.groupBy, initialState.groupBy);
  if (state.onlyDifferences) fields.append('only', 'differences');
  write('results', state.results, resultForms[0]);
  write('scale', state.durationScale, durationScales[0]);
  write('as', state.dependenciesAs, dependencyForms[0]);
  write('of', state.dependenciesOf, dependencyScopes[0]);
  writeQuery(query, write);
  return readable(fields.toString());
}

/** Never throws: what is unknown or broken is as if it were not there. A `#` or `?` in front does no harm. */
export function readAddress(text: string): ExplorerState {
  const fields = new URLSearchParams(text.replace(/^[#?]/u, ''));
  const traceId = idOf(fields.get('id'), 32, 0);
  const left = idOf(fields.get('left'), 32);
  const right = idOf(fields.get('right'), 32);
  const spanId = idOf(fields.get('span'), 16);
  const asked = oneOf(fields.get('page'), pages) ?? impliedPage(fields);
  return {
    // A trace's page without a trace has nothing to show.
    page: asked === 'trace' && traceId === undefined ? 'search' : asked,
    query: readQuery(fields),
    ...(traceId !== undefined && { traceId }),
    ...(spanId !== undefined && { spanId }),
    view: oneOf(fields.get('view'), traceViews) ?? initialState.view,
    find: textOf(fields.get('find')),
    ...readPart(fields.get('part') ?? ''),
    times: fields.get('times') === 'absolute' ? 'absolute' : 'relative',
    corrected: fields.get('clocks') === 'corrected',
    critical: fields.get('path') === 'critical',
    hiddenServices: [...new Set(fields.getAll('hide').slice(0, mostHidden).map(textOf))],
    groupBy: textOf(fields.get('by')) || initialState.groupBy,
    ...(left !== undefined && { left }),
    ...(right !== undefined && { right }),
    ...(fields.get('only') === 'differences' && { onlyDifferences: true }),
    ...readForms(fields),
  };
}

/** How things are shown. The usual way is as good as none. */
function readForms(fields: URLSearchParams): Partial<ExplorerState> {
  const unusual = <Word extends string>(key: string, words: readonly Word[]) =>
    oneOf(fields.get(key), words.slice(1));
  const results = unusual('results', resultForms);
  const durationScale = unusual('scale', durationScales);
  const dependenciesAs = unusual('as', dependencyForms);
  const dependenciesOf = unusual('of', dependencyScopes);
  return {
    ...(results !== undefined && { results }),
    ...(durationScale !== undefined && { durationScale }),
    ...(dependenciesAs !== undefined && { dependenciesAs }),
    ...(dependenciesOf !== undefined && { dependenciesOf }),
  };
}

/** Does going from one to the other deserve a step back? Opening something does; typing, ticking and zooming do not. */
export function isAnotherPlace(before: ExplorerState, after: ExplorerState): boolean {
  const places = ['page', 'traceId', 'view'] as const;
  if (places.some((key) => before[key] !== after[key])) return true;
  if (before.spanId === undefined && after.spanId !== undefined) return true;
  return after.page === 'compare' && (before.left !== after.left || before.right !== after.right);
}

/** Is what was opened closed again, and nothing else? That is a step back. */
export function isClosed(before: ExplorerState, after: ExplorerState): boolean {
  return before.spanId !== undefined && after.spanId === undefined && !isAnotherPlace(before, after);
}

function writeQuery(
  query: SearchQuery,
  write: (key: string, value: string | undefined, usual?: string) => void,
): void {
  const length = (ns: number | undefined) => (ns === undefined ? undefined : writeLength(ns));
  const moment = (unixNano: bigint | undefined) =>
    unixNano === undefined ? undefined : writeMoment(unixNano);
  write('service', query.service);
  write('operation', query.operation);
  write('tags', query.tags);
  write('last', query.lookbackMs === undefined ? undefined : writeLength(query.lookbackMs * 1e6));
  write('from', moment(query.fromUnixNano));
  write('to', moment(query.toUnixNano));
  write('min', length(query.minDurationNs));
  write('max', length(query.maxDurationNs));
  write('limit', String(query.limit), String(emptyQuery.limit));
  write('sort', query.sort, emptyQuery.sort);
}

function readQuery(fields: URLSearchParams): SearchQuery {
  const last = readLength(fields.get('last') ?? '');
  const lookbackMs = last === undefined ? undefined : Math.round(last / 1e6);
  const fromUnixNano = readMoment(fields.get('from') ?? '');
  const toUnixNano = readMoment(fields.get('to') ?? '');
  const minDurationNs = readLength(fields.get('min') ?? '');
  const maxDurationNs = readLength(fields.get('max') ?? '');
  const limit = Number(/^\d{1,6}$/u.exec(fields.get('limit') ?? '')?.[0] ?? emptyQuery.limit);
  return {
    service: textOf(fields.get('service')),
    operation: textOf(fields.get('operation')),
    tags: textOf(fields.get('tags')),
    ...(lookbackMs !== undefined && { lookbackMs }),
    ...(fromUnixNano !== undefined && { fromUnixNano }),
    ...(toUnixNano !== undefined && { toUnixNano }),
    ...(minDurationNs !== undefined && { minDurationNs }),
    ...(maxDurationNs !== undefined && { maxDurationNs }),
    limit: Math.min(Math.max(limit, 1), mostTraces),
    sort: oneOf(fields.get('sort'), sorts) ?? emptyQuery.sort,
  };
}

function impliedPage(fields: URLSearchParams): ExplorerState['page'] {
  if (fields.has('left') || fields.has('right')) return 'compare';
  return fields.has('id') ? 'trace' : 'search';
}

function oneOf<Word extends string>(text: string | null, words: readonly Word[]): Word | undefined {
  return words.find((word) => word === text);
}

function idOf(text: string | null, mostDigits: number, fewest = 1): string | undefined {
  if (text === null || text.length < fewest || text.length > mostDigits) return undefined;
  return /^[0-9a-f]*$/iu.test(text) ? text.toLowerCase() : undefined;
}

function textOf(text: string | null): string {
  return (text ?? '').slice(0, longestText);
}

/** Escapes nothing that is safe behind a `#` as it is. */
function readable(search: string): string {
  return search.replace(/%(?:2F|3A|3D|2C|40|3F|21|28|29|3B|24)/gu, (escaped) => decodeURIComponent(escaped));
}
