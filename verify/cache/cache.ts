/** What was found to hold, remembered by everything that could change it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Example } from '../model/example.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Project } from '../model/project.ts';
import { reachesFurther, runsEachTime } from './cacheable.ts';
import { canonical, createFileHashes, type FileHashes, sha256 } from './file-hashes.ts';
import {
  filesRead,
  type Ingredients,
  ingredientsOf,
  type ProjectIngredients,
  projectIngredients,
} from './ingredients.ts';
import { describeLoaded, isAsItWas, isLoadedFiles, textOf } from './loaded.ts';
import { openRecordFile } from './record-file.ts';
import { toolDigest } from './tool-digest.ts';

export interface Cache {
  /** The key of an example in one setting; undefined for one that is run each time. */
  keyOf(ingredients: Ingredients): string | undefined;
  /**
   * What was found to hold, where it now stands: `cached`, and taking no time. Undefined when it has to be run, also
   * because a file it had loaded is not as it was.
   */
  get(key: string | undefined, example: Example): Outcome | undefined;
  /**
   * Remembers an outcome that holds, and no other: what falls short is run again, so that nothing flaky sticks.
   * @param loaded files of the project the run and the types depended on, absolute: `Ran.loaded`, `TypesChecked.loaded`
   */
  put(
    key: string | undefined,
    outcome: Outcome,
    given: { loaded: readonly string[]; project?: Project },
  ): void;
  /** Files outside the document that a remembered outcome depends on, absolute: what a session that watches must watch. */
  filesOf(key: string | undefined, project?: Project): string[];
  /** Writes what is new. A cache that cannot be written is no cache: it says so and does no harm. */
  close(): Promise<{ problem?: string }>;
}

export interface CacheEffects {
  env?: Readonly<Record<string, string | undefined>>;
  hashes?: FileHashes;
  /** `toolDigest()` */
  tool?: string;
  platform?: string;
  /** Of the file. A hundred outcomes are about 50 kB. */
  mostBytes?: number;
}

/** Where a cache lies if nobody says: in `node_modules`, which Git ignores and CI services keep; else beside it. */
export function defaultCacheFolder(cwd: string): string {
  return existsSync(join(cwd, 'node_modules'))
    ? join(cwd, 'node_modules', '.cache', 'spanlab')
    : join(cwd, '.spanlab', 'cache');
}

/** Opens a cache for one session: it reads each file once, so a session that watches opens it anew each time. */
export async function openCache({ folder }: { folder: string }, effects: CacheEffects = {}): Promise<Cache> {
  const { env = process.env, hashes = createFileHashes(), mostBytes = 16 * 1024 * 1024 } = effects;
  const { tool = toolDigest(), platform = `${process.platform}-${process.arch} Node ${process.version}` } =
    effects;
  const records = await openRecordFile(join(folder, 'verified.txt'), { mostBytes });
  const projects = new Map<Project | undefined, ProjectIngredients>();
  const asItWas = new Map<string, boolean>();
  const around = { hashes, env };

  const ofProject = (project: Project | undefined): ProjectIngredients => {
    const known = projects.get(project) ?? projectIngredients(project, hashes);
    projects.set(project, known);
    return known;
  };
  const isLoadedAsItWas = (key: string): boolean => {
    const known = asItWas.get(key);
    if (known !== undefined) return known;
    const loaded = records.get(key);
    const found = isLoadedFiles(loaded) && isAsItWas(loaded, around);
    asItWas.set(key, found);
    return found;
  };

  const recordOf = (key: string | undefined): { outcome: Outcome; loaded: string } | undefined => {
    const record = key === undefined ? undefined : records.get(key);
    return isHolding(record) ? record : undefined;
  };

  return {
    keyOf(ingredients) {
      if (runsEachTime(ingredients.example) !== undefined) return undefined;
      return sha256(canonical(ingredientsOf(ingredients, { tool, platform, env, ofProject })));
    },
    get(key, { id, at, title }) {
      const record = recordOf(key);
      if (record?.outcome.id !== id || !isLoadedAsItWas(record.loaded)) return undefined;
      return { ...record.outcome, at, title, cached: true, durationMs: 0 };
    },
    filesOf(key, project) {
      const loaded = records.get(recordOf(key)?.loaded ?? '');
      const files = isLoadedFiles(loaded) ? loaded.files.map(([path]) => path) : [];
      return [...new Set([...files, ...filesRead(project)])];
    },
    put(key, outcome, { loaded, project }) {
      if (key === undefined || outcome.status !== 'holds') return;
      if (outcome.findings.length > 0 || outcome.edits.length > 0) return;
      // Changed while it ran: nobody knows which of the two it was that held.
      if ([...filesRead(project), ...loaded].some((path) => hashes.changedSince(path))) return;
      if (loaded.some((path) => isCode.test(path) && reachesFurther(textOf(path)) !== undefined)) return;
      const described = describeLoaded(loaded, around);
      const loadedKey = `loaded:${sha256(canonical(described))}`;
      if (records.get(loadedKey) === undefined) records.set(loadedKey, described);
      records.set(key, { outcome, loaded: loadedKey });
    },
    async close() {
      try {
        await records.save();
        return {};
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return {
          problem: `cannot write the cache in ${folder} (${why}); everything is run again next time.`,
        };
      }
    },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const isCode = /\.[mc]?[jt]sx?$/u;

/** The checksum vouches for the rest. */
function isHolding(value: unknown): value is { outcome: Outcome; loaded: string } {
  if (!isRecord(value) || !isRecord(value['outcome']) || typeof value['loaded'] !== 'string') return false;
  return value['outcome']['status'] === 'holds' && typeof value['outcome']['id'] === 'string';
}
