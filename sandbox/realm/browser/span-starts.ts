/** Where in the program its spans are started: the first of its own lines under the SDK's `startSpan`. */
import { messageLimits, type SpanStart, spanIdLength } from '../program-message.ts';
import { NativeError } from './native.ts';
import { startHook } from './start-hook.ts';

/** A program that starts more pays no more for it: of later ones the place is not known. */
const spansNoted = 5_000;
/** Between the program's line and the hook are the SDK's frames, those of an instrumentation, and zone.js's. */
const framesSeen = 24;
/** An async function is two frames when lowered, and not each of them has a place. */
const framesKept = 4;

export interface SpanStarts {
  /** The program's own files, of which alone a frame counts. */
  setFiles(files: readonly string[]): void;
  /** Send what is held back. Call it before anything that could carry a span out of the program. */
  flush(): void;
}

/** Listen to the SDK of the vendor set. A program that calls the hook itself misleads nobody but its own reader. */
export function noteSpanStarts(send: (spans: SpanStart[]) => void): SpanStarts {
  let files: readonly string[] = [];
  let left = spansNoted;
  let waiting: { spanId: string; error: { readonly stack?: unknown } }[] = [];

  const flush = (): void => {
    if (waiting.length === 0) return;
    const started = waiting;
    waiting = [];
    const spans: SpanStart[] = [];
    for (const { spanId, error } of started) {
      const stack = ownFrames(error, files);
      if (stack !== '') spans[spans.length] = [spanId, stack];
    }
    if (spans.length > 0) send(spans);
  };
  const started = (spanId: unknown): void => {
    if (typeof spanId !== 'string' || spanId.length !== spanIdLength || left <= 0) return;
    left -= 1;
    const error = withFrames(framesSeen);
    if (error === undefined) return;
    waiting[waiting.length] = { spanId, error };
    if (waiting.length >= messageLimits.spanStarts) flush();
  };
  Object.defineProperty(globalThis, startHook, { value: started });
  return {
    setFiles(given) {
      files = given;
    },
    flush,
  };
}

interface V8Error {
  stackTraceLimit?: unknown;
  prepareStackTrace?: unknown;
}

/** An error of this many frames. Its text is made when it is read, which is what takes time. */
function withFrames(count: number): Error | undefined {
  const settings = NativeError as V8Error;
  const limit = settings.stackTraceLimit;
  try {
    if (typeof limit === 'number') settings.stackTraceLimit = count;
    return new NativeError();
  } catch {
    // The program has frozen the setting.
    return undefined;
  } finally {
    if (typeof limit === 'number' && settings.stackTraceLimit !== limit) settings.stackTraceLimit = limit;
  }
}

/** Never throws: the program may have changed what reading a stack needs. */
function ownFrames(error: { readonly stack?: unknown }, files: readonly string[]): string {
  try {
    // A program that formats stacks itself is not asked to: it would see errors that it did not make.
    if (typeof (NativeError as V8Error).prepareStackTrace === 'function') return '';
    const { stack } = error;
    if (typeof stack !== 'string') return '';
    return stack
      .split('\n')
      .filter((line) => files.some((file) => line.includes(`${file}:`)))
      .slice(0, framesKept)
      .join('\n')
      .slice(0, messageLimits.spanStartLength);
  } catch {
    return '';
  }
}
