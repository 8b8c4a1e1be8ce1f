import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { sourcePlaces, toolPlaces } from './places.ts';

/** Files that decide nothing: tests of the Go code, and what is there to be read. */
const beside = /_test\.go$|\.md$/u;

/** Every file below a path that is there, sorted; the path itself when it is a file. */
async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => undefined);
  if (entries === undefined) return [path];
  return entries
    .filter((entry) => entry.isFile() && !beside.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * A hash of all sources the Collector is built from, and of the build itself. Neither where they lie nor
 * which Go compiles them is in it.
 */
export async function hashSources(
  places: readonly string[] = [...Object.values(sourcePlaces), ...toolPlaces],
): Promise<string> {
  const hash = createHash('sha256');
  for (const [index, place] of places.entries()) {
    for (const file of await filesBelow(place)) {
      const content = await readFile(file).catch(() => undefined);
      if (content === undefined) continue;
      const name = relative(place, file).replaceAll('\\', '/');
      hash.update(`${index} ${name} ${content.length}\n`).update(content);
    }
  }
  return hash.digest('hex');
}

/** Names what is built from these sources by this version of Go. */
export function buildHash(sources: string, goVersion: string): string {
  return createHash('sha256').update(`${sources} ${goVersion}`).digest('hex').slice(0, 12);
}
