/** What `@hono/node-server` offers in the page: `serve`, as in the package of that name. */

export interface AddressInfo {
  address: string;
  family: string;
  port: number;
}

export interface Options {
  /** Answers a request: `app.fetch` of a Hono app, or a function of your own. */
  fetch: (request: Request) => unknown;
  /** 3000 when left out. */
  port?: number;
  hostname?: string;
}

export interface ServerType {
  /** Stops listening. `callback` is called once the open requests are answered. */
  close(callback?: (error?: Error) => void): this;
  address(): AddressInfo | string | null;
}

/** Starts a server. `listeningListener` is called once it listens. */
export declare const serve: (options: Options, listeningListener?: (info: AddressInfo) => void) => ServerType;
