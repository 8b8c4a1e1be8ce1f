/** Asks a Jaeger's HTTP API, and says in sentences what went wrong and what to do about it. */
import { isObject } from '../files/json-values.ts';
import { LibraryError } from '../library/trace-library.ts';

export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;
export type Parameters = Readonly<Record<string, string>>;

export interface JaegerApi {
  /** The whole address. */
  url(path: string, parameters?: Parameters): string;
  /** @throws {ApiError} when it is no JSON, or not 200; {LibraryError}; the signal's reason */
  json(path: string, parameters?: Parameters, signal?: AbortSignal): Promise<unknown>;
  /** An answer to be read as it arrives. @throws as `json` does, as far as the answer's head tells */
  stream(path: string, parameters?: Parameters, signal?: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

/** An answer that is not what was asked for. */
export class ApiError extends LibraryError {
  readonly status: number;
  /** This Jaeger has no such API: another version's may be there. */
  readonly noSuchApi: boolean;

  constructor(message: string, status: number, noSuchApi: boolean) {
    super(message);
    this.status = status;
    this.noSuchApi = noSuchApi;
  }
}

/** Of a body, in a sentence. */
const shownCharacters = 200;

/** @param base where its API is, without `/api`: `http://localhost:16686`, or with a path in front */
export function createJaegerApi(base: string, fetch: Fetch): JaegerApi {
  const root = base.replace(/\/+$/u, '');

  const url = (path: string, parameters: Parameters = {}): string => {
    const search = new URLSearchParams(parameters).toString();
    return `${root}${path}${search === '' ? '' : `?${search}`}`;
  };

  async function get(address: string, signal?: AbortSignal): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(address, { headers: { accept: 'application/json' }, ...(signal && { signal }) });
    } catch (error) {
      signal?.throwIfAborted();
      throw new LibraryError(
        `${address} cannot be reached: ${reason(error)}. Is this Jaeger running, and may this page ask it?`,
      );
    }
    if (!response.ok) throw await refusal(address, response);
    // Jaeger answers its own page wherever it has nothing else.
    if (response.headers.get('content-type')?.includes('html') === true) {
      throw noJson(address, response.status, await start(response));
    }
    return response;
  }

  function noJson(address: string, status: number, body: string): ApiError {
    const words = `${address} answered with what is no JSON: “${shorten(body)}”`;
    return new ApiError(`${words}. Is ${root} the address of a Jaeger?`, status, true);
  }

  async function refusal(address: string, response: Response): Promise<ApiError> {
    const body = await start(response);
    const { status, statusText } = response;
    const said = saidIn(body);
    const code = `${status}${statusText === '' ? '' : ` ${statusText}`}`;
    // An answer of the API itself has a reason in JSON; one of a server that knows no such path has not.
    const noSuchApi = [404, 405, 501].includes(status) && said === undefined;
    const words = shorten(said ?? body);
    const quoted = words === '' ? '' : `: “${words}”`;
    return new ApiError(
      `${address} answered ${code}${quoted}. ${advice(status, noSuchApi)}`.trim(),
      status,
      noSuchApi,
    );
  }

  return {
    url,
    async json(path, parameters, signal) {
      const address = url(path, parameters);
      const response = await get(address, signal);
      let text: string;
      try {
        text = await response.text();
      } catch (error) {
        signal?.throwIfAborted();
        throw new LibraryError(
          `${address} stopped in the middle of its answer: ${reason(error)}. Try again.`,
        );
      }
      try {
        return JSON.parse(text);
      } catch {
        throw noJson(address, response.status, text);
      }
    },
    async stream(path, parameters, signal) {
      const { body } = await get(url(path, parameters), signal);
      return body ?? new Blob([]).stream();
    },
  };
}

/** The first characters of a body. What is wrong with reading it is no news. */
async function start(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (text.length < 4 * shownCharacters) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // What came says enough.
  }
  await reader.cancel().catch(() => undefined);
  return text;
}

/**
 * The message of Jaeger's own errors: `{errors: [{msg}]}` of its older API, `{error: {message}}` of the newer. A bare
 * `{code, message}` is what gRPC's gateway says of paths it does not know.
 */
function saidIn(body: string): string | undefined {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (!isObject(json)) return undefined;
  const { error, errors } = json as { error?: unknown; errors?: unknown };
  const said: unknown = Array.isArray(errors) ? errors[0] : error;
  const text = isObject(said) ? (said['message'] ?? said['msg']) : said;
  return typeof text === 'string' ? text : undefined;
}

/** On one line. */
function shorten(body: string): string {
  const text = body.trim().replaceAll(/\s+/gu, ' ');
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
}

function advice(status: number, noSuchApi: boolean): string {
  if (status === 401 || status === 403) return 'It wants a login: open it in a tab first, or ask its owner.';
  if (noSuchApi) return 'There is no such API: is this the address of a Jaeger?';
  if (status === 429 || status === 502 || status === 503 || status === 504) return 'Try again in a while.';
  if (status >= 500) return 'Jaeger’s own log says more.';
  return '';
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
