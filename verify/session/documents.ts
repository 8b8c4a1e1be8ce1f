/** The documents and lessons of a session, found and read. */
import { readFile } from 'node:fs/promises';
import { basename, dirname, relative, sep } from 'node:path';
import { findDocuments } from '../document/find-documents.ts';
import type { LessonExample, ReadDocument } from '../model/example.ts';
import { CannotRun } from '../model/run.ts';
import type { DocumentCache } from './document-cache.ts';
import { inPool } from './pool.ts';
import type { Settings } from './settings.ts';

/** Finds and reads everything, in the order of its paths. What cannot be found or read becomes a problem. */
export async function readAll(
  { cwd, globs, globFolder, config }: Settings,
  cache: DocumentCache,
  problems: string[],
): Promise<{ documents: ReadDocument[]; lessons: LessonExample[] }> {
  try {
    const found = await findDocuments([...globs], { cwd: globFolder, ignore: config.ignore ?? [] });
    const read = new Map<string, ReadDocument>();
    await inPool(found.documents, atOnce, async (path) => {
      try {
        read.set(path, await readOne(path, cwd, cache));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        problems.push(`${relative(cwd, path)} could not be read: ${why}`);
      }
    });
    const documents = found.documents.flatMap((path) => read.get(path) ?? []);
    return { documents, lessons: found.lessons.map((folder) => lessonOf(folder, cwd)) };
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    problems.push(error.message);
    return { documents: [], lessons: [] };
  }
}

/** As it was read before, if that depends on nothing but its text. */
async function readOne(path: string, cwd: string, cache: DocumentCache): Promise<ReadDocument> {
  const bytes = await readFile(path).catch(() => undefined);
  const kind = `document ${cwd}`;
  const there = bytes === undefined ? undefined : cache.get<ReadDocument>(kind, path, bytes);
  if (there !== undefined) return there;
  const { readDocument } = await import('../document/read-document.ts');
  const document = await readDocument(path, { cwd });
  // Findings may be about files that are not there. What was written meanwhile is not what was read first.
  if (bytes !== undefined && document.findings.length === 0 && document.includes.length === 0) {
    if ((await readFile(path)).equals(bytes)) cache.put(kind, path, bytes, document);
  }
  return document;
}

/** Documents whose text is in memory while they are read. */
const atOnce = 8;

/** `content/1-grocery-store/06-instrumentation-libraries` → `grocery-store/instrumentation-libraries`. */
function lessonOf(folder: string, cwd: string): LessonExample {
  const id = [basename(dirname(folder)), basename(folder)]
    .map((name) => name.replace(/^\d+-/u, ''))
    .join('/');
  const file = relative(cwd, folder).split(sep).join('/');
  return {
    kind: 'lesson',
    id,
    title: id,
    document: folder,
    folder,
    at: { file: `${file}/index.mdx`, line: 1, column: 1 },
    options: {},
  };
}
