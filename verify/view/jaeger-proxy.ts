/** Hands a Jaeger's answers on to the page: only what reads traces, and nothing of the page's but the path. */
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';

/** Jaeger's query API, both versions of it; nothing else of what may live at that address. */
const queryPath =
  /^\/api\/(?:services(?:\/[^/]+\/operations)?|operations|traces(?:\/[0-9a-f]{1,32})?|dependencies|v3\/(?:services|operations|traces(?:\/[0-9a-f]{1,32})?|dependencies))$/iu;

/** A Jaeger may have to read a lot from its storage before it says a word. */
const answerWithinMs = 60_000;

export type JaegerProxy = (
  pathWithSearch: string,
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<void>;

/** @param jaeger its base address; a name and password in it are sent as such */
export function createJaegerProxy(jaeger: URL, withinMs = answerWithinMs): JaegerProxy {
  const base = jaeger.href.replace(/\/$/u, '');
  const basePath = jaeger.pathname.replace(/\/$/u, '');
  const shown = withoutPassword(jaeger);
  const refuse = (response: ServerResponse, status: number, message: string): void => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`The Jaeger at ${shown} ${message}`);
  };
  return async (pathWithSearch, request, response) => {
    const [path = '', search = ''] = pathWithSearch.split(/\?(.*)/su);
    const url = isPlain(pathWithSearch) ? URL.parse(`${base}${path}?${search}`) : null;
    // What counts is where it leads once it is an address.
    const asked =
      url?.origin === jaeger.origin && url.href.startsWith(base) ? url.pathname.slice(basePath.length) : '';
    if (url === null || !queryPath.test(asked) || hasDotSegment(path)) {
      refuse(
        response,
        404,
        `is only asked for traces, and ${path.slice(0, 200)} is no path of its query API.`,
      );
      return;
    }
    try {
      const answer = await ask(url, request, { response, withinMs });
      const { statusCode = 502, headers } = answer;
      if (statusCode >= 300 && statusCode < 400) {
        answer.destroy();
        refuse(response, 502, `leads elsewhere (status ${statusCode}). Is a login in front of it?`);
        return;
      }
      const { 'content-encoding': encoding, 'content-length': length } = headers;
      response.writeHead(statusCode, {
        'content-type': plainType(headers['content-type']),
        ...(encoding !== undefined && { 'content-encoding': encoding }),
        ...(length !== undefined && { 'content-length': length }),
      });
      using _ = endIdle(answer, response, withinMs);
      await pipeline(answer, response);
    } catch (error) {
      // Nobody waits any more, or half of the answer is gone already.
      if (response.destroyed || response.headersSent) response.destroy();
      else if (error instanceof Late) refuse(response, 504, `did not answer within ${withinMs / 1000} s.`);
      else refuse(response, 502, `cannot be reached: ${reasonOf(error)}`);
    }
  };
}

/** An address as it may be shown to anybody. */
export function withoutPassword(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href.replace(/\/$/u, '');
}

class Late extends Error {}

/** Of what an address can hold: no blank, no `\\` that would be taken for a `/`, no `#` that would cut it off. */
function isPlain(target: string): boolean {
  return /^[!-~]*$/u.test(target) && !/[\\#]/u.test(target);
}

/** Also of one that whatever stands in front of the Jaeger would see after unescaping. */
function hasDotSegment(path: string): boolean {
  try {
    return decodeURIComponent(path)
      .split(/[/\\]/u)
      .some((segment) => segment === '.' || segment === '..');
  } catch {
    return true;
  }
}

/** Ends an answer of which nothing comes any more. That its reader takes their time is no reason. */
function endIdle(answer: IncomingMessage, response: ServerResponse, withinMs: number): Disposable {
  const timer = setTimeout(() => {
    if (response.writableNeedDrain) timer.refresh();
    else answer.destroy(new Late());
  }, withinMs);
  answer.on('data', () => timer.refresh());
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

/** Resolves with the beginning of the answer. Ends the request when the page does not wait for it any more. */
function ask(
  url: URL,
  { method = 'GET', headers }: IncomingMessage,
  { response, withinMs }: { response: ServerResponse; withinMs: number },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const encodings = headers['accept-encoding'];
    const asked = send(url, {
      method,
      headers: { accept: 'application/json', ...(encodings && { 'accept-encoding': encodings }) },
    });
    const late = setTimeout(() => asked.destroy(new Late()), withinMs);
    response.once('close', () => asked.destroy());
    asked.once('response', (answer) => {
      clearTimeout(late);
      resolve(answer);
    });
    asked.once('error', (error) => {
      clearTimeout(late);
      reject(error);
    });
    asked.end();
  });
}

/** What the other side sends must not be able to act as a page of ours. */
function plainType(type = ''): string {
  return /^application\/(?:[\w.]+\+)?json\b/iu.test(type) ? 'application/json' : 'text/plain; charset=utf-8';
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // `localhost` is tried at two addresses.
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED')
    return 'nothing listens there. Is it running, and is this the port of its page?';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no machine of this name is known.';
  if (code.startsWith('HPE_')) return 'it does not speak HTTP. Is it a gRPC port?';
  if (code === 'EPROTO') return 'it speaks no TLS. Use http:// there.';
  return error.message;
}
