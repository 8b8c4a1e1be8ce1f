/**
 * Jaeger's HTTP query API over the traces of a store. Paths, parameters and shapes are those of Jaeger 1.76 (v2
 * line). Pure: the same index and path give the same answer, so times that Jaeger takes from its clock must be said.
 * `tests/conformance/store` holds it against a real Jaeger, and lists where they differ.
 */
import type { TraceIndex } from '../trace-index.ts';
import type { Answer } from './answer.ts';
import { v1Error, v3Error } from './answer.ts';
import { StorageRefusal } from './parameters.ts';
import {
  getDependencies,
  getOperationNames,
  getOperationsV1,
  getServicesV1,
  getTraceV1,
  searchTracesV1,
} from './query-v1.ts';
import { getOperations, getServices, getTrace, searchTraces } from './query-v3.ts';

type Handler = (index: TraceIndex, params: URLSearchParams, inPath: string) => Answer;

interface Route {
  /** As it is listed to who asks for another; `{…}` stands for one segment, which the handler is given. */
  path: string;
  error: (status: number, message: string) => Answer;
  handle: Handler;
}

const routes: readonly Route[] = [
  { path: '/api/v3/services', error: v3Error, handle: getServices },
  { path: '/api/v3/operations', error: v3Error, handle: getOperations },
  { path: '/api/v3/traces', error: v3Error, handle: searchTraces },
  {
    path: '/api/v3/traces/{trace_id}',
    error: v3Error,
    handle: (index, params, id) => getTrace(index, id, params),
  },
  { path: '/api/services', error: v1Error, handle: getServicesV1 },
  { path: '/api/operations', error: v1Error, handle: getOperationsV1 },
  {
    path: '/api/services/{service}/operations',
    error: v1Error,
    handle: (index, _, service) => getOperationNames(index, unescaped(service)),
  },
  { path: '/api/traces', error: v1Error, handle: searchTracesV1 },
  {
    path: '/api/traces/{traceID}',
    error: v1Error,
    handle: (index, params, id) => getTraceV1(index, id, params),
  },
  { path: '/api/dependencies', error: v1Error, handle: getDependencies },
];

const patterns = routes.map(({ path }) => new RegExp(`^${path.replace(/\{.*\}/u, '([^/]+)')}$`, 'u'));

/** Answers `GET` of a path with its search, such as `/api/v3/operations?service=shopper`. Never throws. */
export function answerQuery(index: TraceIndex, pathWithSearch: string): Answer {
  const [path = '', search = ''] = splitOnce(pathWithSearch.replace(/#.*$/u, ''), '?');
  const at = patterns.findIndex((pattern) => pattern.test(path));
  const route = routes[at];
  if (route === undefined) {
    const served = routes.map((each) => each.path).join(', ');
    return v3Error(404, `${path} is not served here; there are ${served}`);
  }
  try {
    return route.handle(index, new URLSearchParams(search), patterns[at]?.exec(path)?.[1] ?? '');
  } catch (problem) {
    // What a handler throws is what is wrong with a parameter.
    const message = problem instanceof Error ? problem.message : String(problem);
    return route.error(problem instanceof StorageRefusal ? 500 : 400, message);
  }
}

function unescaped(segment: string): string {
  try {
    return decodeURIComponent(segment.replaceAll('+', ' '));
  } catch {
    return '';
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
