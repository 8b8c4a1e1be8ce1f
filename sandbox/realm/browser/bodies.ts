/** Counts bodies being read: that takes other threads, and a program that waits for one is not at rest. */
import type { PendingCount } from './activity.ts';
import { NativePromise, whenDone } from './native.ts';

const reads = ['text', 'json', 'arrayBuffer', 'blob', 'bytes', 'formData'];

export function countBodyReads(activity: PendingCount): void {
  for (const { prototype } of [Response, Request, Blob]) {
    for (const name of reads) countCalls(prototype, name, activity);
  }
  countCalls(ReadableStreamDefaultReader.prototype, 'read', activity);
}

/** Count calls of a method that returns a promise, as work a program still has to do. */
export function countCalls(prototype: object, name: string, activity: PendingCount): void {
  const native: unknown = Reflect.get(prototype, name);
  if (typeof native !== 'function') return;
  // A method with the native's name and `this`; its promise is a new one, so that a rejection nobody
  // handles still is one.
  const counted = function (this: unknown, ...args: unknown[]): Promise<unknown> {
    return new NativePromise((resolve, reject) => {
      const read = Reflect.apply(native, this, args) as Promise<unknown>;
      activity.add('requests', 1);
      const after = (settle: (value: unknown) => void) => (value: unknown) => {
        activity.add('requests', -1);
        settle(value);
      };
      whenDone(read, after(resolve), after(reject));
    });
  };
  Object.defineProperty(counted, 'name', { value: name });
  Object.defineProperty(prototype, name, { value: counted, configurable: true, writable: true });
}
