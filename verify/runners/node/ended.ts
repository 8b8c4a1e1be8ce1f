/** The end of a process, as far as it can be waited for. */
import type { ChildProcess } from 'node:child_process';

/** A process has said all it had to say when it ends: this long is given to read it. */
const lastWordsMs = 500;

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** It could not be started. */
  error?: Error;
}

/**
 * `exited`: the process itself has. `closed`: all it said has been read too; what still holds its streams a moment later
 * is a child that got away, and is not waited for. Neither rejects; both come when it could not be started.
 */
export function watchEnd(child: ChildProcess): { exited: Promise<Ended>; closed: Promise<Ended> } {
  const exited = Promise.withResolvers<Ended>();
  const closed = Promise.withResolvers<Ended>();
  let giveUp: NodeJS.Timeout | undefined;
  child.once('exit', (code, signal) => {
    exited.resolve({ code, signal });
    giveUp = setTimeout(() => {
      child.stdout?.destroy();
      child.stderr?.destroy();
      if (child.connected) child.disconnect();
      closed.resolve({ code, signal });
    }, lastWordsMs);
  });
  child.once('close', (code, signal) => {
    clearTimeout(giveUp);
    exited.resolve({ code, signal });
    closed.resolve({ code, signal });
  });
  child.once('error', (error) => {
    if (child.pid !== undefined) return;
    exited.resolve({ code: null, signal: null, error });
    closed.resolve({ code: null, signal: null, error });
  });
  return { exited: exited.promise, closed: closed.promise };
}
