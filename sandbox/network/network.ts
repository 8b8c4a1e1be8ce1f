/**
 * The lab's network: names, ports, routes with latency and faults, and every exchange as it crossed. In memory;
 * time, programs and the backend are given to it.
 */
import type { NetworkFailure, WireRequest, WireResponse } from '../realm/lab-message.ts';
import type { Lab } from '../schemas/lab.ts';
import type { Exchange, HeaderList } from '../schemas/run-event.ts';
import { type Address, addressOf, isLoopback, notFound, notTls, refused, reset } from './address.ts';
import { createBodyLog } from './exchange-log.ts';
import { createPorts, type Listener } from './ports.ts';
import { routeFor } from './route.ts';
import { statusTexts } from './status-text.ts';

/** Something on the network that is not a program: Jaeger. */
export interface Backend {
  /** Its host name, and what exchanges call it. */
  name: string;
  ports: readonly number[];
  answer(exchangeId: string, port: number, request: WireRequest): Promise<WireResponse>;
}

export interface NetworkEffects {
  /** Milliseconds since the run began. */
  nowMs(): number;
  /** Calls `act` later; returns what takes that back. */
  after(delayMs: number, act: () => void): () => void;
  /** Hands a request to a program that listens. Its answer comes through `respond`. */
  deliver(listener: Listener, id: number, request: WireRequest): void;
  /** Nobody waits for the answer to this request any more. */
  withdraw(listener: Listener, id: number): void;
  /** Called once for every exchange, when it is over, before the one who asked learns of it. */
  exchanged(exchange: Exchange): void;
}

export type { Listener };

export type Outcome = { response: WireResponse } | { failure: NetworkFailure };

export interface Network {
  /** Sends a request. `done` is called once, unless the returned function took the request back. */
  send(from: string, request: WireRequest, done: (outcome: Outcome, exchange: Exchange) => void): () => void;
  listen(service: string, server: number, port: number, hostname: string): { port: number } | NetworkFailure;
  close(service: string, server: number): void;
  /** The answer of a program to a request it was handed. Others' answers and late ones count for nothing. */
  respond(service: string, id: number, response: WireResponse): void;
  /** A program is gone: its ports close, what it had open breaks. */
  remove(service: string): void;
  /** The network is gone: whatever is open breaks, also what is still on its way. */
  end(): void;
  /** Requests that are not over: all, or those a service sent. */
  open(from?: string): number;
  /** `localhost:5000` and so on. */
  addressesOf(service: string): string[];
}

interface Open {
  from: string;
  to: string | undefined;
  finish: (outcome: Outcome) => void;
  /** The connection breaks once the program has the request, or the backend has answered it. */
  breaks: boolean;
  /** The program that has the request. */
  listener?: Listener;
}

const refusedAnswer: HeaderList = [['content-type', 'text/plain;charset=UTF-8']];

export function createNetwork(lab: Lab, backend: Backend | undefined, effects: NetworkEffects): Network {
  const ports = createPorts(new Set(backend?.ports));
  const bodies = createBodyLog();
  const names = new Set([...lab.services.map(({ name }) => name), ...(backend ? [backend.name] : [])]);
  const isKnown = (host: string): boolean => isLoopback(host) || names.has(host);
  const sameHost = (left: string, right: string): boolean =>
    left === right || (isKnown(left) && isKnown(right));
  const requests = new Map<number, Open>();
  let lastId = 0;

  /** What answers at this address. A name other than `localhost` reaches only the ports of its owner. */
  const target = ({ host, port }: Address): Listener | Backend | undefined => {
    if (backend?.ports.includes(port) && (isLoopback(host) || host === backend.name)) return backend;
    const listener = ports.at(port);
    return listener && (isLoopback(host) || host === listener.service) ? listener : undefined;
  };

  const arrive = (id: number, open: Open, address: Address, request: WireRequest): void => {
    const found = target(address);
    if (found === undefined) {
      open.finish({ failure: refused(address) });
    } else if (address.secure) {
      open.finish({ failure: notTls() });
    } else if ('server' in found) {
      open.to = found.service;
      open.listener = found;
      effects.deliver(found, id, request);
      if (open.breaks) open.finish({ failure: reset() });
    } else {
      open.to = found.name;
      // It has done its work by the time a connection that is to break does.
      found.answer(`x${id}`, address.port, request).then(
        (response) => open.finish(open.breaks ? { failure: reset() } : { response }),
        () => open.finish({ failure: reset() }),
      );
    }
  };

  const send: Network['send'] = (from, given, done) => {
    lastId += 1;
    const id = lastId;
    const request = { ...given, method: given.method.toUpperCase(), headers: lowerCase(given.headers) };
    const address = addressOf(request.url);
    const route = routeFor(lab.network, request, sameHost);
    const startedAtMs = effects.nowMs();
    const { body, ...head } = request;
    const sent: WireRequest = {
      ...head,
      headers: onItsWay(request, address).filter(
        ([name]) => !route?.dropHeaders.some((dropped) => dropped.toLowerCase() === name),
      ),
      ...(body === undefined ? {} : { body }),
    };
    let cancelDelay = (): void => undefined;

    const over = (outcome: Outcome | { aborted: true }): Exchange => {
      requests.delete(id);
      cancelDelay();
      if (!('response' in outcome) && open.listener) effects.withdraw(open.listener, id);
      const times = { startedAtMs, endedAtMs: effects.nowMs() };
      const exchange = toExchange(`x${id}`, open, sent, outcome, times);
      effects.exchanged(exchange);
      return exchange;
    };
    const open: Open = {
      from,
      to: undefined,
      breaks: route?.fault === 'reset',
      finish(outcome) {
        if (!requests.has(id)) return;
        const complete = 'response' in outcome ? { response: completed(outcome.response) } : outcome;
        done(complete, over(complete));
      },
    };
    requests.set(id, open);
    const travel = (): void => {
      if (address === undefined) {
        open.finish({ failure: { message: 'unknown scheme', code: 'ERR_INVALID_URL', details: {} } });
      } else if (!isKnown(address.host)) {
        open.finish({ failure: notFound(address) });
      } else if (route?.fault === 'refuse') {
        open.finish({ failure: refused(address) });
      } else if (route?.status !== undefined) {
        const text = statusTexts[route.status] ?? '';
        const answer = { status: route.status, statusText: text, headers: refusedAnswer };
        open.finish({ response: { ...answer, body: new TextEncoder().encode(text) } });
      } else {
        arrive(id, open, address, sent);
      }
    };
    if (route !== undefined && route.latencyMs > 0) cancelDelay = effects.after(route.latencyMs, travel);
    else travel();
    return () => {
      if (requests.has(id)) over({ aborted: true });
    };
  };

  const toExchange = (
    id: string,
    open: Open,
    request: WireRequest,
    outcome: Outcome | { aborted: true },
    times: { startedAtMs: number; endedAtMs: number },
  ): Exchange => {
    const requestBody = bodies.keep(request.body);
    const exchange: Exchange = {
      id,
      from: open.from,
      ...(open.to === undefined ? {} : { to: open.to }),
      method: request.method,
      url: request.url,
      requestHeaders: request.headers,
      ...(requestBody === undefined ? {} : { requestBody }),
      ...times,
    };
    if ('failure' in outcome) return { ...exchange, failure: `fetch failed: ${outcome.failure.message}` };
    if ('aborted' in outcome) return { ...exchange, failure: 'the program took the request back' };
    const { status, statusText, headers, body } = outcome.response;
    const kept = bodies.keep(body);
    return { ...exchange, response: { status, statusText, headers, ...(kept ? { body: kept } : {}) } };
  };

  return {
    send,
    listen: ports.listen,
    close: ports.close,
    respond(service, id, response) {
      const open = requests.get(id);
      if (open?.to === service) open.finish({ response });
    },
    remove(service) {
      ports.close(service);
      for (const open of [...requests.values()]) {
        if (open.to === service || open.from === service) open.finish({ failure: reset() });
      }
    },
    end() {
      for (const open of [...requests.values()]) open.finish({ failure: reset() });
    },
    open: (from) => [...requests.values()].filter((each) => from === undefined || each.from === from).length,
    addressesOf: (service) => ports.of(service).map(({ port }) => `localhost:${port}`),
  };
}

function lowerCase(headers: HeaderList): HeaderList {
  return headers.map(([name, value]) => [name.toLowerCase(), value]);
}

/** The headers as they leave, with those that Node's client adds. */
function onItsWay({ headers, body }: WireRequest, address: Address | undefined): HeaderList {
  const added: HeaderList = [
    ['host', address === undefined ? '' : `${address.host}:${address.port}`],
    ['accept', '*/*'],
    ['user-agent', 'node'],
    ...(body === undefined ? [] : ([['content-length', String(body.byteLength)]] as HeaderList)),
  ];
  return [...headers, ...added.filter(([name]) => !headers.some(([given]) => given === name))];
}

/** An answer with what HTTP wants of it: a known status, its text, the length of its body. */
function completed({ status, statusText, headers, body }: WireResponse): WireResponse {
  const known = status >= 200 && status <= 599;
  const given = lowerCase(headers);
  const length: HeaderList = given.some(([name]) => name === 'content-length')
    ? []
    : [['content-length', String(body?.byteLength ?? 0)]];
  const code = known ? status : 502;
  return {
    status: code,
    statusText: statusText === '' ? (statusTexts[code] ?? '') : statusText,
    headers: [...given, ...length],
    ...(body === undefined ? {} : { body }),
  };
}
