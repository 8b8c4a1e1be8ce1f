/** Examples of one project as a program on disk, and one run of the compiler over it. */
import { realpathSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import type { ProgramExample } from '../model/example.ts';
import type { Project } from '../model/project.ts';
import { packageAt } from '../project/package-json.ts';
import { readTsconfigChain } from '../project/tsconfig.ts';
import { openWorkFolder } from '../project/work-folder.ts';
import type { TypeDiagnostic } from './check-types.ts';
import { type CheckedAs, checksJavaScript, fileCheckedAs, isOfJavaScript } from './checked-as.ts';
import { runCompiler } from './compiler.ts';
import { tsconfigOf } from './compiler-options.ts';
import { readCompilerOutput } from './diagnostics.ts';
import { type MirroredFile, mirrorOf } from './mirror.ts';
import { selfPaths } from './self-reference.ts';
import { comparable, type SortedDiagnostics, sortDiagnostics } from './sort-diagnostics.ts';

export interface Program extends AsyncDisposable {
  /** The project's folder as the compiler prints it: without symbolic links. */
  folder: string;
  workFolder: string;
  /** Files to be checked, see `fileCheckedAs`. */
  files: readonly MirroredFile[];
  /** Files that cannot be: they would lie outside the project. */
  outside: readonly { example: ProgramExample; name: string }[];
  /** Runs the compiler over some of the files. @throws the signal's reason */
  check(files: readonly MirroredFile[], signal: AbortSignal): Promise<Pass>;
}

export interface Pass extends SortedDiagnostics {
  /** Files of the program, absolute, with `/`. */
  listed: readonly string[];
  /** Files that were asked for and are not among them. */
  unseen: readonly MirroredFile[];
  /** What else the compiler said, and how it ended, for when it did not do its work. */
  complaint: string;
}

/**
 * A file with a type error, in every program. The compiler keeps errors of types to itself while there is an error of
 * syntax in any file, or in the configuration: only where this one is reported have types been checked at all.
 */
const canary = { name: 'canary.ts', text: 'export const canary: string = 1;\n' };

const javascriptFile = /\.[mc]?jsx?$/u;

/** Writes all files of the examples to a work folder of the project. @throws `CannotRun` when that cannot be */
export async function openProgram(examples: readonly ProgramExample[], project: Project): Promise<Program> {
  const folder = realpathSync(project.folder);
  const real = { ...project, folder };
  const chain = readTsconfigChain(project.tsconfig);
  const { files, outside } = mirrorOf(examples, project.folder);
  const checkJs = checksJavaScript(project);
  const checked = new Map(files.map((file) => [file, fileCheckedAs(file, file.example, checkJs)]));
  const asked = files.filter((file) => checked.get(file) !== undefined);
  // What JavaScript imports is looked up only where its types are checked; those are left out of what is told.
  const forced =
    !checkJs && asked.some((file) => javascriptFile.test(file.name) && checked.get(file) === 'syntax');
  const work = await openWorkFolder(folder, 'types');
  const mirrorFolder = join(work.path, 'mirror');
  const facts = {
    project: real,
    chain,
    mirrorFolder,
    isModule: packageAt(folder)['type'] === 'module',
    selfPaths: selfPaths(real),
    mixed: files.some(({ name }) => javascriptFile.test(name)),
    checkJs: forced,
  };
  await writeFile(join(work.path, canary.name), canary.text);
  await writeAll(mirrorFolder, files);

  return {
    folder,
    workFolder: work.path,
    files: asked,
    outside,
    async check(some, signal) {
      const paths = some.map(({ path }) => join(mirrorFolder, path));
      const config = tsconfigOf({ ...facts, files: [join(work.path, canary.name), ...paths] });
      await writeFile(join(work.path, 'tsconfig.json'), JSON.stringify(config));
      const args = ['-p', 'tsconfig.json', '--pretty', 'false', '--listFiles', '--locale', 'en'];
      const run = await runCompiler(real, args, { cwd: work.path, signal });
      const printed = readCompilerOutput(run.stdout);
      const listed = new Set(printed.files.map(comparable));
      const end = run.killedBy === null ? `exit code ${run.exitCode}` : `ended by ${run.killedBy}`;
      const sorted = sortDiagnostics(printed.diagnostics, {
        folder,
        workFolder: work.path,
        mirrorFolder,
        canary: canary.name,
        files,
      });
      return {
        ...sorted,
        ...(sorted.canary && forced ? withoutForced(sorted, checked) : {}),
        listed: printed.files,
        unseen: some.filter(({ path }) => !listed.has(comparable(join(mirrorFolder, path)))),
        complaint: inBrief([...printed.others, run.stderr, end]),
      };
    },
    [Symbol.asyncDispose]: () => work[Symbol.asyncDispose](),
  };
}

/** Types of JavaScript that nobody asked to be checked are nobody's business. */
function withoutForced(
  { byExample, elsewhere }: SortedDiagnostics,
  checked: ReadonlyMap<MirroredFile, CheckedAs | undefined>,
): Pick<SortedDiagnostics, 'byExample' | 'elsewhere'> {
  const untyped = new Map<string, CheckedAs | undefined>();
  for (const [{ example, name }, as] of checked) {
    if (as !== 'types' && javascriptFile.test(name)) untyped.set(`${example.id} ${name}`, as);
  }
  const isWanted = (id: string, { code, message, file }: TypeDiagnostic) => {
    const key = `${id} ${file}`;
    if (!untyped.has(key)) return true;
    if (untyped.get(key) === undefined || !isOfJavaScript(code)) return false;
    // Without `@types/node`, Node's own modules have no types.
    return !isBuiltin(/^Cannot find module '([^']+)'/u.exec(message)?.[1] ?? '');
  };
  const wanted = [...byExample].map(
    ([id, found]) => [id, found.filter((each) => isWanted(id, each))] as const,
  );
  return {
    byExample: new Map(wanted.filter(([, found]) => found.length > 0)),
    elsewhere: elsewhere.filter(({ file }) => !javascriptFile.test(file)),
  };
}

/** The end of what was said; a crash may come with all of its source text. */
function inBrief(texts: readonly string[]): string {
  const lines = texts.flatMap((text) => text.trim().split('\n')).filter((line) => line !== '');
  return lines
    .slice(-10)
    .map((line) => line.slice(0, 300))
    .join('\n');
}

async function writeAll(folder: string, files: readonly MirroredFile[]): Promise<void> {
  const folders = new Set(files.map(({ path }) => dirname(join(folder, path))));
  for (const each of folders) await mkdir(each, { recursive: true });
  // Some at a time: a thousand open files are more than some systems allow.
  const waiting = files.values();
  const writer = async () => {
    for (const { path, text } of waiting) await writeFile(join(folder, path), text);
  };
  await Promise.all(Array.from({ length: 16 }, writer));
}
