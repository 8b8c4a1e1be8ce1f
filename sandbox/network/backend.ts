/** What is on the lab's network and is no program: Jaeger, the Collector. */
import type { NetworkFailure, WireRequest, WireResponse } from '../realm/lab-message.ts';

/** What is spoken on a port. */
export type Protocol = 'http' | 'grpc';

export type Outcome = { response: WireResponse } | { failure: NetworkFailure };

/** A request somebody sent. gRPC calls are POSTs whose body is the message without its frame. */
export interface Arrival {
  /** Of the exchange it belongs to. */
  id: string;
  port: number;
  request: WireRequest;
}

export interface Backend {
  /** Its host name, and what exchanges call it. */
  readonly name: string;
  /** Where it listens now. One that is down has none. */
  readonly ports: ReadonlyMap<number, Protocol>;
  /** Those of its ports on which TLS is spoken. */
  readonly secure?: ReadonlySet<number>;
  /** Ports to which `localhost` does not lead a program: somebody else's are published there. */
  readonly hidden?: ReadonlySet<number>;
  /** Whether programs may listen where it does: it has a machine of its own. */
  readonly apart: boolean;
  /** Stays pending when it never answers. A rejection is a connection that broke. */
  answer(arrival: Arrival): Promise<Outcome>;
}
