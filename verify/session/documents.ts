/** The documents and lessons of a session, found and read. */
import { basename, dirname, relative, sep } from 'node:path';
import { findDocuments } from '../document/find-documents.ts';
import { readDocument } from '../document/read-document.ts';
import type { LessonExample, ReadDocument } from '../model/example.ts';
import { CannotRun } from '../model/run.ts';
import { inPool } from './pool.ts';
import type { Settings } from './settings.ts';

/** Finds and reads everything, in the order of its paths. What cannot be found or read becomes a problem. */
export async function readAll(
  { cwd, globs, config }: Settings,
  problems: string[],
): Promise<{ documents: ReadDocument[]; lessons: LessonExample[] }> {
  try {
    const found = await findDocuments([...globs], { cwd, ignore: config.ignore ?? [] });
    const read = new Map<string, ReadDocument>();
    await inPool(found.documents, atOnce, async (path) => {
      try {
        read.set(path, await readDocument(path, { cwd }));
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
