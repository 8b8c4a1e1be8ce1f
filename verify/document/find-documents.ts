/** Which documents and lessons are meant by paths, folders and globs. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import picomatch from 'picomatch';
import { CannotRun } from '../model/run.ts';

/** What a document's name may end in. */
export const documentEndings = ['.md', '.mdx', '.markdown', '.astro', '.adoc', '.asciidoc'] as const;

interface Found {
  /** Absolute paths, in order. */
  documents: string[];
  /** Absolute paths of lesson folders: those with `lab.yaml` and `expect.yaml`. */
  lessons: string[];
}

/**
 * A file stands for itself, a folder for all documents and lessons below it, anything else is a glob (`docs/**\/*.mdx`,
 * `!docs/old/**` takes away again). Below folders and by globs, what lies in `node_modules`, in folders whose names begin
 * with a dot, and what `.gitignore` names is left out. A lesson is found by its folder, its `lab.yaml` or its `index.mdx`.
 *
 * @param globs none: everything below `cwd`
 * @param options.ignore globs, relative to `cwd`
 * @throws CannotRun for a file that is not there, or is no document; for a glob that fits nothing beside one that does
 */
export async function findDocuments(
  globs: readonly string[],
  { cwd, ignore: ignored = [] }: { cwd: string; ignore?: readonly string[] },
): Promise<Found> {
  const wanted = globs.length === 0 ? ['.'] : globs;
  const refused = picomatch(
    [...ignored, ...wanted.filter(isNegation).map((glob) => glob.slice(1))].map(plain),
    {
      dot: true,
    },
  );
  const documents = new Set<string>();
  const lessons = new Set<string>();
  const barren: string[] = [];
  const take = (entry: Entry) => {
    if (refused(relative(cwd, entry.path))) return;
    if (entry.kind === 'lesson') lessons.add(entry.path);
    else documents.add(entry.path);
  };
  for (const glob of wanted.filter((each) => !isNegation(each))) {
    const target = path.resolve(cwd, glob);
    const there = await stat(target).catch(() => undefined);
    if (there?.isFile()) {
      takeFile(target, glob, documents);
      if (path.basename(target) === 'index.mdx' && (await isLesson(path.dirname(target)))) {
        lessons.add(path.dirname(target));
      }
    } else if (there?.isDirectory()) {
      for await (const entry of walk(target, await rulesAbove(target))) take(entry);
    } else {
      const { base, isGlob } = picomatch.scan(plain(glob));
      if (!isGlob) {
        throw new CannotRun(`Found no ${glob} in ${cwd}. Allowed: a file, a folder, or a glob in quotes.`);
      }
      const matches = picomatch(plain(glob), { dot: false });
      const root = path.resolve(cwd, base);
      let isEmpty = true;
      for await (const entry of walk(root, await rulesAbove(root))) {
        const names =
          entry.kind === 'lesson'
            ? ['', 'lab.yaml', 'index.mdx'].map((name) => path.join(entry.path, name))
            : [entry.path];
        if (!names.some((name) => matches(relative(cwd, name)))) continue;
        isEmpty = false;
        take(entry);
      }
      if (isEmpty) barren.push(glob);
    }
  }
  // When nothing is found at all, that is said by those who look for something to verify.
  if (barren.length > 0 && documents.size + lessons.size > 0) {
    throw new CannotRun(
      `Found no document for ${barren.join(', ')} in ${cwd}. Allowed: globs that fit at least one document (${documentEndings.join(', ')}); what .gitignore names is left out.`,
    );
  }
  return { documents: [...documents].sort(), lessons: [...lessons].sort() };
}

type Entry = { kind: 'document' | 'lesson'; path: string };

/** What a folder's `.gitignore` says. */
interface Rules {
  folder: string;
  ignored: Ignore;
}

function takeFile(file: string, glob: string, documents: Set<string>): void {
  if (!isDocument(file)) {
    throw new CannotRun(
      `Found ${glob}, which is no document; allowed endings: ${documentEndings.join(', ')}.`,
    );
  }
  documents.add(file);
}

/** Symbolic links are not followed: they may lead in a circle. */
async function* walk(folder: string, above: readonly Rules[], inLesson = false): AsyncGenerator<Entry> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const rules = await rulesIn(folder, above);
  const names = new Set(entries.map((entry) => entry.name));
  // Exercises and variants of a lesson have such files too, and belong to it.
  const isLessonFolder = !inLesson && lessonFiles.every((name) => names.has(name));
  if (isLessonFolder) yield { kind: 'lesson', path: folder };
  for (const entry of entries) {
    const full = path.join(folder, entry.name);
    const isFolder = entry.isDirectory();
    if (isFolder && (entry.name === 'node_modules' || entry.name.startsWith('.'))) continue;
    if (!isFolder && !(entry.isFile() && isDocument(full))) continue;
    if (isIgnored(full, isFolder, rules)) continue;
    if (isFolder) yield* walk(full, rules, inLesson || isLessonFolder);
    else yield { kind: 'document', path: full };
  }
}

const lessonFiles = ['lab.yaml', 'expect.yaml'];

async function isLesson(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((): string[] => []);
  return lessonFiles.every((name) => names.includes(name));
}

/** The rules that hold in a folder from those above it, up to the root of its repository. */
async function rulesAbove(folder: string): Promise<Rules[]> {
  const folders: string[] = [];
  for (
    let here = path.dirname(folder), last = folder;
    here !== last;
    last = here, here = path.dirname(here)
  ) {
    if (await isRepository(last)) break;
    folders.unshift(here);
  }
  const inRepository = folders.length > 0 && (await isRepository(folders[0] ?? ''));
  // Outside of a repository, what lies above is nobody's.
  let rules: readonly Rules[] = [];
  for (const each of inRepository ? folders : []) rules = await rulesIn(each, rules);
  return [...rules];
}

function isRepository(folder: string): Promise<boolean> {
  return stat(path.join(folder, '.git')).then(
    () => true,
    () => false,
  );
}

async function rulesIn(folder: string, above: readonly Rules[]): Promise<readonly Rules[]> {
  const text = await readFile(path.join(folder, '.gitignore'), 'utf8').catch(() => undefined);
  return text === undefined ? above : [...above, { folder, ignored: ignore().add(text) }];
}

/** The nearest file that has something to say decides. */
function isIgnored(file: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  for (const { folder, ignored } of rules.toReversed()) {
    const name = relative(folder, file);
    const said = ignored.test(isFolder ? `${name}/` : name);
    if (said.ignored) return true;
    if (said.unignored) return false;
  }
  return false;
}

function isDocument(file: string): boolean {
  return (documentEndings as readonly string[]).includes(path.extname(file).toLowerCase());
}

function isNegation(glob: string): boolean {
  return glob.startsWith('!') && !glob.startsWith('!(');
}

function relative(from: string, to: string): string {
  return path.relative(from, to).replaceAll('\\', '/');
}

function plain(glob: string): string {
  return glob.replaceAll('\\', '/').replace(/^\.\//u, '');
}
