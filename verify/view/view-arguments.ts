/** The arguments of `spanlab view`. */
import { parseArgs } from 'node:util';
import { UsageError } from '../output.ts';
import { defaultOtlpPort } from './ports.ts';

export interface ViewArguments {
  /** As given; `-` is standard input. */
  files: string[];
  /** Base address of a Jaeger, without a slash at the end. */
  jaeger: URL | undefined;
  /** Port spans are taken at. */
  listen: number | undefined;
  /** Port of the page; undefined for the usual one or the next that is free. 0 for any. */
  port: number | undefined;
  open: boolean;
}

/** Reads the arguments after `view`. Throws a `UsageError` that says what was found and what is allowed. */
export function viewArguments(args: readonly string[]): ViewArguments {
  const { values, positionals } = parsed(withListenPort(args));
  if (positionals.filter((file) => file === '-').length > 1) {
    throw new UsageError('found - twice, and there is one standard input');
  }
  return {
    files: positionals,
    jaeger: values.jaeger === undefined ? undefined : jaegerAddress(values.jaeger),
    listen: values.listen === undefined ? undefined : portOf('--listen', values.listen, 1),
    port: values.port === undefined ? undefined : portOf('--port', values.port, 0),
    open: values.open,
  };
}

/** `--listen` may stand alone. */
function withListenPort(args: readonly string[]): string[] {
  return args.map((arg, index) =>
    arg === '--listen' && !/^\d+$/u.test(args[index + 1] ?? '') ? `--listen=${defaultOtlpPort}` : arg,
  );
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        jaeger: { type: 'string' },
        listen: { type: 'string' },
        port: { type: 'string' },
        open: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function portOf(option: string, text: string, least: number): number {
  const port = /^\d{1,5}$/u.test(text) ? Number(text) : Number.NaN;
  if (port >= least && port <= 65_535) return port;
  throw new UsageError(`found ${option} "${text}", allowed: a port from ${least} to 65535`);
}

/** As people write it: with or without `http://`, with the path of its page or a slash at the end. */
function jaegerAddress(text: string): URL {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//iu.test(text) ? text : `http://${text}`);
  if (url === null || !/^https?:$/u.test(url.protocol)) {
    throw new UsageError(`found --jaeger "${text}", allowed: an address such as http://localhost:16686`);
  }
  url.pathname = url.pathname
    .replace(/\/(?:search|trace|dependencies|api)(?:\/.*)?$/u, '/')
    .replace(/\/+$/u, '');
  url.search = '';
  url.hash = '';
  return url;
}
