/**
 * The lab's network: names, ports, routes with latency and faults, and every exchange as it crossed. In memory;
 * time, programs and backends are given to it.
 */

import type { CollectorPlaces } from '../collector/collector.ts';
import type { NetworkFailure, WireRequest, WireResponse } from '../realm/lab-message.ts';
import type { Lab } from '../schemas/lab.ts';
import type { Exchange, HeaderList } from '../schemas/run-event.ts';
import {
  type Address,
  addressOf,
  isLoopback,
  notFound,
  notHttp,
  notTls,
  refused,
  reset,
  selfSigned,
} from './address.ts';
import type { Backend, Outcome, Protocol } from './backend.ts';
import { createBodyLog } from './exchange-log.ts';
import { grpcStatusAnswer } from './grpc.ts';
import { completed, lowerCase, onItsWay } from './http-message.ts';
import { placesOf } from './places.ts';
import { createPorts, type Listener } from './ports.ts';
import { refusesAll, routeFor } from './route.ts';
import { statusTexts } from './status-text.ts';

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
  /** A port of a program has opened or closed. */
  moved?(): void;
}

export type { Listener, Outcome };

export interface Network {
  /**
   * Sends a request. `done` is called once, unless the returned function took the request back.
   * Who sends is a service, a backend, or `you`.
   */
  send(
    from: string,
    request: WireRequest,
    done: (outcome: Outcome, exchange: Exchange) => void,
    protocol?: Protocol,
  ): () => void;
  listen(service: string, server: number, port: number, hostname: string): { port: number } | NetworkFailure;
  close(service: string, server: number): void;
  /** The answer of a program to a request it was handed. Others' answers and late ones count for nothing. */
  respond(service: string, id: number, response: WireResponse): void;
  /** A program or a backend is gone: its ports close, what it had open breaks. */
  remove(name: string): void;
  /** The programs are gone: what they have open breaks, also what is still on its way. Backends talk on. */
  end(): void;
  /** Requests that are not over: those a service sent, or all but those of backends. */
  open(from?: string): number;
  /** `localhost:5000` and so on. */
  addressesOf(service: string): string[];
  /** What a backend finds around it. */
  places(backend: string): CollectorPlaces;
}

interface Open {
  from: string;
  protocol: Protocol;
  to: string | undefined;
  finish: (outcome: Outcome) => void;
  /** The connection breaks once the program has the request, or the backend has answered it. */
  breaks: boolean;
  /** The program that has the request. */
  listener?: Listener;
}

const refusedAnswer: HeaderList = [['content-type', 'text/plain;charset=UTF-8']];

/** @param backends In the order in which `localhost` finds them. */
export function createNetwork(lab: Lab, backends: readonly Backend[], effects: NetworkEffects): Network {
  const ports = createPorts((port) => backends.some((each) => !each.apart && each.ports.has(port)));
  const bodies = createBodyLog();
  const backendNames = new Set(backends.map(({ name }) => name));
  const names = new Set([...lab.services.map(({ name }) => name), ...backendNames]);
  const isKnown = (host: string): boolean => isLoopback(host) || names.has(host);
  const requests = new Map<number, Open>();
  let lastId = 0;

  /**
   * What answers at this address. A name other than `localhost` reaches only the ports of its owner. A backend
   * finds its own ports on its own machine, and does not come here for them.
   */
  const target = (from: string, { host, port }: Address): Listener | Backend | undefined => {
    const listener = ports.at(port);
    if (listener && (isLoopback(host) || host === listener.service)) return listener;
    const isLocal = (backend: Backend): boolean =>
      isLoopback(host) && (backendNames.has(from) || backend.hidden?.has(port) !== true);
    return backends.find(
      (each) => each.name !== from && each.ports.has(port) && (host === each.name || isLocal(each)),
    );
  };

  /** Routes are written as programs see the lab. */
  const leads = (from: string, route: Address, request: Address): boolean =>
    route.host === request.host ||
    (isKnown(route.host) && isKnown(request.host) && target('', route) === target(from, request));

  const arrive = (id: number, open: Open, address: Address, request: WireRequest): void => {
    const found = target(open.from, address);
    if (found === undefined) {
      open.finish({ failure: refused(address) });
    } else if (address.secure) {
      const speaksTls = 'ports' in found && found.secure?.has(address.port) === true;
      open.finish({ failure: speaksTls ? selfSigned() : notTls() });
    } else if (open.protocol !== ('server' in found ? 'http' : found.ports.get(address.port))) {
      open.finish({ failure: open.protocol === 'http' ? notHttp() : reset() });
    } else if ('server' in found) {
      open.to = found.service;
      open.listener = found;
      effects.deliver(found, id, request);
      if (open.breaks) open.finish({ failure: reset() });
    } else {
      open.to = found.name;
      // It has done its work by the time a connection that is to break does.
      found.answer({ id: `x${id}`, port: address.port, request }).then(
        (outcome) => open.finish(open.breaks ? { failure: reset() } : outcome),
        () => open.finish({ failure: reset() }),
      );
    }
  };

  const send: Network['send'] = (from, given, done, protocol = 'http') => {
    lastId += 1;
    const id = lastId;
    const request = { ...given, method: given.method.toUpperCase(), headers: lowerCase(given.headers) };
    const address = addressOf(request.url);
    const route = routeFor(lab.network, request, (asked, going) => leads(from, asked, going));
    const startedAtMs = effects.nowMs();
    const { body, ...head } = request;
    const sent: WireRequest = {
      ...head,
      headers: onItsWay(request, address, !backendNames.has(from)).filter(
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
      protocol,
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
        open.finish({
          response: protocol === 'grpc' ? grpcStatusAnswer(route.status) : plainAnswer(route.status),
        });
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
    if ('aborted' in outcome) {
      const failure = backendNames.has(open.from)
        ? `${open.from} did not wait any longer`
        : 'the program took the request back';
      return { ...exchange, failure };
    }
    const { status, statusText, headers, body } = outcome.response;
    const kept = bodies.keep(body);
    return { ...exchange, response: { status, statusText, headers, ...(kept ? { body: kept } : {}) } };
  };

  const breakAll = (concerned: (open: Open) => boolean): void => {
    for (const open of [...requests.values()]) if (concerned(open)) open.finish({ failure: reset() });
  };
  const moved = (): void => effects.moved?.();

  return {
    send,
    listen(...where) {
      const opened = ports.listen(...where);
      moved();
      return opened;
    },
    close(service, server) {
      ports.close(service, server);
      moved();
    },
    respond(service, id, response) {
      const open = requests.get(id);
      if (open?.to === service) open.finish({ response });
    },
    remove(name) {
      ports.close(name);
      breakAll((open) => open.to === name || open.from === name);
      moved();
    },
    end: () => breakAll(({ from }) => !backendNames.has(from)),
    open: (from) =>
      [...requests.values()].filter((each) =>
        from === undefined ? !backendNames.has(each.from) : each.from === from,
      ).length,
    addressesOf: (service) => ports.of(service).map(({ port }) => `localhost:${port}`),
    places: (backend) =>
      placesOf({
        services: lab.services.map(({ name }) => name),
        listeners: ports.all(),
        backends: backends.filter(({ name }) => name !== backend),
        isShared: lab.collector?.machine === 'shared',
        isShut: (owner, port) =>
          refusesAll(lab.network, (asked) => asked.port === port && target('', asked) === owner),
      }),
  };
}

function plainAnswer(status: number): WireResponse {
  const text = statusTexts[status] ?? '';
  return { status, statusText: text, headers: refusedAnswer, body: new TextEncoder().encode(text) };
}
