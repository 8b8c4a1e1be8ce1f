/** Checks the types of all examples: one run of the compiler for each project. */
import type { ProgramExample } from '../model/example.ts';
import type { Project } from '../model/project.ts';
import { checkProject } from './check-project.ts';

/** Line and column in the example's own file, from 1, columns in UTF-16 units. */
export interface TypeDiagnostic {
  /** `TS2322` */
  code: string;
  message: string;
  /** The name in the example; for errors elsewhere, an absolute path. */
  file: string;
  line: number;
  column: number;
}

export interface TypesChecked {
  /** Of every example that was checked: empty if nothing is wrong. The others have no entry. */
  diagnostics: ReadonlyMap<string, readonly TypeDiagnostic[]>;
  /** Errors in files of the project that examples import; `file` is absolute. */
  elsewhere: readonly TypeDiagnostic[];
  /** Why a project could not be checked: a broken `tsconfig.json`, a compiler that crashed. */
  problems: readonly string[];
  /** Examples that hold for now only: they were not checked, or what they import has errors. Not to be remembered. */
  unsettled: ReadonlySet<string>;
  /** Files of the project, outside `node_modules`, that the answer depends on; absolute. */
  loaded: ReadonlyMap<string, readonly string[]>;
  /** Examples whose types were not checked, only syntax and imports: JavaScript that is not run. */
  onlySyntax?: ReadonlySet<string>;
}

export interface ToCheck {
  example: ProgramExample;
  project: Project;
}

/**
 * Checks examples as their own projects check types. Those that say `no-check` are left out. JavaScript is held to its
 * types with `checkJs` or `// @ts-check`; without, if it is not run, to its syntax and its imports.
 * @throws `CannotRun` when a project's folder cannot be written to; the signal's reason when it is aborted
 */
export async function checkTypes(
  examples: readonly ToCheck[],
  { signal }: { signal: AbortSignal },
): Promise<TypesChecked> {
  const checkable = examples.filter(({ example }) => example.options.noCheck !== true);
  const projects = Map.groupBy(checkable, ({ project }) =>
    JSON.stringify([project.folder, project.tsconfig, project.typescript.folder]),
  );
  const all: TypesChecked[] = [];
  // One after the other: each compiler takes all cores it finds, and half a gigabyte.
  for (const group of projects.values()) {
    const project = group[0]?.project;
    if (project === undefined) continue;
    const own = group.map(({ example }) => example);
    all.push(await checkProject(own, { project, signal }));
  }
  return {
    diagnostics: new Map(all.flatMap(({ diagnostics }) => [...diagnostics])),
    elsewhere: all.flatMap(({ elsewhere }) => elsewhere),
    problems: all.flatMap(({ problems }) => problems),
    unsettled: new Set(all.flatMap(({ unsettled }) => [...unsettled])),
    loaded: new Map(all.flatMap(({ loaded }) => [...loaded])),
    onlySyntax: new Set(all.flatMap(({ onlySyntax = [] }) => [...onlySyntax])),
  };
}
