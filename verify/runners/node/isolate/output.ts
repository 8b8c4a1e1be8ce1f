/** Puts a thread's output on the line at once: its own streams would lose what was said just before an endless loop. */
import { Writable } from 'node:stream';
import type { Line } from './line.ts';

/** Characters a program may print. */
export const outputLimit = 1_000_000;

/** Replace `process.stdout` and `process.stderr` of a thread. */
export function captureOutput(line: Line): void {
  let left = outputLimit;
  const open = (stream: 'stdout' | 'stderr') => {
    const decoder = new TextDecoder();
    const writable = new Writable({
      decodeStrings: false,
      write(chunk: string | Buffer, _encoding, done) {
        const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
        // A very long text in pieces, so that the last is cut where the limit is.
        line.say({ say: 'output', stream, text: text.slice(0, Math.max(0, left) + 1) });
        left -= text.length;
        // Whoever listens ends this thread; until then it prints no more.
        if (left < 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
        done();
      },
    });
    Object.defineProperty(process, stream, { configurable: true, enumerable: true, get: () => writable });
  };
  open('stdout');
  open('stderr');
}
