/** One build at a time, in however many processes one is wanted. */
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const beatMs = 2_000;
/** A holder that has not touched its lock for so long is gone, though another process may have its number now. */
const silenceMs = 30_000;

/** Dispose of it to give it back. */
export type Lock = AsyncDisposable;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function isStale(file: string, pid: string): Promise<boolean> {
  if (!isAlive(Number(pid))) return true;
  const touched = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  return Date.now() - touched > silenceMs;
}

/** Takes the lock away from a holder that is gone; puts it back when somebody else was quicker. */
async function breakLock(file: string, pid: string): Promise<void> {
  const aside = `${file}.${process.pid}.stale`;
  const moved = await rename(file, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  if ((await readFile(aside, 'utf8').catch(() => pid)) !== pid) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
}

/** Takes the lock, or resolves to the number of the process that has it. Dispose of it to give it back. */
export async function takeLock(file: string): Promise<Lock | { heldBy: number }> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.draft`;
  await writeFile(draft, String(process.pid));
  try {
    for (;;) {
      // A link appears with its content, and only where nothing is.
      const mine = await link(draft, file).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') return false;
          throw error;
        },
      );
      if (mine) return heldLock(file);
      const pid = await readFile(file, 'utf8').catch(() => undefined);
      if (pid === undefined) continue;
      if (!(await isStale(file, pid))) return { heldBy: Number(pid) };
      await breakLock(file, pid);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

function heldLock(file: string): Lock {
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, beatMs);
  beat.unref();
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(beat);
      await rm(file, { force: true });
    },
  };
}
