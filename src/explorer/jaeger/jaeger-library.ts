/**
 * The traces of a real Jaeger, through its HTTP API: `/api/v3` of Jaeger 1.6x and 2, or `/api` of older ones. Searches
 * are its own; a trace that is opened is read into a library of ours, and then is as quick as a file.
 */

import { createMemoryLibrary } from '../library/memory-library.ts';
import {
  type Dependency,
  LibraryError,
  type OpenOptions,
  type OpenTrace,
  type TraceLibrary,
} from '../library/trace-library.ts';
import { findSpans } from './find-spans.ts';
import { type ApiVersion, dependenciesIn, operationsIn, servicesIn } from './jaeger-answers.ts';
import { ApiError, createJaegerApi, type Fetch } from './jaeger-api.ts';
import { searchJaeger } from './jaeger-search.ts';
import { createMemoryShelf, createOpenedTraces, type Shelf } from './opened-traces.ts';
import { searchRequest } from './search-request.ts';

export interface JaegerLibraryOptions {
  /** Its address without `/api`: `http://localhost:16686`, or a path of this page's origin that leads to it. */
  base: string;
  fetch?: Fetch | undefined;
  /** What an opened trace is read into: a Worker for large ones. The newest three are kept, others closed. */
  shelf?: (() => Shelf) | undefined;
  /** Milliseconds since 1970. */
  nowMs?: (() => number) | undefined;
  /** What was wrong with a trace that was opened all the same. */
  onProblems?: ((problems: readonly string[]) => void) | undefined;
}

const dayMs = 86_400_000;
const dependencyDays = 7;

export function createJaegerLibrary({
  base,
  fetch = (url, init) => globalThis.fetch(url, init),
  shelf = () => createMemoryShelf(fetch),
  nowMs = Date.now,
  onProblems,
}: JaegerLibraryOptions): TraceLibrary {
  const root = URL.parse(base, globalThis.location?.href)?.href ?? base;
  const api = createJaegerApi(root, fetch);
  const opened = createOpenedTraces(shelf);
  let known: ApiVersion | undefined;

  /** Asks the newer API, and when there is none the older. */
  async function either<Answer>(
    ask: (version: ApiVersion) => Promise<Answer>,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    if (known !== undefined) return ask(known);
    try {
      const answer = await ask('v3');
      known = 'v3';
      return answer;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof ApiError && error.noSuchApi)) throw error;
    }
    const answer = await ask('v1');
    known = 'v1';
    return answer;
  }

  const services = (signal: AbortSignal | undefined): Promise<string[]> =>
    either(
      async (version) =>
        servicesIn(
          await api.json(version === 'v3' ? '/api/v3/services' : '/api/services', {}, signal),
          version,
        ),
      signal,
    );

  const parts = {
    api,
    services,
    async version(signal: AbortSignal | undefined): Promise<ApiVersion> {
      if (known === undefined) await services(signal);
      return known ?? 'v3';
    },
  };

  async function operations(service: string, signal: AbortSignal | undefined) {
    if (service === '') return [];
    return either(async (version) => {
      if (version === 'v3')
        return operationsIn(await api.json('/api/v3/operations', { service }, signal), 'v3');
      try {
        return operationsIn(await api.json('/api/operations', { service }, signal), 'v1');
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        // Before Jaeger 1.17.
        const path = `/api/services/${encodeURIComponent(service)}/operations`;
        return operationsIn(await api.json(path, {}, signal), 'v1');
      }
    }, signal);
  }

  async function open(traceId: string, options: OpenOptions = {}): Promise<OpenTrace> {
    const { signal } = options;
    return either(async (version) => {
      // As it is stored: what Jaeger would put right is shown by us for what it is.
      const [path, parameters] =
        version === 'v3'
          ? [`/api/v3/traces/${encodeURIComponent(traceId)}`, { raw_traces: 'true' }]
          : [`/api/traces/${encodeURIComponent(traceId)}`, { raw: 'true' }];
      const taken = opened.take();
      try {
        const source = { url: api.url(path, parameters), name: 'Jaeger’s answer' };
        const report = await taken.load(source, options);
        const [id] = report.traceIds;
        if (id === undefined) throw new LibraryError(report.problems[0] ?? 'Jaeger’s answer holds no spans.');
        const trace = await taken.open(id, options);
        opened.put(traceId, taken);
        if (report.problems.length > 0) onProblems?.(report.problems);
        return trace;
      } catch (error) {
        taken.close();
        signal?.throwIfAborted();
        throw await whyNot(traceId, path, parameters, error, signal);
      }
    }, signal);
  }

  /** Asks once more, for what the answer says: whoever read it was told to read traces. */
  async function whyNot(
    traceId: string,
    path: string,
    parameters: Readonly<Record<string, string>>,
    error: unknown,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    try {
      const body = await api.stream(path, parameters, signal);
      await body.cancel();
      return error;
    } catch (refusal) {
      if (!(refusal instanceof ApiError) || refusal.noSuchApi || refusal.status !== 404) return refusal;
      return new LibraryError(
        `This Jaeger has no trace ${traceId}. It may not have arrived yet, or be older than what is kept.`,
      );
    }
  }

  async function dependencies(signal: AbortSignal | undefined): Promise<Dependency[]> {
    const parameters = { endTs: String(Math.round(nowMs())), lookback: String(dependencyDays * dayMs) };
    return dependenciesIn(await api.json('/api/dependencies', parameters, signal));
  }

  return {
    abilities: {
      comparisons: false,
      backlinks: false,
      lookbackFrom: 'now',
      callsOf: `the last ${dependencyDays} days`,
    },
    services,
    operations,
    open,
    search: (query, signal) => searchJaeger(parts, query, searchRequest(query, nowMs()), signal),
    async dependencies(query, signal) {
      if (query === undefined) return dependencies(signal);
      const found = createMemoryLibrary();
      await findSpans(parts, searchRequest(query, nowMs()), signal, (spans) => void found.add(spans));
      return found.dependencies(undefined, signal);
    },
    subscribe: () => () => undefined,
  };
}
