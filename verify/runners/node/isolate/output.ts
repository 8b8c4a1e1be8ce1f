/** Puts a thread's output on the line at once: its own streams would lose what was said just before an endless loop. */
import { Writable } from 'node:stream';
import { OutputLines } from '../output-lines.ts';
import type { Line } from './line.ts';

/** Replace `process.stdout` and `process.stderr` of a thread. */
export function captureOutput(line: Line): void {
  let left = OutputLines.limit;
  const open = (stream: 'stdout' | 'stderr') => {
    const decoder = new TextDecoder();
    const writable = new Writable({
      decodeStrings: false,
      write(chunk: string | Buffer, _encoding, done) {
        const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
        // A very long text in pieces, so that the last is cut where the limit is.
        line.say({ say: 'output', stream, text: text.slice(0, Math.max(0, left) + 1) });
        left -= text.length;
        if (left < 0) waitForTheEnd(line);
        done();
      },
    });
    Object.defineProperty(process, stream, { configurable: true, enumerable: true, get: () => writable });
  };
  open('stdout');
  open('stderr');
}

/** Not public, and there is nothing public that makes a pipe wait. */
interface Piped {
  _handle?: { setBlocking?(blocks: boolean): void };
}

/** A process's own streams keep in memory what nobody has read yet: an endless loop would fill it before it is seen. */
export function limitOutput(line: Line): void {
  let left = OutputLines.limit;
  for (const stream of [process.stdout, process.stderr]) {
    // What is printed just before `process.exit()` would be lost in the pipe.
    (stream as Piped)._handle?.setBlocking?.(true);
    const { write } = stream;
    stream.write = function (this: typeof stream, ...given: Parameters<typeof write>) {
      left -= given[0].length;
      if (left < 0) waitForTheEnd(line);
      return write.apply(this, given);
    } as typeof write;
  }
}

/** Whoever listens ends this program; until then it prints no more. */
function waitForTheEnd(line: Line): void {
  line.say({ say: 'flooded' });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
