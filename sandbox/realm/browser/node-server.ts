/** `@hono/node-server` in a realm: `serve`, with the shape and the errors of the real package. */
import { messageLimits } from '../program-message.ts';
import { type ServerHook, serverHook } from './server-hook.ts';

export interface AddressInfo {
  address: string;
  family: string;
  port: number;
}

export interface Options {
  fetch: (request: Request, env?: unknown) => unknown;
  port?: number | string;
  hostname?: string;
}

type Listener = (...args: unknown[]) => void;

class Server {
  readonly #listeners = new Map<string, Listener[]>();
  #address: AddressInfo | null = null;
  #close: () => void = () => undefined;

  get listening(): boolean {
    return this.#address !== null;
  }

  open(options: Options, hook: ServerHook): void {
    const hostname = readHostname(options.hostname);
    this.#close = hook.listen({
      port: readPort(options.port),
      hostname,
      answer: (request, incoming) => options.fetch(request, { incoming, outgoing: {} }),
      listening: (port, address) => {
        this.#address = { address, family: address.includes(':') ? 'IPv6' : 'IPv4', port };
        this.emit('listening');
      },
      failed: (error) => {
        // An 'error' nobody listens to is thrown, as Node's EventEmitter does.
        if (!this.emit('error', error)) throw error;
      },
    });
  }

  address(): AddressInfo | null {
    return this.#address;
  }

  close(callback?: (error?: Error) => void): this {
    this.#close();
    this.#address = null;
    queueMicrotask(() => {
      this.emit('close');
      callback?.();
    });
    return this;
  }

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  once(event: string, listener: Listener): this {
    const once: Listener = (...args) => {
      this.off(event, once);
      listener(...args);
    };
    return this.on(event, once);
  }

  off(event: string, listener: Listener): this {
    const rest = (this.#listeners.get(event) ?? []).filter((each) => each !== listener);
    this.#listeners.set(event, rest);
    return this;
  }

  emit(event: string, ...args: unknown[]): boolean {
    const listeners = this.#listeners.get(event) ?? [];
    for (const listener of listeners) listener(...args);
    return listeners.length > 0;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

/** Starts a server. `listeningListener` is called once it listens. */
export function serve(options: Options, listeningListener?: (info: AddressInfo) => void): Server {
  if (typeof options?.fetch !== 'function') {
    throw new TypeError(
      `serve takes { fetch, port }; found ${typeof options?.fetch} as fetch. For a Hono app: serve({ fetch: app.fetch, port: 5000 })`,
    );
  }
  const hook: unknown = Reflect.get(globalThis, serverHook);
  if (hook === undefined) throw new Error('there is no network here: serve runs in a realm of the lab');
  const server = new Server();
  if (listeningListener !== undefined) {
    server.on('listening', () => {
      const address = server.address();
      if (address !== null) listeningListener(address);
    });
  }
  server.open(options, hook as ServerHook);
  return server;
}

export type ServerType = Server;

function readHostname(hostname: unknown = '::'): string {
  if (typeof hostname === 'string' && hostname.length <= messageLimits.hostnameLength) return hostname;
  const found = typeof hostname === 'string' ? `${hostname.length} characters` : typeof hostname;
  const error = new TypeError(
    `options.hostname should be a string of up to ${messageLimits.hostnameLength} characters. Received ${found}.`,
  );
  throw Object.assign(error, { code: 'ERR_INVALID_ARG_VALUE' });
}

function readPort(port: unknown): number {
  const number = port === undefined ? 3000 : Number(port);
  if (Number.isInteger(number) && number >= 0 && number < 65_536) return number;
  const error = new RangeError(`options.port should be >= 0 and < 65536. Received ${String(port)}.`);
  throw Object.assign(error, { code: 'ERR_SOCKET_BAD_PORT' });
}
