/** The arguments of `spanlab push`. */
import { parseArgs } from 'node:util';
import { durationUnits, parseDuration } from '@spanlab/sandbox/push/duration.ts';
import {
  endpointOfEnvironment,
  type OtlpEncoding,
  otlpEncodings,
} from '@spanlab/sandbox/push/otlp-request.ts';
import type { HandMadeSpan } from '@spanlab/sandbox/push/span-file.ts';
import { spanFromOptions } from '@spanlab/sandbox/push/span-options.ts';
import type { HeaderList } from '@spanlab/sandbox/schemas/run-event.ts';
import { spanKinds, statusCodes } from '@spanlab/sandbox/schemas/span-enums.ts';
import { UsageError } from './output.ts';

export interface PushArguments {
  endpoint: string;
  encoding: OtlpEncoding;
  headers: HeaderList;
  dryRun: boolean;
  debug: boolean;
  timeoutMs: number;
  file: string | undefined;
  /** The one span the arguments describe; with a file, what its spans have in common. */
  span: HandMadeSpan;
}

export const pushHelp = `spanlab push --endpoint <address> --service <name> --name <span name> [options]
spanlab push --endpoint <address> --file spans.yaml

  Sends spans made by hand over OTLP/HTTP, and prints the answer as it was.

  -e, --endpoint <address>   where the receiver is; /v1/traces is added when it names no path
                             (default: OTEL_EXPORTER_OTLP_ENDPOINT, else http://localhost:4318)
  -s, --service <name>       service.name of the resource
  -n, --name <name>          name of the span
  -d, --duration <time>      2s, 250ms, 1.5m (default 1s); a bare number counts --unit
      --unit <unit>          ns, us, ms, s, m, h (default ms)
      --start <time>         2026-01-31T12:00:00Z, nanoseconds since 1970, now, or from now: -10s (default: ends now)
      --shift <time>         moves start and end: -1h
      --trace-id, --span-id, --parent <hex>
      --kind <kind>          ${spanKinds.slice(1).join(', ')}
      --status <code>        ${statusCodes.join(', ')};  --status-message <text>
  -a, --attr <key=value>     an attribute; key:type=value for int, double, bool, bytes, and lists: key:int[]=1,2
  -r, --resource <key=value> an attribute of the resource
      --event <name[@time][;key=value…]>   an event, so long after the start
      --link <trace id>:<span id>[;key=value…]
      --trace-state <text>
  -H, --header <name: value> a header of the request
      --encoding <encoding>  json or protobuf (default json)
  -f, --file <file>          several spans, from YAML; --service, --resource, --duration are their defaults
      --timeout <time>       how long to wait for the answer (default 10s)
      --dry-run              print what would be sent, send nothing
      --debug                print request and headers too

  Exit code: 0 accepted, 1 refused in whole or in part, 2 it could not be sent.`;

/** Timers count no further. */
const longestTimeout = (2n ** 31n - 1n) * 1_000_000n;

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true, default: [] as string[] } as const;
const flag = { type: 'boolean', default: false } as const;

/** Reads the arguments after `push`. Throws a `UsageError` that says what was found and what is allowed. */
export function pushArguments(args: string[], environment: NodeJS.ProcessEnv = process.env): PushArguments {
  const { values } = parsed(args);
  const { file } = values;
  if (file === undefined && values.name === undefined) throw new UsageError('push needs --name, or --file');
  if (file !== undefined) refuseBesideFile(values);
  const headers = [...environmentHeaders(environment), ...values.header.map(header)];
  const encoding = oneOf('encoding', values.encoding, otlpEncodings);
  const timeout = parseDuration(values.timeout, 's');
  if (timeout === undefined || timeout <= 0n || timeout > longestTimeout) {
    throw new UsageError(
      `found --timeout "${values.timeout}", allowed: a length of time such as 10s, 24 days at most`,
    );
  }
  return {
    endpoint: values.endpoint ?? endpointOfEnvironment(environment) ?? 'http://localhost:4318',
    encoding,
    headers,
    dryRun: values['dry-run'],
    debug: values.debug,
    timeoutMs: Number(timeout / 1_000_000n),
    file,
    span: spanOf(values),
  };
}

/** A file says what its spans are; beside it, options may say only what they have in common. */
function refuseBesideFile(values: ReturnType<typeof parsed>['values']): void {
  const own = [
    'name',
    'start',
    'shift',
    'trace-id',
    'span-id',
    'parent',
    'kind',
    'status',
    'status-message',
    'trace-state',
  ] as const;
  const lists = ['attr', 'event', 'link'] as const;
  const given = [
    ...own.filter((option) => values[option] !== undefined),
    ...lists.filter((option) => values[option].length > 0),
  ];
  if (given.length === 0) return;
  const named = given.map((option) => `--${option}`).join(', ');
  throw new UsageError(
    `found ${named} beside --file, allowed there: --service, --resource, --duration; the rest belongs into the file`,
  );
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args: withNegativeValues(args),
      options: {
        endpoint: { ...text, short: 'e' },
        service: { ...text, short: 's' },
        name: { ...text, short: 'n' },
        duration: { ...text, short: 'd' },
        unit: { ...text, default: 'ms' },
        start: text,
        shift: text,
        'trace-id': text,
        'span-id': text,
        parent: text,
        kind: text,
        status: text,
        'status-message': text,
        'trace-state': text,
        attr: { ...texts, short: 'a' },
        resource: { ...texts, short: 'r' },
        event: texts,
        link: texts,
        header: { ...texts, short: 'H' },
        encoding: { ...text, default: 'json' },
        file: { ...text, short: 'f' },
        timeout: { ...text, default: '10s' },
        'dry-run': flag,
        debug: flag,
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** `--shift -1h`, `-d -1s`: what begins with a minus and a digit is a value. */
function withNegativeValues(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1);
    const joint = before === undefined || before.includes('=') ? undefined : /^--/u.test(before) ? '=' : '';
    if (/^-\d/u.test(arg) && joint !== undefined && /^-/u.test(before ?? ''))
      joined[joined.length - 1] = `${before}${joint}${arg}`;
    else joined.push(arg);
  }
  return joined;
}

function spanOf(values: ReturnType<typeof parsed>['values']): HandMadeSpan {
  const { span, problems } = spanFromOptions(values, oneOf('unit', values.unit, durationUnits));
  if (span !== undefined) return span;
  throw new UsageError(problems.map(({ option, message }) => `--${option}: ${message}`).join('\n'));
}

function header(written: string): [string, string] {
  const colon = written.indexOf(':');
  if (colon < 1) throw new UsageError(`--header: found "${written}", allowed: name: value`);
  return [written.slice(0, colon).trim(), written.slice(colon + 1).trim()];
}

/** OTEL_EXPORTER_OTLP_HEADERS: `name=value`, with commas between, URL-encoded. */
function environmentHeaders(environment: NodeJS.ProcessEnv): HeaderList {
  const written = environment['OTEL_EXPORTER_OTLP_HEADERS'] ?? '';
  return written
    .split(',')
    .map((pair) => pair.split('='))
    .filter(([name]) => name !== undefined && name.trim() !== '')
    .map(([name = '', ...value]) => [name.trim(), decode(value.join('=').trim())]);
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function oneOf<Word extends string>(option: string, found: string, allowed: readonly Word[]): Word {
  const word = allowed.find((each) => each === found);
  if (word === undefined)
    throw new UsageError(`found --${option} "${found}", allowed: ${allowed.join(', ')}`);
  return word;
}
