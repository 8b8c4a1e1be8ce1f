/** Writes console calls out as Node's own console does, so that an example prints the same in both runtimes. */
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import type { ConsoleValue } from '@spanlab/sandbox/schemas/run-event.ts';
import type { OutputLine } from '../../model/run.ts';
import type { ConsoleCall } from './realm/program-report.ts';

/** @param named Puts the example's own places into stacks. */
export function outputOf(calls: readonly ConsoleCall[], named: (text: string) => string): OutputLine[] {
  const lines: OutputLine[] = [];
  const writer = (stream: OutputLine['stream']) =>
    new Writable({
      write(chunk, _encoding, done) {
        const text = String(chunk).replace(/\n$/u, '');
        for (const line of named(text).split('\n')) lines.push({ stream, text: line });
        done();
      },
    });
  const console = new Console({ stdout: writer('stdout'), stderr: writer('stderr'), colorMode: false });
  for (const { method, args } of calls) {
    const values = args.map(rebuilt);
    // Its stack would be ours.
    if (method === 'trace') console.error('Trace:', ...values);
    else if (method === 'dir') console.dir(values[0], inspectOptions(values[1]));
    else Reflect.apply(console[method], console, values);
  }
  return lines;
}

/** One value, as Node writes it behind `Uncaught`. */
export function textOf(value: ConsoleValue): string {
  return inspect(rebuilt(value), { depth: 3 });
}

function inspectOptions(value: unknown): { depth?: number | null } {
  const depth = typeof value === 'object' && value !== null ? Reflect.get(value, 'depth') : undefined;
  return typeof depth === 'number' || depth === null ? { depth } : {};
}

/** A value that is shown as the original would be. */
function rebuilt(value: ConsoleValue): unknown {
  switch (value.type) {
    case 'string':
      return value.truncated === undefined
        ? value.text
        : `${value.text}... ${value.truncated} more characters`;
    case 'number':
      return Number(value.text);
    case 'bigint':
      return /^-?\d+n$/u.test(value.text) ? BigInt(value.text.slice(0, -1)) : shownAs(value.text);
    case 'boolean':
      return value.text === 'true';
    case 'null':
      return null;
    case 'undefined':
      return undefined;
    case 'circular':
      return shownAs('[Circular]');
    case 'deeper':
      return shownAs('[Object]');
    case 'error':
      return rebuiltError(value);
    case 'array': {
      const items = value.items.map(rebuilt);
      // Node shows no more than a hundred either way.
      if (value.more !== undefined) items.push(shownAs(`... ${value.more} more items`));
      return items;
    }
    case 'object':
      return rebuiltObject(value);
    case 'function':
      return shownAs(value.text.replace(/^\[class: /u, '[class '));
    default:
      return shownAs(value.text);
  }
}

function shownAs(text: string): object {
  return { [inspect.custom]: () => text, toString: () => text };
}

const classes: ReadonlyMap<string, ErrorConstructor> = new Map(
  [TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError].map((each) => [each.name, each]),
);

function rebuiltError({ name, message, stack, cause }: ConsoleValue & { type: 'error' }): Error {
  const Named = classes.get(name) ?? Error;
  const error = new Named(message, cause === undefined ? {} : { cause: rebuilt(cause) });
  const frames = stack.map(({ text }) => `\n    ${text}`).join('');
  Object.defineProperty(error, 'stack', { value: `${name}: ${message}${frames}` });
  if (error.name !== name) Object.defineProperty(error, 'name', { value: name });
  return error;
}

function rebuiltObject({ className, entries, more }: ConsoleValue & { type: 'object' }): object {
  const pairs = entries.map(([key, item]) => [key, rebuilt(item)] as const);
  if (className === 'Map') return new Map(pairs);
  if (className === 'Set') return new Set(pairs.map(([, item]) => item));
  const object: object = className.startsWith('[') ? Object.create(null) : instanceOf(className);
  for (const [key, item] of pairs)
    Object.defineProperty(object, key, { value: item, enumerable: true, configurable: true });
  if (more !== undefined)
    Object.defineProperty(object, '...', { value: shownAs(`${more} more`), enumerable: true });
  return object;
}

/** Of a class of this name, empty. */
function instanceOf(className: string): object {
  if (className === 'Object') return {};
  const Named = { [className]: class {} }[className];
  return Object.create(Named?.prototype ?? null);
}
