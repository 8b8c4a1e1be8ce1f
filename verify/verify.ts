/** `spanlab verify`: documentation held to what it says. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { defaultCacheFolder } from './cache/cache.ts';
import { loadConfig } from './config/load.ts';
import type { Example } from './model/example.ts';
import type { Report } from './model/outcome.ts';
import { CannotRun } from './model/run.ts';
import { type ExitCode, exitCodes, type Output, UsageError } from './output.ts';
import type { ProgressOutput } from './reports/progress.ts';
import type { KnownFinding } from './session/baseline.ts';
import { knownFindings, updateBaseline } from './session/baseline-file.ts';
import { untilInterrupted } from './session/interrupt.ts';
import { type Follower, followOn } from './session/onlooker.ts';
import type { Step } from './session/plan.ts';
import { openParts } from './session/real-parts.ts';
import { runSession, type Session } from './session/session.ts';
import { type Environment, type Settings, settingsOf } from './session/settings.ts';
import { openStepCache } from './session/step-cache.ts';
import { writeReports } from './session/write-reports.ts';
import { type VerifyArguments, verifyArguments } from './verify-arguments.ts';

/** What the command needs from outside. */
export interface VerifyEffects {
  cwd: string;
  env: Environment;
  stdout: ProgressOutput;
}

const real: VerifyEffects = { cwd: process.cwd(), env: process.env, stdout: process.stdout };

/**
 * Verify as the arguments after `verify` say. Exit code: 0 all hold, 1 something falls short, 2 not everything could
 * be run. SIGINT and SIGTERM end it, and everything it has started.
 */
export async function verify(
  args: string[],
  output: Output,
  effects: VerifyEffects = real,
): Promise<ExitCode> {
  const given = verifyArguments(args);
  refuseUpdateInCi(given, effects.env);
  try {
    if (given.watch) {
      using interrupted = untilInterrupted();
      const { watch } = await import('./session/watch.ts');
      // The configuration is read anew each time: it may have changed.
      const round = async (signal: AbortSignal) =>
        oneRound(given, await settingsFrom(given, effects), output, effects, signal);
      return await watch(round, { signal: interrupted.signal, cwd: effects.cwd, output });
    }
    // Nothing is started yet: a configuration that never ends is ended as any program is.
    const settings = await settingsFrom(given, effects);
    using interrupted = untilInterrupted();
    return (await oneRound(given, settings, output, effects, interrupted.signal)).exitCode;
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    output.error(`spanlab: ${error.message}`);
    return exitCodes.unusable;
  }
}

/** One time through, and what it depended on. */
async function oneRound(
  given: VerifyArguments,
  settings: Settings,
  output: Output,
  effects: VerifyEffects,
  signal: AbortSignal,
): Promise<{ exitCode: ExitCode; files: ReadonlySet<string> }> {
  const { cwd, env } = effects;
  if (given.list) return { exitCode: await list(settings, output), files: new Set() };

  const known = await knownFindings(settings);
  const follow = followOn(settings, effects);
  let session = await sit(output, settings, known, follow, signal);
  if (given.update && session.edits.length > 0 && !signal.aborted) {
    const { writeEdits } = await import('./session/edits.ts');
    const { places, files } = await writeEdits(session.edits, cwd);
    if (files.length > 0) {
      output.error(`Updated ${places} ${places === 1 ? 'place' : 'places'} in ${files.join(', ')}.`);
      // What was written is held to the same as what was there.
      session = await sit(output, settings, known, follow, signal);
    }
  }
  const report = settings.updateBaseline
    ? await updateBaseline(session, known, settings, output)
    : session.report;
  follow.end(report);
  await writeReports(report, settings.reports, { cwd, env, print: output.out });
  if (session.notRun > 0 && settings.failFast && !signal.aborted) {
    output.error(
      `Ended at the first that falls short (--fail-fast): ${session.notRun} of ${session.steps.length} were not run.`,
    );
  }
  const files = new Set([
    ...session.files,
    ...(settings.configFile === undefined ? [] : [settings.configFile]),
  ]);
  return { exitCode: exitCodeOf(report), files };
}

/** One session with parts of its own, which end with it whatever happens. */
async function sit(
  output: Output,
  settings: Settings,
  known: readonly KnownFinding[],
  follow: Follower,
  signal: AbortSignal,
): Promise<Session> {
  const parts = openParts(settings);
  const cache = await openStepCache(settings, parts);
  try {
    return await runSession(settings, known, {
      parts,
      cache,
      onlooker: follow.onlooker,
      signal,
      now: () => performance.now(),
      date: () => new Date(),
      newRunId: () => randomUUID(),
    });
  } finally {
    const [{ problem }] = await Promise.all([cache.close(), parts.dispose()]);
    if (problem !== undefined) output.error(`spanlab: ${problem}`);
  }
}

async function settingsFrom(given: VerifyArguments, { cwd, env }: VerifyEffects): Promise<Settings> {
  const file = given.config === undefined ? {} : { file: given.config };
  const loaded = await loadConfig(cwd, file);
  return settingsOf(given, loaded, {
    cwd,
    env,
    cacheFolder: () => defaultCacheFolder(cwd),
    exists: existsSync,
  });
}

async function list(settings: Settings, output: Output): Promise<ExitCode> {
  const [{ coverageIn, listAsJson, listAsText }, { planSession }, { coverageFinding }] = await Promise.all([
    import('./session/list.ts'),
    import('./session/plan-session.ts'),
    import('./session/coverage.ts'),
  ]);
  const plan = await planSession(settings, new Date());
  const planned = { ...plan, checkJs: await javaScriptChecked(plan.steps) };
  const asJson = settings.reports.some(({ format, file }) => format === 'json' && file === undefined);
  output.out((asJson ? listAsJson : listAsText)(planned));
  for (const problem of planned.problems) output.error(`spanlab: ${problem}`);
  // As a session does: a part of it says nothing about what nothing holds.
  const isWhole = settings.filter === undefined && settings.shard === undefined;
  const short = isWhole ? coverageFinding(coverageIn(planned), settings.requireCoverage) : undefined;
  if (short !== undefined) output.error(`${short.at.file}:${short.at.line}: ${short.message}`);
  if (planned.problems.length > 0) return exitCodes.unusable;
  return short === undefined ? exitCodes.good : exitCodes.bad;
}

/** Whether the project of an example says `checkJs`. */
async function javaScriptChecked(steps: readonly Step[]): Promise<(example: Example) => boolean> {
  const [{ createProjects }, { checksJavaScript }] = await Promise.all([
    import('./project/find-project.ts'),
    import('./types/checked-as.ts'),
  ]);
  const projects = createProjects();
  const known = new Map<string, boolean>();
  for (const { example } of steps) {
    if (example.kind !== 'program' || known.has(example.document)) continue;
    known.set(example.document, checksJavaScript(await projects.findProject(example.document)));
  }
  return ({ document }) => known.get(document) === true;
}

function refuseUpdateInCi({ update, force }: VerifyArguments, { CI }: Environment): void {
  if (!update || force || CI === undefined || CI === '' || CI === 'false') return;
  throw new UsageError(
    'found --update where CI is set: CI runs check-only. Run it where you can see the diff, or add --force',
  );
}

function exitCodeOf({ problems, findings, outcomes }: Report): ExitCode {
  if (problems.length > 0) return exitCodes.unusable;
  const short = findings.length > 0 || outcomes.some(({ status }) => status === 'falls-short');
  return short ? exitCodes.bad : exitCodes.good;
}
