/**
 * The browser's own functions, taken before any program is there: whatever a program does to its globals and
 * prototypes, the realm goes on with these. Import this module first.
 */
const scope = globalThis as unknown as WorkerGlobals;

interface WorkerGlobals {
  addEventListener: typeof addEventListener;
  removeEventListener: typeof removeEventListener;
  setTimeout: (callback: () => void, delayMs?: number) => number;
  clearTimeout: (id: number) => void;
  setInterval: (callback: () => void, delayMs?: number) => number;
  clearInterval: (id: number) => void;
  close: () => void;
}

export const nativeSetTimeout = scope.setTimeout.bind(globalThis);
export const nativeClearTimeout = scope.clearTimeout.bind(globalThis);
export const nativeSetInterval = scope.setInterval.bind(globalThis);
export const nativeClearInterval = scope.clearInterval.bind(globalThis);
export const closeWorker = scope.close.bind(globalThis);
export const now = performance.now.bind(performance);
export const listenToScope = scope.addEventListener.bind(globalThis);

export const NativePromise = Promise;
export const NativeHeaders = Headers;
export const NativeRequest = Request;
export const NativeResponse = Response;
export const NativeError = Error;
export const NativeUrl = URL;

const NativeBlob = Blob;
const createObjectUrl = URL.createObjectURL.bind(URL);

/** A blob module of this text. */
export function moduleUrl(code: string): string {
  return createObjectUrl(new NativeBlob([code], { type: 'text/javascript' }));
}

const reflectApply = Reflect.apply;

/** Reads a property of the browser's events, past any getter a program puts over it later. */
export function eventReader<Name extends string>(
  prototype: { [key in Name]: unknown },
  name: Name,
): (event: { [key in Name]: unknown }) => unknown {
  const native = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  return (event) => (native === undefined ? event[name] : reflectApply(native, event, []));
}

export const dataOf = eventReader(MessageEvent.prototype, 'data');

const eventPreventDefault = Event.prototype.preventDefault;

/** Keeps an event from going on to whoever made this Worker. */
export function preventDefault(event: Event): void {
  reflectApply(eventPreventDefault, event, []);
}

/** `then` of a native promise, past any change to its prototype. Rejections of the promise go to `rejected`. */
const promiseThen = Promise.prototype.then;
export function whenDone<Value>(
  promise: Promise<Value>,
  resolved: (value: Value) => void,
  rejected: (reason: unknown) => void,
): void {
  reflectApply(promiseThen, promise, [resolved, rejected]);
}
