/** OTLP/HTTP on a socket: bounded bodies, and CORS that lets any page in. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { HeaderList } from '@spanlab/sandbox/schemas/run-event.ts';
import { encodeStatus, rpcCode } from '@spanlab/sandbox/store/otlp/response.ts';
import { defaultMaxBodyBytes } from '@spanlab/sandbox/store/otlp-receiver.ts';
import type { Intake } from './intake.ts';

/** Which run a URL's path is of, and what is behind that run's base address. */
export type Route = (path: string) => { runId: string; path: string } | undefined;

export function otlpListener(
  route: Route,
  intake: Intake,
  maxBodyBytes = defaultMaxBodyBytes,
): RequestListener {
  return (request, response) => {
    void serve(request, response, { route, intake, maxBodyBytes }).catch(() => response.destroy());
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { route, intake, maxBodyBytes }: { route: Route; intake: Intake; maxBodyBytes: number },
): Promise<void> {
  const path = request.url ?? '/';
  for (const [name, value] of cors(request)) response.setHeader(name, value);
  if (request.method === 'OPTIONS') {
    response.writeHead(204).end();
    return;
  }
  const found = route(path);
  if (found === undefined) {
    request.resume();
    refuse(
      response,
      404,
      rpcCode.notFound,
      `no run listens at ${path.slice(0, 200)}: it is over, or never began`,
    );
    return;
  }
  const body = await bodyOf(request, maxBodyBytes);
  if (body === undefined) {
    request.resume();
    response.setHeader('connection', 'close');
    refuse(response, 413, rpcCode.resourceExhausted, `the body has more than ${maxBodyBytes} bytes`);
    return;
  }
  const method = request.method ?? 'GET';
  // As a reader knows the address, not where it happens to be in this session.
  const url = `http://localhost:4318${found.path}`;
  const answer = await intake.take(found.runId, {
    method,
    url,
    path: found.path,
    headers: headersOf(request),
    body,
  });
  response.writeHead(answer.status, answer.headers.flat()).end(answer.body);
}

function refuse(response: ServerResponse, status: number, code: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(encodeStatus('application/json', code, message));
}

/** `undefined`: there is more of it than may be. */
async function bodyOf(request: IncomingMessage, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Not destroyed when there is too much: the sender is still to be told so.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** A beacon, which exporters in pages use, is sent with credentials: then `*` is no answer. */
function cors({ headers }: IncomingMessage): HeaderList {
  const { origin } = headers;
  if (origin === undefined) return [];
  const asked = headers['access-control-request-headers'];
  return [
    ['access-control-allow-origin', origin],
    ['access-control-allow-credentials', 'true'],
    ['access-control-allow-methods', 'POST, GET, OPTIONS'],
    ['access-control-allow-private-network', 'true'],
    ['access-control-max-age', '7200'],
    ['vary', 'origin'],
    ...(asked === undefined ? [] : ([['access-control-allow-headers', asked]] as HeaderList)),
  ];
}

function headersOf({ rawHeaders }: IncomingMessage): HeaderList {
  const headers: HeaderList = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    headers.push([(rawHeaders[i] ?? '').toLowerCase(), rawHeaders[i + 1] ?? '']);
  }
  return headers;
}
