/** `fetch` on the lab's network, with Node's errors and the web's `Request`, `Response` and `AbortSignal`. */
import type { HeaderList } from '../../schemas/run-event.ts';
import { httpProblem } from '../http-problem.ts';
import type { NetworkFailure, WireResponse } from '../lab-message.ts';
import type { ProgramMessage } from '../program-message.ts';
import type { ActivityCount } from './activity.ts';
import {
  NativeError,
  NativeHeaders,
  NativePromise,
  NativeRequest,
  NativeResponse,
  NativeUrl,
  whenDone,
} from './native.ts';

/** More requests than this at a time are refused: a loop that never comes back to its event loop would pile them up. */
const requestsAtATime = 1_000;
const redirectLimit = 20;
const withoutBody = [101, 103, 204, 205, 304];

interface Outgoing {
  method: string;
  url: string;
  headers: HeaderList;
  body: Uint8Array<ArrayBuffer> | undefined;
  redirect: RequestRedirect;
  hops: number;
  stack: string;
  /** Called with the id of each message it is sent as: one for every hop. */
  sent: (id: number) => void;
  resolve: (response: Response) => void;
  reject: (reason: unknown) => void;
}

export interface VirtualFetch {
  answered(id: number, response: WireResponse): void;
  failed(id: number, failure: NetworkFailure): void;
}

/** Put the lab's `fetch` over the browser's, which the frame's policy refuses anyway. */
export function installFetch(activity: ActivityCount, send: (message: ProgramMessage) => void): VirtualFetch {
  const outgoing = new Map<number, Outgoing>();
  let lastId = 0;
  let open = 0;

  const dispatch = (request: Outgoing): void => {
    const problem = httpProblem('request', request);
    if (problem !== undefined) {
      request.reject(fetchFailed({ message: problem, code: 'EMSGSIZE', details: {} }, request.stack));
      return;
    }
    lastId += 1;
    outgoing.set(lastId, request);
    request.sent(lastId);
    send({
      type: 'request',
      id: lastId,
      method: request.method,
      url: request.url,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
  };

  const virtualFetch = (input: unknown, init?: RequestInit): Promise<Response> => {
    const stack = callerStack();
    return new NativePromise<Response>((resolve, reject) => {
      const { request, headers } = readInput(input, init);
      const signal = init?.signal ?? (input instanceof NativeRequest ? input.signal : undefined);
      if (signal?.aborted) return reject(signal.reason);
      if (open >= requestsAtATime) {
        return reject(
          fetchFailed(
            {
              message: `${open} requests are under way; a program in the lab can have ${requestsAtATime} at a time`,
              code: 'EMFILE',
              details: {},
            },
            stack,
          ),
        );
      }
      open += 1;
      activity.add('requests', 1);
      let settled = false;
      let id: number | undefined;
      const settle = <Value>(act: (value: Value) => void) => {
        return (value: Value): void => {
          if (settled) return;
          settled = true;
          open -= 1;
          activity.add('requests', -1);
          signal?.removeEventListener('abort', abort);
          act(value);
        };
      };
      const abort = (): void => {
        if (id !== undefined && outgoing.delete(id)) send({ type: 'abort', id });
        settle(reject)(signal?.reason);
      };
      signal?.addEventListener('abort', abort);
      const depart = (buffer: ArrayBuffer): void => {
        if (settled) return;
        dispatch({
          method: request.method,
          url: request.url,
          headers,
          body: buffer.byteLength > 0 ? new Uint8Array(buffer) : undefined,
          redirect: init?.redirect ?? request.redirect,
          hops: 0,
          stack,
          sent: (given) => {
            id = given;
          },
          resolve: settle(resolve),
          reject: settle(reject),
        });
      };
      if (request.body === null) depart(new ArrayBuffer(0));
      else whenDone(request.arrayBuffer(), depart, settle(reject));
    });
  };
  Object.defineProperty(globalThis, 'fetch', { value: virtualFetch, configurable: true, writable: true });

  const follow = (request: Outgoing, response: WireResponse): boolean => {
    const location = response.headers.find(([name]) => name === 'location')?.[1];
    if (location === undefined || ![301, 302, 303, 307, 308].includes(response.status)) return false;
    if (request.redirect === 'manual') return false;
    if (request.redirect === 'error' || request.hops >= redirectLimit) {
      const message = request.redirect === 'error' ? 'unexpected redirect' : 'redirect count exceeded';
      request.reject(fetchFailed({ message, code: 'ERR_REDIRECT', details: {} }, request.stack));
      return true;
    }
    const toGet =
      response.status === 303
        ? request.method !== 'HEAD'
        : response.status < 303 && request.method === 'POST';
    dispatch({
      ...request,
      url: new NativeUrl(location, request.url).href,
      ...(toGet ? { method: 'GET', body: undefined } : {}),
      hops: request.hops + 1,
    });
    return true;
  };

  return {
    answered(id, response) {
      const request = outgoing.get(id);
      outgoing.delete(id);
      if (request === undefined) return;
      try {
        if (!follow(request, response)) request.resolve(toResponse(response, request));
      } catch (problem) {
        const message = problem instanceof NativeError ? problem.message : String(problem);
        request.reject(fetchFailed({ message, code: 'ERR_INVALID_RESPONSE', details: {} }, request.stack));
      }
    },
    failed(id, failure) {
      const request = outgoing.get(id);
      outgoing.delete(id);
      request?.reject(fetchFailed(failure, request.stack));
    },
  };
}

function readInput(input: unknown, init: RequestInit | undefined): { request: Request; headers: HeaderList } {
  const isRequest = input instanceof NativeRequest;
  if (!isRequest) checkUrl(String(input));
  const { method, body } = init ?? {};
  // `mode`, `keepalive` and `credentials` are about a page's origin: `no-cors` would strip headers here.
  const given = {
    ...(method === undefined ? {} : { method }),
    ...(body === undefined || body === null ? {} : { body, duplex: 'half' }),
  };
  const request = new NativeRequest(isRequest ? input : String(input), given);
  // A Headers object of our own: a Request drops names that browsers forbid, such as `host` and `cookie`.
  const headers = new NativeHeaders(init?.headers ?? (isRequest ? input.headers : undefined));
  const contentType = request.headers.get('content-type');
  if (!headers.has('content-type') && contentType !== null) headers.set('content-type', contentType);
  return { request, headers: Array.from(headers) };
}

function checkUrl(url: string): void {
  let protocol: string;
  try {
    protocol = new NativeUrl(url).protocol;
  } catch {
    const cause = Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', input: url });
    throw new TypeError(`Failed to parse URL from ${url}`, { cause });
  }
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new TypeError('fetch failed', { cause: new NativeError('unknown scheme') });
  }
}

/** Where `fetch` was called: the frames below ours. The answer comes in another task, whose stack says nothing. */
function callerStack(): string {
  const stack: unknown = new NativeError().stack;
  return typeof stack === 'string' ? stack.split('\n').slice(3).join('\n') : '';
}

function fetchFailed(failure: NetworkFailure, stack: string): TypeError {
  const cause = Object.assign(new NativeError(failure.message), failure.details, { code: failure.code });
  cause.stack = `Error: ${failure.message}`;
  const error = new TypeError('fetch failed', { cause });
  error.stack = `TypeError: fetch failed\n${stack}`;
  return error;
}

function toResponse(wire: WireResponse, request: Outgoing): Response {
  const body = withoutBody.includes(wire.status) ? null : (wire.body ?? new Uint8Array());
  const response = new NativeResponse(body as BodyInit | null, {
    status: wire.status,
    statusText: wire.statusText,
    headers: wire.headers,
  });
  return asReceived(response, wire, request);
}

/** What only a response from a network has, kept over `clone`. Without `url`, instrumentation-fetch fails. */
function asReceived(response: Response, wire: WireResponse, request: Outgoing): Response {
  const { clone } = response;
  const fixed = (value: unknown) => ({ value, configurable: true });
  return Object.defineProperties(response, {
    url: fixed(request.url),
    redirected: fixed(request.hops > 0),
    headers: fixed(new NativeHeaders(wire.headers)),
    clone: fixed(() => asReceived(Reflect.apply(clone, response, []), wire, request)),
  });
}
