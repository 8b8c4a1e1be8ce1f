/** Where `@hono/node-server` of the realm finds the network. A program that finds it too can do no more than listen. */
import type { WireRequest } from '../lab-message.ts';

export const serverHook: unique symbol = Symbol.for('spanlab.server') as never;

export interface ServerHook {
  /** Opens a port; `listening` or `failed` is called later. Returns what closes it. */
  listen(options: {
    port: number;
    hostname: string;
    answer: (request: Request, wire: WireRequest) => unknown;
    listening: (port: number, address: string) => void;
    failed: (error: Error) => void;
  }): () => void;
}
