/** One build at a time, in however many processes one is wanted. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from '../../verify/is-alive.ts';

const beatMs = 2_000;
/** A holder that has not touched its lock for so long is gone, though another process may have its number now. */
const silenceMs = 30_000;

/** Dispose of it to give it back. */
export type Lock = AsyncDisposable;

async function silentForMs(file: string): Promise<number> {
  const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs;
}

async function isStale(file: string, pid: string): Promise<boolean> {
  return !isAlive(Number(pid)) || (await silentForMs(file)) > silenceMs;
}

/** Writes a file that must not be there yet. A link appears with its content, and only where nothing is. */
async function create(file: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}.draft`;
  await writeFile(draft, String(process.pid));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Takes the lock away from a holder that is gone. Only one may do so at a time: it could be a new holder's by now. */
async function breakLock(file: string): Promise<void> {
  const guard = `${file}.breaking`;
  if (!(await create(guard))) {
    if ((await silentForMs(guard)) > silenceMs) await rm(guard, { force: true });
    await delay(20);
    return;
  }
  const pid = await readFile(file, 'utf8').catch(() => undefined);
  if (pid !== undefined && (await isStale(file, pid))) await rm(file, { force: true });
  await rm(guard, { force: true });
}

/** Takes the lock, or resolves to the number of the process that has it. */
export async function takeLock(file: string): Promise<Lock | { heldBy: number }> {
  await mkdir(dirname(file), { recursive: true });
  for (;;) {
    if (await create(file)) return heldLock(file);
    const pid = await readFile(file, 'utf8').catch(() => undefined);
    if (pid === undefined) continue;
    if (!(await isStale(file, pid))) return { heldBy: Number(pid) };
    await breakLock(file);
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
