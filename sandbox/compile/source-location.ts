/** From a place in emitted code, or a stack trace full of them, to the learner's line. */
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { SourceLocation, StackFrame } from '../schemas/run-event.ts';
import type { EmittedModule } from './emitted-module.ts';

/** Source maps by file, decoded when first needed. */
export interface SourceMaps {
  readonly files: readonly string[];
  /**
   * The place that emitted `line` and `column` of `file` came from, all counted from 1. Undefined when it
   * came from nowhere: the compiler wrote it.
   */
  locate(file: string, line: number, column: number): SourceLocation | undefined;
}

export function sourceMaps(modules: readonly Pick<EmittedModule, 'file' | 'map'>[]): SourceMaps {
  const texts = new Map(modules.map(({ file, map }) => [file, map]));
  const decoded = new Map<string, TraceMap>();
  return {
    // The longest first: a frame in `lib/clock.ts` also ends with `clock.ts`.
    files: [...texts.keys()].toSorted((a, b) => b.length - a.length),
    locate(file, line, column) {
      const text = texts.get(file);
      if (text === undefined || line < 1 || column < 1) return undefined;
      const map = decoded.get(file) ?? new TraceMap(text);
      decoded.set(file, map);
      const found = originalPositionFor(map, { line, column: column - 1 });
      return found.line === null ? undefined : { file, line: found.line, column: found.column + 1 };
    },
  };
}

interface RawFrame {
  name: string;
  url: string;
  line: number;
  column: number;
}

/**
 * The frames of an `error.stack` (V8's form, or Firefox's and Safari's), with the learner's positions in place of
 * the emitted ones. Left out: what the compiler wrote to lower `await`, zone.js, Node's inner workings, and the realm's own script.
 * A frame in none of the learner's files keeps its text and has no `location`.
 */
export function parseStack(stackText: string, maps: SourceMaps): StackFrame[] {
  const frames: { name: string; place: string; location?: SourceLocation }[] = [];
  let lowered = false;
  for (const line of stackText.split('\n')) {
    const raw = readFrame(line);
    if (raw === undefined || isPlumbing(raw)) continue;
    const file = maps.files.find((each) => raw.url === each || raw.url.endsWith(`/${each}`));
    if (file === undefined) {
      frames.push({ name: raw.name, place: placeOf(raw) });
      continue;
    }
    if (lowered) {
      // An async function is two when lowered, one with the name, and in it one with the body: shown as one.
      lowered = false;
      const body = frames.at(-1);
      if (body?.name === '') body.name = raw.name;
      continue;
    }
    const location = maps.locate(file, raw.line, raw.column);
    if (location)
      frames.push({ name: raw.name, place: `${file}:${location.line}:${location.column}`, location });
    else lowered = raw.name === '__awaiter';
  }
  return frames.map(({ name, place, location }) => ({
    text: name === '' ? `at ${place}` : `at ${name} (${place})`,
    ...(location && { location }),
  }));
}

/** Where in the learner's files a stack has its top, if it has one there. */
export function topLocation(frames: readonly StackFrame[]): SourceLocation | undefined {
  return frames.find((frame) => frame.location !== undefined)?.location;
}

/** `    at visit (shopper.ts:3:9)`, `    at shopper.ts:3:9`, `visit@shopper.ts:3:9`. */
function readFrame(text: string): RawFrame | undefined {
  const v8 = /^\s+at (?:async )?(?:(?<name>.*?) \()?(?<place>[^()]*)\)?$/u.exec(text);
  const other = v8 ?? /^(?<name>[^@\s]*(?: code)?)@(?<place>.*)$/u.exec(text);
  if (!other?.groups) return undefined;
  const { name: named = '', place = '' } = other.groups;
  // The body of an async function is emitted as a generator without a name.
  const name = /^(?:Async)?Generator\.<anonymous>$/u.test(named) ? '' : named;
  const position = /^(.*):(\d+):(\d+)$/u.exec(place);
  if (position === null) return { name, url: place, line: 0, column: 0 };
  const [, url = '', lineNumber, column] = position;
  return { name, url, line: Number(lineNumber), column: Number(column) };
}

/** Steps of lowered `await`, between the function that waits and what it waits for. */
const awaitSteps = new Set(['Generator.next', 'Generator.throw', 'AsyncGenerator.next', 'new Promise']);

function isPlumbing({ name, url }: RawFrame): boolean {
  if (awaitSteps.has(name) && !/\.[cm]?[jt]s$/u.test(url)) return true;
  if (url.startsWith('node:internal/')) return true;
  return url.endsWith('spanlab-realm') || url.endsWith('opentelemetry-context-zone.js');
}

function placeOf({ url, line, column }: RawFrame): string {
  return line > 0 ? `${url}:${line}:${column}` : url;
}
