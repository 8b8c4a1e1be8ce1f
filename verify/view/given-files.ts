/** The files `spanlab view` is given, addressed by their place among the arguments and by nothing else. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ServedFile } from '../../src/viewer/session.ts';
import { UsageError } from '../output.ts';
import { whatItIs } from './what-it-is.ts';

export interface GivenFile {
  /** Absolute. */
  path: string;
  /** As the page calls it. */
  name: string;
}

/**
 * Find the files, and look at how each begins. Standard input is kept in a file until the end.
 * @throws UsageError for what cannot be read, or cannot hold traces
 */
export async function findGivenFiles(
  given: readonly string[],
  { stdin, cleanUp }: { stdin: Readable; cleanUp: AsyncDisposableStack },
): Promise<GivenFile[]> {
  const files: GivenFile[] = [];
  for (const argument of given) {
    const file =
      argument === '-'
        ? { path: await keptInput(stdin, cleanUp), name: 'standard input' }
        : { path: resolve(argument), name: basename(argument) };
    const words = argument === '-' ? 'standard input' : argument;
    const fault = await faultOf(file.path);
    if (fault !== undefined) throw new UsageError(`${words}: ${fault}`);
    files.push(file);
  }
  return files;
}

/** How a file is now. Of one that is gone, that it has no bytes. */
export async function servedFile({ path, name }: GivenFile): Promise<ServedFile> {
  try {
    const { size, mtimeNs, ino } = await stat(path, { bigint: true });
    return { name, bytes: Number(size), version: `${mtimeNs}-${size}-${ino}` };
  } catch {
    return { name, bytes: 0, version: 'gone' };
  }
}

async function faultOf(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) {
      return 'found a folder, expected a file with traces (name the files in it, such as folder/*.json)';
    }
    if (!found.isFile()) return 'found something that is no file, expected a file with traces';
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(new Uint8Array(4096), 0, 4096, 0);
    const other = whatItIs(buffer.subarray(0, bytesRead));
    return other === undefined
      ? undefined
      : `found ${other}, expected traces: OTLP as JSON, JSON lines or protobuf, or Jaeger's JSON`;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
    if (code === 'EACCES' || code === 'EPERM') return 'it may not be read by you';
    return error instanceof Error ? error.message : String(error);
  }
}

async function keptInput(stdin: Readable, cleanUp: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spanlab-view-'));
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'standard-input');
  // Traces may hold what is nobody else's business.
  await pipeline(stdin, createWriteStream(path, { mode: 0o600 }));
  return path;
}
