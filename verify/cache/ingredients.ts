/** Everything the answer about an example depends on and that is known before it is run. What it loads is known after. */
import { join } from 'node:path';
import type { BackendKind } from '../model/backend.ts';
import type { Example, ExampleOptions, Runtime } from '../model/example.ts';
import type { Project } from '../model/project.ts';
import { readTsconfigChain } from '../project/tsconfig.ts';
import { type Environment, environmentOf } from './environment.ts';
import type { FileHashes } from './file-hashes.ts';
import { installedIn } from './installed.ts';

/** What a session knows of an example in one setting. */
export interface Ingredients {
  example: Example;
  /** Absent where it makes no difference: data. */
  project?: Project;
  /** `Runner.version`. */
  runtime?: { name: Runtime; version: string };
  /** `Backend.digest`. */
  backend?: { kind: BackendKind; digest: string };
  /** Settings in force, from arguments and configuration, that change answers: `timeoutMs`, `env`, `allowWrite` … */
  settings: Readonly<Record<string, unknown>>;
  /** Anything else that is the example's own: schemas, the Collector's digest, a lesson's files. */
  more?: unknown;
}

/** What a cache knows by itself. */
export interface Surroundings {
  /** Spanlab's own version and code. */
  tool: string;
  /** `linux-x64`, Node's version. */
  platform: string;
  env: Environment;
  /** `projectIngredients`, remembered: examples share a project. */
  ofProject(project: Project | undefined): ProjectIngredients;
}

export type ProjectIngredients = Record<(typeof projectNames)[number], unknown>;

/** What all examples of a project depend on. */
export function projectIngredients(project: Project | undefined, hashes: FileHashes): ProjectIngredients {
  const hashed = (paths: readonly string[]) => paths.map((path) => [path, hashes.of(path)]);
  return {
    project: project === undefined ? undefined : [project.folder, project.name],
    package: hashed(project === undefined ? [] : [join(project.folder, 'package.json')]),
    tsconfig: hashed(readTsconfigChain(project?.tsconfig).files),
    lockfiles: hashed(project?.lockfiles ?? []),
    installed: project === undefined ? undefined : installedIn(project, hashes),
    typescript: project?.typescript,
  };
}

/**
 * Each ingredient by its name; a key is the hash of them all. Positions in the document are none: prose above an
 * example may change. So may the time a file was written, and other documents.
 */
export function ingredientsOf(given: Ingredients, around: Surroundings): Record<IngredientName, unknown> {
  const { example, project, runtime, backend, settings, more } = given;
  return {
    ...around.ofProject(project),
    id: example.id,
    document: example.document,
    options: optionsOf(example.options),
    code: codeOf(example),
    expected: expectedOf(example),
    runtime,
    backend,
    settings,
    env: environmentOf(around.env, textsOf(example)),
    tool: around.tool,
    platform: around.platform,
    more,
  };
}

const projectNames = ['project', 'package', 'tsconfig', 'lockfiles', 'installed', 'typescript'] as const;

export const ingredientNames = [
  'id',
  'document',
  'options',
  'code',
  'expected',
  ...projectNames,
  'runtime',
  'backend',
  'settings',
  'env',
  'tool',
  'platform',
  'more',
] as const;
export type IngredientName = (typeof ingredientNames)[number];

/** Files a key has read, absolute: if one changes while examples run, what they give is not remembered. */
export function filesRead(project: Project | undefined): string[] {
  if (project === undefined) return [];
  const { folder, tsconfig, lockfiles } = project;
  return [join(folder, 'package.json'), ...readTsconfigChain(tsconfig).files, ...lockfiles];
}

function optionsOf({ skip, ...options }: ExampleOptions): unknown {
  return skip === undefined ? options : { ...options, skip: { until: skip.until, reason: skip.reason } };
}

function codeOf(example: Example): unknown {
  switch (example.kind) {
    case 'program':
      return [
        example.kind,
        lasting(example.entry),
        example.files.map(({ name, text }) => [lasting(name), text]),
      ];
    case 'shell':
      return [example.kind, lasting(example.file.name), example.file.text];
    case 'data':
      return [example.kind, example.schema, lasting(example.file.name), example.file.text];
    case 'lesson':
      return [example.kind, example.folder];
  }
}

/** `line-12.ts`, made up for a file without a name, says where the block stands: that is no ingredient. */
function lasting(name: string): string {
  return name.replace(/^line-\d+\./u, 'line.');
}

function expectedOf(example: Example): unknown {
  if (example.kind !== 'program' && example.kind !== 'shell') return undefined;
  const outputs = example.outputs.map(({ text }) => text);
  if (example.kind === 'shell') return { outputs };
  const { error, spans } = example;
  return {
    outputs,
    error: error === undefined ? undefined : [error.pattern, error.line],
    spans: spans.map(({ language, expectation, text }) => [language, expectation, text]),
  };
}

function textsOf(example: Example): string[] {
  if (example.kind === 'program') return example.files.map(({ text }) => text);
  return example.kind === 'lesson' ? [] : [example.file.text];
}
