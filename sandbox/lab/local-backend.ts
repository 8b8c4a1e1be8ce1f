/** The containers on this machine in the place of the page's own Collector and Jaeger. */
import type { LocalPlace } from '../local-lab/place.ts';
import { addressOf, refused, reset } from '../network/address.ts';
import type { Backend, Outcome, Protocol } from '../network/backend.ts';
import type { NetworkFailure, WireRequest, WireResponse } from '../realm/lab-message.ts';
import type { HeaderList } from '../schemas/run-event.ts';
import type { Span } from '../schemas/trace.ts';
import { receive, tracesPath } from '../store/otlp-receiver.ts';
import type { Exports } from './export.ts';
import { createTraceReader, type TraceReader } from './local-backend-traces.ts';

export interface LocalEffects {
  fetch(url: string, init: RequestInit): Promise<Response>;
  nowMs(): number;
  after(delayMs: number, act: () => void): () => void;
  /** Spans that Jaeger has now, each once. */
  arrived(spans: Span[]): void;
}

export interface LocalBackend extends Pick<TraceReader, 'settled' | 'missing'> {
  backends: Backend[];
  /** Ends whatever is under way. */
  end(): void;
}

const jaegerPort = 16_686;

/**
 * @param hasCollector Whether the lab has a Collector of its own: then it is called so, and else the containers are, all
 *   together, the Jaeger that the lab has.
 */
export function createLocalBackend(
  place: LocalPlace,
  hasCollector: boolean,
  exports: Exports,
  effects: LocalEffects,
): LocalBackend {
  const ended = new AbortController();
  const reader = createTraceReader(place.jaeger, {
    ...effects,
    fetch: (url) => effects.fetch(url, { ...plain, signal: ended.signal }),
  });
  const ask = async (base: string, request: WireRequest): Promise<Outcome> => {
    const { method, headers, body } = request;
    try {
      const response = await effects.fetch(`${base}${pathOf(request.url)}`, {
        ...plain,
        method,
        headers: headers.filter(([name]) => !between.test(name)) as [string, string][],
        signal: ended.signal,
        ...(body !== undefined && method !== 'GET' && method !== 'HEAD' && { body }),
      });
      const unheard = response.headers.get('x-spanlab-unheard');
      return unheard === null
        ? { response: await toWire(response) }
        : { failure: failureOf(unheard, request.url) };
    } catch {
      return { failure: noReason(request.url) };
    }
  };
  const send = async (id: string, base: string, request: WireRequest): Promise<Outcome> => {
    const outcome = await ask(base, request);
    if (request.method !== 'POST' || URL.parse(request.url)?.pathname !== tracesPath) return outcome;
    const { headers, body = new Uint8Array() } = request;
    const { accepted, rejected } = await receive({ method: 'POST', path: tracesPath, headers, body });
    const spans = accepted.length + rejected;
    if ('failure' in outcome) {
      exports.add(id, { spans, rejected: spans, failure: outcome.failure.message });
    } else if (outcome.response.status === 200) {
      exports.add(id, { spans, rejected, failure: undefined });
      reader.expect(accepted);
    } else {
      exports.add(id, { spans, rejected: spans, failure: `answered ${outcome.response.status}` });
    }
    return outcome;
  };

  const backend = (
    name: string,
    bases: Readonly<Record<number, string>>,
    more: readonly number[],
  ): Backend => ({
    name,
    ports: portsOf(bases, more),
    apart: name === 'collector',
    answer: ({ id, port, request }) => {
      const base = bases[port];
      return base === undefined ? ask(place.jaeger, request) : send(id, base, request);
    },
  });
  // Who names Jaeger's OTLP ports and cannot reach them is led through the Collector, which passes on to it.
  const jaeger = backend('jaeger', { ...place.collector, ...place.jaegerOtlp }, [jaegerPort]);
  return {
    backends: hasCollector ? [backend('collector', place.collector, []), jaeger] : [jaeger],
    settled: reader.settled,
    missing: reader.missing,
    end() {
      ended.abort();
      reader.end();
    },
  };
}

/** By convention gRPC is at a port that ends in 4317. Elsewhere the real answer will tell. */
function portsOf(
  bases: Readonly<Record<number, string>>,
  more: readonly number[],
): ReadonlyMap<number, Protocol> {
  const ports = [...Object.keys(bases).map(Number), ...more];
  return new Map(ports.map((port) => [port, port % 10_000 === 4317 ? 'grpc' : 'http']));
}

/** Nothing of the page goes along but what the program has sent. */
const plain: RequestInit = { credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' };
/** Headers a browser sets by itself and refuses to be given. */
const between = /^(?:host|content-length|connection|accept-encoding|transfer-encoding|user-agent)$/u;
/** Of an answer: fetch has undone both. */
const undone = /^(?:content-encoding|content-length|transfer-encoding)$/u;

async function toWire(response: Response): Promise<WireResponse> {
  const headers: HeaderList = [...response.headers].filter(([name]) => !undone.test(name));
  const body = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, statusText: response.statusText, headers, body };
}

/** What Node says of a container that was not heard, from what the site's server was told. */
function failureOf(code: string, url: string): NetworkFailure {
  const address = addressOf(url);
  if (code === 'ECONNREFUSED' && address !== undefined) return refused(address);
  if (code !== 'ETIMEDOUT') return reset();
  return { message: 'read ETIMEDOUT', code, details: { errno: -110, syscall: 'read' } };
}

/** A page is not told why there is no answer. */
function noReason(url: string): NetworkFailure {
  const { host = '', port = 0 } = addressOf(url) ?? {};
  return {
    message: `no answer from ${host}:${port} on this machine, and the browser does not say why: the self-test under “Run against” does`,
    code: 'ECONNREFUSED',
    details: { errno: -111, syscall: 'connect', address: host, port },
  };
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
