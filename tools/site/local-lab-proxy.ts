/**
 * Passes requests of this site's own pages on to the local lab's containers, so that neither needs CORS. It leads to
 * the lab's published ports on this machine and to nothing else.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { type ProxyStatus, proxyFolder } from '../../sandbox/local-lab/addresses.ts';
import { examine } from '../lab/doctor.ts';
import { addressesOf, type Published, readPublished } from '../lab/running-file.ts';
import { passOn, say, sayJson } from './local-lab-pass-on.ts';

const healthPort = 13_133;

export interface LocalLabProxyOptions {
  published?: () => Published;
  answerWithinMs?: number;
}

/** Answers a request when it is for the local lab; false when it is not. */
export type LocalLabProxy = (request: IncomingMessage, response: ServerResponse) => boolean;

export function createLocalLabProxy({
  published = readPublished,
  answerWithinMs = 30_000,
}: LocalLabProxyOptions = {}): LocalLabProxy {
  return (request, response) => {
    const path = request.url ?? '/';
    if (!path.startsWith(proxyFolder)) return false;
    const refusal = refusalOf(request);
    if (refusal !== undefined) {
      say(response, 403, refusal);
      return true;
    }
    const lab = published();
    const asked = path.slice(proxyFolder.length - 1);
    if (asked === '/status') sayJson(response, statusOf(lab));
    else if (/^\/probes(?:\?|$)/u.test(asked))
      void examine({ by: 'server', ...addressesOf(lab), ...ownAddresses(asked) }).then((probes) =>
        sayJson(response, probes),
      );
    else {
      const target = targetOf(lab, asked);
      if (target !== undefined) passOn(request, response, target, answerWithinMs);
      else {
        const { ports, jaegerPorts } = statusOf(lab);
        say(
          response,
          404,
          `The local lab has nothing at ${asked}. It has Jaeger’s API and the ports ${[...ports, ...jaegerPorts].join(', ')}.`,
        );
      }
    }
    return true;
  };
}

/** Whether a server that listens on this host is out of reach for other machines. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || isLoopback(host);
}

/** The same for Vite's server. */
export function localLabPlugin(): Plugin {
  return {
    name: 'spanlab:local-lab',
    configureServer({ middlewares }) {
      const proxy = createLocalLabProxy();
      middlewares.use((request, response, next) => {
        if (!proxy(request, response)) next();
      });
    },
  };
}

/** Why a request may not be passed on: it is not from a page of this very site, or this site is not only on this machine. */
function refusalOf({ headers, socket }: IncomingMessage): string | undefined {
  if (!isLoopback(socket.localAddress ?? '') || !isLoopback(socket.remoteAddress ?? '')) {
    return 'The local lab is for this machine only.';
  }
  const host = headers.host ?? '';
  // A foreign name that was made to lead here (DNS rebinding) is still in the Host header.
  if (!/^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/u.test(host)) {
    return `The local lab is asked by the name localhost, not by "${host}".`;
  }
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  const isOwn = origin === undefined ? site === 'same-origin' : origin === `http://${host}`;
  if (!isOwn || (site !== undefined && site !== 'same-origin')) {
    return 'Only pages of this site may ask the local lab through it.';
  }
  return undefined;
}

function isLoopback(address: string): boolean {
  return /^(?:::ffff:)?127\.|^::1$/u.test(address);
}

function statusOf(lab: Published): ProxyStatus {
  const portsOf = (ports: Published['collector']) => ports.map(({ container }) => container);
  return {
    ports: portsOf(lab.collector).filter((port) => port !== healthPort),
    jaegerPorts: portsOf(lab.jaegerOtlp),
    jaegerUi: `http://localhost:${lab.jaeger}`,
  };
}

/** Where a path below the proxy's folder leads on this machine. */
function targetOf(lab: Published, asked: string): { port: number; path: string } | undefined {
  const [, first = '', rest = ''] = /^\/(collector|jaeger|port\/\d{1,5})(\/.*)$/u.exec(asked) ?? [];
  // Its API and not its UI: pages served from here would be pages of this site.
  if (first === 'jaeger') return rest.startsWith('/api/') ? { port: lab.jaeger, path: rest } : undefined;
  const wanted = first === 'collector' ? lab.otlpHttp : Number(first.slice('port/'.length));
  const found = [...lab.collector, ...lab.jaegerOtlp].find(({ container }) => container === wanted);
  return first === '' || found === undefined ? undefined : { port: found.host, path: rest };
}

/** Other addresses of this machine somebody has set in the page. */
function ownAddresses(asked: string): { collector?: string; jaeger?: string } {
  const { searchParams } = new URL(asked, 'http://localhost');
  const own = (name: string): string | undefined => {
    const url = URL.parse(searchParams.get(name) ?? '');
    return url !== null && /^https?:$/u.test(url.protocol) && isOwnName(url.hostname)
      ? url.origin
      : undefined;
  };
  const [collector, jaeger] = [own('collector'), own('jaeger')];
  return { ...(collector && { collector }), ...(jaeger && { jaeger }) };
}

function isOwnName(host: string): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])$/u.test(host);
}
