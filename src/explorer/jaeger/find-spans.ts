/** The spans of all traces a Jaeger finds, as they arrive: it answers searches with whole traces. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { readTraces } from '../files/read-traces.ts';
import type { ApiVersion } from './jaeger-answers.ts';
import { ApiError, type JaegerApi, type Parameters } from './jaeger-api.ts';
import { parametersV1, parametersV3, type SearchRequest } from './search-request.ts';

export interface FindParts {
  api: JaegerApi;
  version(signal: AbortSignal | undefined): Promise<ApiVersion>;
  services(signal: AbortSignal | undefined): Promise<string[]>;
}

/** Where a service has to be named and none was, so many are asked for one after the other. */
const servicesAtMost = 12;
/** An answer of whole traces has no bound of its own. */
const maxAnswerBytes = 400_000_000;

/**
 * Each trace once. What could not be done or read is added to the request's problems.
 * @throws {LibraryError}, the signal's reason
 */
export async function findSpans(
  parts: FindParts,
  request: SearchRequest,
  signal: AbortSignal | undefined,
  onSpans: (spans: Span[]) => void,
): Promise<void> {
  const { api } = parts;
  const done = new Set<string>();
  const read = (path: string, parameters: Parameters): Promise<void> =>
    readAnswer(api, { path, parameters, done, problems: request.problems }, signal, onSpans);
  const v3 = (service: string): Promise<void> =>
    read('/api/v3/traces', parametersV3({ ...request, service }));
  const v1 = (service: string): Promise<void> => read('/api/traces', parametersV1(request, service));

  // Jaeger's newer API takes tags and does not look at them, up to 2.13 at least.
  const hasTags = Object.keys(request.tags).length > 0;
  const version = hasTags ? 'v1' : await parts.version(signal);
  if (request.service !== '') {
    await (version === 'v3' ? v3(request.service) : orElse(v1(request.service), () => v3(request.service)));
    return;
  }
  if (version === 'v3') {
    try {
      await v3('');
      return;
    } catch (error) {
      // Some storages cannot do without a service.
      if (!(error instanceof ApiError)) throw error;
    }
  }
  const services = await parts.services(signal);
  for (const service of services.slice(0, servicesAtMost)) {
    await (version === 'v3' ? v3(service) : orElse(v1(service), () => v3(service)));
  }
  if (services.length > servicesAtMost) {
    request.problems.push(
      `Without a service, only the first ${servicesAtMost} of ${services.length} were searched: choose one for all of its traces.`,
    );
  }
}

/** Jaegers to come may be without the older API. */
async function orElse(first: Promise<void>, other: () => Promise<void>): Promise<void> {
  try {
    await first;
  } catch (error) {
    if (!(error instanceof ApiError && error.noSuchApi)) throw error;
    await other();
  }
}

interface Asked {
  path: string;
  parameters: Parameters;
  /** Traces that came with an earlier answer. */
  done: Set<string>;
  problems: string[];
}

async function readAnswer(
  api: JaegerApi,
  { path, parameters, done, problems }: Asked,
  signal: AbortSignal | undefined,
  onSpans: (spans: Span[]) => void,
): Promise<void> {
  let body: ReadableStream<Uint8Array>;
  try {
    body = await api.stream(path, parameters, signal);
  } catch (error) {
    // The newer API's way to say that nothing was found.
    if (error instanceof ApiError && error.status === 404 && !error.noSuchApi) return;
    throw error;
  }
  const before = new Set(done);
  let bytes = 0;
  const report = await readTraces(body, {
    name: 'Jaeger’s answer',
    signal,
    onProgress: (progress) => {
      bytes = progress.bytes;
    },
    onSpans(spans) {
      for (const { traceId } of spans) done.add(traceId);
      onSpans(before.size === 0 ? spans : spans.filter(({ traceId }) => !before.has(traceId)));
      return bytes < maxAnswerBytes;
    },
  });
  if (bytes >= maxAnswerBytes) {
    problems.push(
      `Jaeger answers with whole traces, and these are more than ${maxAnswerBytes / 1e6} MB. The rest was not read: set a lower limit or a shorter time.`,
    );
  }
  // An older API's answer without traces is an empty list, which is no problem here.
  if (report.spans > 0) problems.push(...report.problems);
}
