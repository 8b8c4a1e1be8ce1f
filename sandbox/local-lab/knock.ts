/** What comes of knocking at an address of a local lab, from a page or from Node. */

/** How an address answered. A browser can tell less than Node: it has `unreadable` and `unreachable` instead of reasons. */
export type Knock =
  | { kind: 'answered'; status: number }
  /** Somebody answered, and the browser keeps the answer from the page. */
  | { kind: 'unreadable' }
  /** The browser does not say why there is no answer. */
  | { kind: 'unreachable' }
  | { kind: 'refused' }
  | { kind: 'unknown-host' }
  | { kind: 'grpc' }
  | { kind: 'tls' }
  /** Plain HTTP where the address says https. */
  | { kind: 'not-tls' }
  | { kind: 'not-http' }
  | { kind: 'silent' };

export interface Knocked {
  /** The base URL, such as `http://localhost:4318`. */
  address: string;
  knock: Knock;
}

/** All that a self-test has found out. */
export interface Probes {
  /** Who knocked: a page itself, the site's server on behalf of a page, or a command line. */
  by: 'page' | 'server' | 'command';
  page?: {
    origin: string;
    /** The browser's permission to reach this machine, where it has one. */
    permission: 'granted' | 'denied' | 'prompt' | undefined;
  };
  /** The OTLP/HTTP receiver. */
  collector: Knocked;
  /** The Collector's health check. */
  health: Knocked;
  /** The receiver's usual address, when `collector` is another one. */
  usual: Knocked | undefined;
  jaeger: Knocked;
  /** Whether the Collector lets pages of this origin post, where somebody without a browser has asked. */
  cors?: { origin: string; allowed: boolean };
  /** A span was sent to the Collector and looked for in Jaeger. */
  delivery?: { sent: boolean; found: boolean; waitedMs: number };
  /** What Docker says of the containers, where it could be asked: state and last words. */
  containers?: Readonly<Record<string, { state: string; lastWords: string }>>;
}

/** Whether somebody is there, whatever they said. */
export function isThere({ kind }: Knock): boolean {
  return kind !== 'unreachable' && kind !== 'refused' && kind !== 'unknown-host';
}
