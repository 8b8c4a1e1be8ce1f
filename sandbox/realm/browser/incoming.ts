/** The server side of a program: ports it listens on, and requests that come in through them. */
import type { HeaderList } from '../../schemas/run-event.ts';
import { httpProblem } from '../http-problem.ts';
import type { NetworkFailure, WireRequest, WireResponse } from '../lab-message.ts';
import type { ProgramMessage } from '../program-message.ts';
import type { ActivityCount } from './activity.ts';
import {
  NativeError,
  NativeHeaders,
  NativePromise,
  NativeRequest,
  NativeResponse,
  whenDone,
} from './native.ts';
import { type ServerHook, serverHook } from './server-hook.ts';

type Answer = Parameters<ServerHook['listen']>[0]['answer'];

interface Server {
  answer: Answer;
  listening: (port: number, address: string) => void;
  failed: (error: Error) => void;
}

export interface Incoming {
  /** Whether any port is open. */
  listens(): boolean;
  listening(server: number, port: number, address: string): void;
  notListening(server: number, failure: NetworkFailure): void;
  request(server: number, id: number, request: WireRequest): void;
  /** Nobody waits for the answer any more: the request's signal aborts. */
  withdrawn(id: number): void;
}

/** Give `@hono/node-server` a way to the lab's network. */
export function installServer(activity: ActivityCount, send: (message: ProgramMessage) => void): Incoming {
  const servers = new Map<number, Server>();
  const serving = new Map<number, AbortController>();
  let last = 0;

  const hook: ServerHook = {
    listen({ port, hostname, answer, listening, failed }) {
      last += 1;
      const server = last;
      servers.set(server, { answer, listening, failed });
      // Until the lab has answered, the program has something to do.
      activity.add('requests', 1);
      send({ type: 'listen', server, port, hostname });
      return () => {
        if (servers.delete(server)) send({ type: 'close', server });
      };
    },
  };
  Object.defineProperty(globalThis, serverHook, { value: Object.freeze(hook) });

  const respond = (id: number, response: WireResponse): void => send({ type: 'response', id, ...response });
  const serve = (answer: Answer, id: number, wire: WireRequest): void => {
    const gone = new AbortController();
    serving.set(id, gone);
    activity.add('serving', 1);
    const isOver = (): boolean => {
      if (!serving.delete(id)) return true;
      activity.add('serving', -1);
      return false;
    };
    const failed = (problem: unknown): void => {
      if (isOver()) return;
      console.error(problem);
      respond(id, toWire(new NativeResponse(null, { status: 500 }), new Uint8Array()));
    };
    const answered = new NativePromise<Response>((resolve) => {
      resolve(answer(toRequest(wire, gone.signal), wire) as Response | Promise<Response>);
    });
    const withBody = (response: Response): void => {
      if (!(response instanceof NativeResponse)) {
        failed(new TypeError(`a server's fetch answers with a Response; found ${typeof response}`));
        return;
      }
      whenDone(
        response.arrayBuffer(),
        (buffer) => {
          const wired = toWire(response, new Uint8Array(buffer));
          const problem = httpProblem('response', wired);
          if (problem !== undefined) failed(new NativeError(problem));
          else if (!isOver()) respond(id, wired);
        },
        failed,
      );
    };
    whenDone(answered, withBody, failed);
  };

  return {
    listens: () => servers.size > 0,
    listening(server, port, address) {
      activity.add('requests', -1);
      servers.get(server)?.listening(port, address);
    },
    notListening(server, failure) {
      activity.add('requests', -1);
      const failed = servers.get(server)?.failed;
      servers.delete(server);
      failed?.(Object.assign(new NativeError(failure.message), failure.details, { code: failure.code }));
    },
    request(server, id, request) {
      const answer = servers.get(server)?.answer;
      if (answer !== undefined) serve(answer, id, request);
    },
    withdrawn(id) {
      const gone = serving.get(id);
      if (!serving.delete(id)) return;
      activity.add('serving', -1);
      gone?.abort();
    },
  };
}

function toWire(response: Response, body: Uint8Array<ArrayBuffer>): WireResponse {
  return {
    status: response.status,
    statusText: response.statusText,
    headers: Array.from(response.headers) as HeaderList,
    ...(body.byteLength === 0 ? {} : { body }),
  };
}

function toRequest(wire: WireRequest, signal: AbortSignal): Request {
  const body = wire.method === 'GET' || wire.method === 'HEAD' ? undefined : wire.body;
  const request = new NativeRequest(wire.url, {
    method: wire.method,
    headers: wire.headers,
    signal,
    ...(body === undefined ? {} : { body: body as BodyInit }),
  });
  // A Request drops headers that browsers forbid scripts to set; a server receives them.
  return Object.defineProperty(request, 'headers', { value: new NativeHeaders(wire.headers) });
}
