/** What the explorer shows, so that an address can say it. `explorer-address.ts` reads and writes it. */
import type { SearchQuery } from '../library/trace-library.ts';

export const traceViews = ['timeline', 'graph', 'flame', 'statistics', 'table', 'events', 'raw'] as const;
export type TraceViewName = (typeof traceViews)[number];

export const resultForms = ['list', 'table'] as const;
export const durationScales = ['log', 'linear'] as const;
export const dependencyForms = ['graph', 'table', 'matrix'] as const;
export const dependencyScopes = ['all', 'search'] as const;

export interface ExplorerState {
  page: 'search' | 'trace' | 'compare' | 'dependencies';
  query: SearchQuery;
  traceId?: string | undefined;
  /** 16 hex digits of the span whose detail is shown. */
  spanId?: string | undefined;
  view: TraceViewName;
  find: string;
  /** What part of the trace is drawn, from its start; all of it when not given. */
  fromNs?: number | undefined;
  toNs?: number | undefined;
  times: 'relative' | 'absolute';
  /** Apply the correction for clocks that disagree. */
  corrected: boolean;
  critical: boolean;
  hiddenServices: readonly string[];
  /** Statistics: `service`, `name`, or an attribute as `span:http.route`. */
  groupBy: string;
  /** The two traces of a comparison. */
  left?: string | undefined;
  right?: string | undefined;
  /** Of a comparison: leave out what is the same in both. */
  onlyDifferences?: boolean | undefined;
  /** How the traces that were found are shown; a list when not given. */
  results?: (typeof resultForms)[number] | undefined;
  /** Of the plot of traces found; `log` when not given. */
  durationScale?: (typeof durationScales)[number] | undefined;
  /** A graph when not given. */
  dependenciesAs?: (typeof dependencyForms)[number] | undefined;
  /** Of all traces, or of those the search finds; all when not given. */
  dependenciesOf?: (typeof dependencyScopes)[number] | undefined;
}

export const emptyQuery: SearchQuery = { service: '', operation: '', tags: '', limit: 20, sort: 'newest' };

export const initialState: ExplorerState = {
  page: 'search',
  query: emptyQuery,
  view: 'timeline',
  find: '',
  times: 'relative',
  corrected: false,
  critical: false,
  hiddenServices: [],
  groupBy: 'service',
};
