/** Checks the examples of one project: in one run of the compiler, or two if any has errors of syntax. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { ProgramExample } from '../model/example.ts';
import type { Project } from '../model/project.ts';
import { nearest } from '../project/above.ts';
import type { TypeDiagnostic, TypesChecked } from './check-types.ts';
import { checkedAs, checksJavaScript, turnedOff } from './checked-as.ts';
import { openProgram, type Pass, type Program } from './program.ts';
import { missingSelf } from './self-reference.ts';

/** A document that is no code at all gives one error a word. */
const mostPerExample = 50;

/** Checks examples that all belong to `project`. See `checkTypes`. */
export async function checkProject(
  examples: readonly ProgramExample[],
  { project, signal }: { project: Project; signal: AbortSignal },
): Promise<TypesChecked> {
  await using program = await openProgram(examples, project);
  const diagnostics = new Map<string, readonly TypeDiagnostic[]>();
  const elsewhere = new Map<string, TypeDiagnostic>();
  const misplaced = new Set(program.outside.map(({ example }) => example.id));
  const problems = program.outside.map(
    ({ example: { at }, name }) =>
      `${at.file}:${at.line}:${at.column} the file "${name}" would lie outside the project; give it a name inside.`,
  );
  let remaining = program.files.filter(({ example }) => !misplaced.has(example.id));
  let loaded: readonly string[] = [];
  while (remaining.length > 0) {
    const pass = await program.check(remaining, signal);
    for (const each of pass.elsewhere) elsewhere.set(JSON.stringify(each), each);
    for (const [id, found] of pass.byExample) diagnostics.set(id, atMost(withHints(found, project)));
    if (pass.canary && pass.general.length === 0 && pass.unseen.length === 0) {
      for (const { example } of remaining) {
        if (!diagnostics.has(example.id)) diagnostics.set(example.id, []);
      }
      loaded = localFiles(pass.listed, program);
      break;
    }
    const rest = remaining.filter(({ example }) => !pass.byExample.has(example.id));
    if (pass.canary || pass.general.length > 0 || rest.length === remaining.length) {
      // Nothing to take out that would let the compiler see the rest.
      problems.push(problemOf(pass, project, new Set(remaining.map(({ example }) => example))));
      break;
    }
    remaining = rest;
  }
  const checkJs = checksJavaScript(project);
  for (const [id, found] of diagnostics) diagnostics.set(id, [...turnedOffIn(id, examples), ...found]);
  const ids = [...misplaced, ...program.files.map(({ example }) => example.id)];
  return {
    diagnostics,
    elsewhere: [...elsewhere.values()],
    problems,
    unsettled: new Set(elsewhere.size > 0 ? ids : ids.filter((id) => !diagnostics.has(id))),
    loaded: new Map([...diagnostics.keys()].map((id) => [id, loaded])),
    onlySyntax: new Set(examples.flatMap((each) => (checkedAs(each, checkJs) === 'syntax' ? [each.id] : []))),
  };
}

/** `// @ts-nocheck` would let everything pass, and nobody would know. */
function turnedOffIn(id: string, examples: readonly ProgramExample[]): TypeDiagnostic[] {
  const files = examples.find((each) => each.id === id)?.files ?? [];
  return files.flatMap((file) => {
    const line = turnedOff(file);
    const message =
      'It keeps the types of this example from being checked. Take it away, or say so to whoever reads the source: ' +
      'write `no-check` behind `verify`.';
    return line === undefined ? [] : [{ code: '@ts-nocheck', message, file: file.name, line, column: 1 }];
  });
}

function problemOf(pass: Pass, project: Project, examples: ReadonlySet<ProgramExample>): string {
  const inFiles = pass.elsewhere.map(
    (each) => `${each.file}:${each.line}:${each.column} ${each.code}: ${each.message}`,
  );
  const unseen = pass.unseen.slice(0, 1).map(({ name, example }) => `It left out ${name} of ${example.id}.`);
  const said = [...pass.general, ...inFiles, ...(pass.canary ? unseen : [])].slice(0, 10);
  const problem = [
    `TypeScript ${project.typescript.version} could not check ${examples.size} example${examples.size === 1 ? '' : 's'} in ${project.folder}${sep}; mend this first:`,
    ...(said.length > 0 ? said : [pass.complaint]),
  ].join('\n');
  const [first] = examples;
  return first === undefined ? problem : fromStart(problem, first);
}

/** Names files from where the session was started, as reports name documents. */
function fromStart(text: string, { document, at }: ProgramExample): string {
  const tail = at.file.split('/').join(sep);
  if (!document.endsWith(sep + tail)) return text;
  return text
    .replaceAll(`in ${document.slice(0, -tail.length)};`, 'in this folder;')
    .replaceAll(document.slice(0, -tail.length), '');
}

function atMost(found: readonly TypeDiagnostic[]): readonly TypeDiagnostic[] {
  const last = found[mostPerExample - 1];
  if (found.length <= mostPerExample || last === undefined) return found;
  const more = `${last.message}\n  (and ${found.length - mostPerExample} more errors in this example)`;
  return [...found.slice(0, mostPerExample - 1), { ...last, message: more }];
}

/** A package that is not built cannot be found by its own name. */
function withHints(found: readonly TypeDiagnostic[], project: Project): TypeDiagnostic[] {
  return found.map((each) => {
    const about = /^Cannot find module '([^']+)'/u.exec(each.message)?.[1];
    const isSelf = about !== undefined && (about === project.name || about.startsWith(`${project.name}/`));
    const hint = isSelf ? missingSelf(project) : undefined;
    return hint === undefined ? each : { ...each, message: `${each.message} ${hint}` };
  });
}

/** The program's files that no lockfile vouches for, and what decides how those are resolved. */
function localFiles(listed: readonly string[], { workFolder }: Program): string[] {
  const work = workFolder.replaceAll('\\', '/');
  const local = listed
    .filter((file) => !file.includes('/node_modules/') && !file.replaceAll('\\', '/').startsWith(`${work}/`))
    .map((file) => resolve(file));
  const packages = [...new Set(local.map(dirname))].flatMap(
    (folder) => nearest(folder, 'package.json') ?? [],
  );
  return [
    ...new Set([...local, ...packages.filter((path) => existsSync(path)).map((path) => join(path))]),
  ].sort();
}
