/** What a session goes by: arguments first, then the configuration, then what is usual. Pure. */
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import type { BackendKind } from '../model/backend.ts';
import type { Runtime } from '../model/example.ts';
import { UsageError } from '../output.ts';
import type { ReportRequest, VerifyArguments } from '../verify-arguments.ts';
import type { Filter } from './filter.ts';
import type { Shard } from './shard.ts';

export interface Settings {
  /** Where `spanlab` was started: places are relative to it. */
  cwd: string;
  globs: readonly string[];
  /** Where globs start from: those of a configuration in its folder. */
  globFolder: string;
  runtimes: readonly Runtime[];
  runtimesAsked: boolean;
  backend: BackendKind;
  /** Addresses of the backend `url`. */
  url?: { otlp: string; jaeger: string };
  filter?: Filter;
  shard?: Shard;
  jobs: number;
  timeoutMs: number;
  /** Absent: nothing is kept. */
  cacheFolder?: string;
  failFast: boolean;
  /** Absolute. */
  baseline?: string;
  updateBaseline: boolean;
  requireCoverage?: number;
  reports: readonly ReportRequest[];
  config: Config;
  configFile?: string;
}

/** The variables of the environment that matter. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface SettingsEffects {
  cwd: string;
  env: Environment;
  /** Where the cache is, where nobody says. */
  cacheFolder: () => string;
  /** Is there such a file? */
  exists: (path: string) => boolean;
}

/** Used when it is there. */
const baselineName = 'spanlab-baseline.json';
const defaultGlobs = ['**/*.{md,mdx,markdown,MD,MDX}'];
const defaultTimeoutMs = 30_000;

/** Throws a `UsageError` for what does not go together. */
export function settingsOf(
  args: VerifyArguments,
  { config, file }: { config: Config; file?: string | undefined },
  { cwd, env, cacheFolder, exists }: SettingsEffects,
): Settings {
  const runtimes = args.runtimes ?? config.runtimes ?? ['node'];
  const backend = args.backend ?? config.backend ?? 'embedded';
  const otlp = args.otlp ?? config.otlp;
  const jaeger = args.jaeger ?? config.jaeger;
  if (backend === 'url' && (otlp === undefined || jaeger === undefined)) {
    throw new UsageError(
      'found --backend url without its addresses, expected --otlp <address> (spans are sent there) and ' +
        '--jaeger <address> (they are read there), such as --otlp http://localhost:4318 --jaeger http://localhost:16686',
    );
  }
  const cache = args.cache === false ? undefined : cacheOf(config.cache, args.cache === true, cacheFolder);
  const baseline = args.baseline === undefined ? config.baseline : resolve(cwd, args.baseline);
  const usualBaseline = resolve(cwd, baselineName);
  const known = baseline ?? (args.updateBaseline || exists(usualBaseline) ? usualBaseline : undefined);
  const coverage = args.requireCoverage ?? config.requireCoverage;
  return {
    cwd,
    globFolder: args.globs.length > 0 || file === undefined ? cwd : dirname(file),
    globs: args.globs.length > 0 ? args.globs : (config.include ?? defaultGlobs),
    runtimes,
    runtimesAsked: args.runtimes !== undefined,
    backend,
    ...(otlp !== undefined && jaeger !== undefined ? { url: { otlp, jaeger } } : {}),
    ...(args.filter === undefined ? {} : { filter: args.filter }),
    ...(args.shard === undefined ? {} : { shard: args.shard }),
    jobs: args.jobs ?? config.jobs ?? availableParallelism(),
    timeoutMs: args.timeoutMs ?? config.timeoutMs ?? defaultTimeoutMs,
    ...(cache === undefined ? {} : { cacheFolder: cache }),
    failFast: args.failFast,
    ...(known === undefined ? {} : { baseline: known }),
    updateBaseline: args.updateBaseline,
    ...(coverage === undefined ? {} : { requireCoverage: coverage }),
    reports: reportsOf(args.reports, env),
    config,
    ...(file === undefined ? {} : { configFile: file }),
  };
}

function cacheOf(configured: Config['cache'], asked: boolean, usual: () => string): string | undefined {
  if (typeof configured === 'string') return configured;
  return configured === false && !asked ? undefined : usual();
}

/** For people; on GitHub also on the diff and in the summary of the job. */
function reportsOf(asked: readonly ReportRequest[], env: Environment): ReportRequest[] {
  const onGithub = env['GITHUB_ACTIONS'] === 'true';
  const reports: ReportRequest[] = asked.length > 0 ? [...asked] : [{ format: 'pretty' }];
  if (asked.length === 0 && onGithub) reports.push({ format: 'github' });
  const summary = env['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined && summary !== '' && !asked.some(({ format }) => format === 'markdown')) {
    reports.push({ format: 'markdown', file: summary });
  }
  return reports;
}
