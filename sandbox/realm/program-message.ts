/**
 * Exactly what a program may say to the lab. Everything that leaves a realm is read by `readProgramMessage`, in the
 * frame that holds the program and again in the lab: what it does not recognise does not exist. There is nothing here
 * about checks, spans or exits of a run, so a program cannot speak as the lab whatever it does to its own globals.
 *
 * Written by hand, not with a schema library: it runs inside the realm, on hostile input, for every message.
 */
import type { ConsoleValue, HeaderList } from '../schemas/run-event.ts';

export const messageLimits = {
  bodyBytes: 8_000_000,
  consoleEntries: 200,
  consoleArguments: 64,
  /** Values in one console entry, and how deep they nest. */
  values: 4_000,
  depth: 16,
  /** Characters of all text in one message. */
  text: 2_000_000,
  methodLength: 64,
  urlLength: 16_000,
  statusTextLength: 256,
  hostnameLength: 255,
  headers: 256,
  /** Characters of all header names and values of one message together. Node takes 16 kB. */
  headersLength: 32_000,
  stackFrames: 50,
  frameLength: 4_000,
  /** Spans in one message, and characters of the frames of each. */
  spanStarts: 200,
  spanStartLength: 1_000,
} as const;

export const spanIdLength = 16;

export const consoleLevels = ['log', 'info', 'warn', 'error', 'debug', 'dir', 'table', 'trace'] as const;
export type ConsoleLevel = (typeof consoleLevels)[number];

/** One call of a console method, with the stack text of the call for its place in the source. */
export interface ConsoleEntry {
  level: ConsoleLevel;
  args: ConsoleValue[];
  stack: string;
}

/** A span the program has started, and the frames of that in its own files, the innermost first. */
export type SpanStart = [spanId: string, stack: string];

/** What a program still has to do. `quiet`: nothing has moved for a moment. */
export interface Activity {
  /** The top level has finished. */
  evaluated: boolean;
  quiet: boolean;
  /** `setTimeout`s that are due, without those `unref` was called on. */
  timers: number;
  intervals: number;
  /** Requests it sent and that are not answered. */
  requests: number;
  /** Requests it received and has not answered. */
  serving: number;
  /** Signal handlers that have not finished. */
  handlers: number;
  /** Signals that have reached it: what it said before one is no answer to it. */
  signals: number;
}

export type ProgramMessage =
  /** The realm is in its Worker, and no program yet. The frame waits for it. */
  | { type: 'connected' }
  /** The Worker has loaded what programs import and can take one. */
  | { type: 'ready' }
  | { type: 'console'; entries: ConsoleEntry[]; dropped: number }
  /** Comes before what could carry these spans out of the program. */
  | { type: 'started'; spans: SpanStart[] }
  | {
      type: 'request';
      id: number;
      method: string;
      url: string;
      headers: HeaderList;
      body?: Uint8Array<ArrayBuffer>;
    }
  | { type: 'abort'; id: number }
  | { type: 'listen'; server: number; port: number; hostname: string }
  | { type: 'close'; server: number }
  | {
      type: 'response';
      id: number;
      status: number;
      statusText: string;
      headers: HeaderList;
      body?: Uint8Array<ArrayBuffer>;
    }
  | ({ type: 'activity' } & Activity)
  | { type: 'uncaught'; error: ConsoleValue }
  | { type: 'exit'; code: number };

/** A message before it is read: any of its fields may be anything. */
interface Raw {
  args?: unknown;
  body?: unknown;
  byteLength?: unknown;
  cause?: unknown;
  className?: unknown;
  code?: unknown;
  dropped?: unknown;
  entries?: unknown;
  error?: unknown;
  evaluated?: unknown;
  handlers?: unknown;
  headers?: unknown;
  hostname?: unknown;
  id?: unknown;
  intervals?: unknown;
  items?: unknown;
  length?: unknown;
  level?: unknown;
  message?: unknown;
  method?: unknown;
  more?: unknown;
  name?: unknown;
  port?: unknown;
  quiet?: unknown;
  requests?: unknown;
  server?: unknown;
  serving?: unknown;
  signals?: unknown;
  spans?: unknown;
  stack?: unknown;
  status?: unknown;
  statusText?: unknown;
  text?: unknown;
  timers?: unknown;
  truncated?: unknown;
  type?: unknown;
  url?: unknown;
}

interface Budget {
  values: number;
  text: number;
}

/** A copy of `input` that holds nothing but a program message, or undefined when it is not one. Never throws. */
export function readProgramMessage(input: unknown): ProgramMessage | undefined {
  try {
    return read(input);
  } catch {
    return undefined;
  }
}

function read(input: unknown): ProgramMessage | undefined {
  if (!isRecord(input)) return undefined;
  const budget: Budget = { values: messageLimits.values, text: messageLimits.text };
  switch (input.type) {
    case 'connected':
    case 'ready':
      return { type: input.type };
    case 'console':
      return {
        type: 'console',
        entries: list(input.entries, messageLimits.consoleEntries).map((entry) => readEntry(entry, budget)),
        dropped: integer(input.dropped),
      };
    case 'started':
      return {
        type: 'started',
        spans: list(input.spans, messageLimits.spanStarts).map((start) => {
          const [spanId, stack] = list(start, 2);
          return [text(spanId, spanIdLength), text(stack, messageLimits.spanStartLength)];
        }),
      };
    case 'request':
      return {
        type: 'request',
        id: integer(input.id),
        method: text(input.method, messageLimits.methodLength),
        url: text(input.url, messageLimits.urlLength),
        headers: readHeaders(input.headers),
        ...readBody(input.body),
      };
    case 'abort':
      return { type: 'abort', id: integer(input.id) };
    case 'listen':
      return {
        type: 'listen',
        server: integer(input.server),
        port: integer(input.port, 65_535),
        hostname: text(input.hostname, messageLimits.hostnameLength),
      };
    case 'close':
      return { type: 'close', server: integer(input.server) };
    case 'response':
      return {
        type: 'response',
        id: integer(input.id),
        status: integer(input.status, 999),
        statusText: text(input.statusText, messageLimits.statusTextLength),
        headers: readHeaders(input.headers),
        ...readBody(input.body),
      };
    case 'activity':
      return {
        type: 'activity',
        evaluated: input.evaluated === true,
        quiet: input.quiet === true,
        timers: integer(input.timers),
        intervals: integer(input.intervals),
        requests: integer(input.requests),
        serving: integer(input.serving),
        handlers: integer(input.handlers),
        signals: integer(input.signals),
      };
    case 'uncaught':
      return { type: 'uncaught', error: readValue(input.error, budget, 0) };
    case 'exit':
      return { type: 'exit', code: integer(input.code, 255) };
    default:
      return undefined;
  }
}

function readEntry(input: unknown, budget: Budget): ConsoleEntry {
  if (!isRecord(input)) return refuse();
  const level = consoleLevels.find((each) => each === input.level) ?? refuse();
  // Every entry has the whole count to itself; the text budget is the message's.
  const own: Budget = { values: messageLimits.values, text: budget.text };
  const args = list(input.args, messageLimits.consoleArguments).map((arg) => readValue(arg, own, 0));
  const stack = spend(own, text(input.stack, 10_000));
  budget.text = own.text;
  return { level, args, stack };
}

/** The locations a program gives are not taken over: the lab finds them from the stack's text. */
function readValue(input: unknown, budget: Budget, depth: number): ConsoleValue {
  if (!isRecord(input) || depth > messageLimits.depth || --budget.values < 0) return refuse();
  switch (input.type) {
    case 'string':
      return {
        type: 'string',
        text: spend(budget, input.text),
        ...optionalCount('truncated', input.truncated),
      };
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'symbol':
    case 'function':
    case 'date':
    case 'regexp':
      return { type: input.type, text: spend(budget, input.text) };
    case 'null':
    case 'undefined':
    case 'circular':
    case 'deeper':
      return { type: input.type };
    case 'error':
      return {
        type: 'error',
        name: spend(budget, input.name),
        message: spend(budget, input.message),
        stack: list(input.stack, messageLimits.stackFrames).map((frame) => ({
          text: spend(budget, text(isRecord(frame) ? frame.text : undefined, messageLimits.frameLength)),
        })),
        ...(input.cause === undefined ? {} : { cause: readValue(input.cause, budget, depth + 1) }),
      };
    case 'array':
      return {
        type: 'array',
        items: list(input.items, messageLimits.values).map((item) => readValue(item, budget, depth + 1)),
        ...optionalCount('more', input.more),
      };
    case 'object':
      return {
        type: 'object',
        className: spend(budget, input.className),
        entries: list(input.entries, messageLimits.values).map((entry) => {
          const [key, value] = list(entry, 2);
          return [spend(budget, key), readValue(value, budget, depth + 1)];
        }),
        ...optionalCount('more', input.more),
      };
    default:
      return refuse();
  }
}

function readHeaders(input: unknown): HeaderList {
  let left: number = messageLimits.headersLength;
  const within = (part: unknown): string => {
    const read = text(part, left);
    left -= read.length;
    return read;
  };
  return list(input, messageLimits.headers).map((header) => {
    const [name, value] = list(header, 2);
    return [within(name), within(value)];
  });
}

function readBody(input: unknown): { body?: Uint8Array<ArrayBuffer> } {
  if (input === undefined) return {};
  if (!(input instanceof Uint8Array) || input.byteLength > messageLimits.bodyBytes) return refuse();
  // A view of a large buffer would carry all of the buffer along; a shared one could change after it was read.
  return { body: new Uint8Array(input) };
}

function optionalCount<Key extends string>(key: Key, input: unknown): { [key in Key]?: number } {
  if (input === undefined) return {};
  return { [key]: integer(input) } as { [key in Key]: number };
}

function spend(budget: Budget, input: unknown): string {
  if (typeof input !== 'string') return refuse();
  budget.text -= input.length;
  return budget.text < 0 ? refuse() : input;
}

function text(input: unknown, limit: number): string {
  return typeof input === 'string' && input.length <= limit ? input : refuse();
}

function integer(input: unknown, limit = 2 ** 31): number {
  return typeof input === 'number' && Number.isInteger(input) && input >= 0 && input <= limit
    ? input
    : refuse();
}

function list(input: unknown, limit: number): unknown[] {
  return Array.isArray(input) && input.length <= limit ? input : refuse();
}

function isRecord(input: unknown): input is Raw {
  return typeof input === 'object' && input !== null;
}

function refuse(): never {
  throw new TypeError('not a program message');
}
