/** Settings of an example, from the words of its blocks. */
import { closest } from '@spanlab/sandbox/expect/closest.ts';
import { parseDuration } from '@spanlab/sandbox/push/duration.ts';
import { type ExampleOptions, type Runtime, runtimes } from '../model/example.ts';
import type { Unreadable } from './block.ts';
import { type InfoString, says, type Word, wordOf } from './info-string.ts';

interface ReadOptions {
  options: ExampleOptions;
  problems: Unreadable[];
}

const longestMs = 60 * 60 * 1000;

/** @param file as `Place.file`: where a skip stands */
export function readOptions(info: InfoString, file: string): ReadOptions {
  const problems: Unreadable[] = [];
  const options: ExampleOptions = {};
  const read = <T>(key: Parameters<typeof wordOf>[1], parse: (word: Word, value: string) => T | string) => {
    const word = wordOf(info, key);
    if (word?.value === undefined) return undefined;
    const parsed = parse(word, word.value);
    if (typeof parsed !== 'string') return parsed;
    problems.push({ line: word.line, column: word.column, message: parsed });
    return undefined;
  };
  if (says(info, 'alone')) options.alone = true;
  if (says(info, 'keeps-running')) options.keepsRunning = true;
  if (says(info, 'no-run')) options.noRun = true;
  if (says(info, 'no-check')) options.noCheck = true;
  if (says(info, 'no-telemetry')) options.noTelemetry = true;

  const named = read('runtime', (_, value) => runtimesIn(value));
  if (named !== undefined) options.runtimes = named;
  const timeoutMs = read('timeout', (_, value) => millisecondsIn(value));
  if (timeoutMs !== undefined) options.timeoutMs = timeoutMs;
  const exitCode = read('exit', (_, value) => exitCodeIn(value));
  if (exitCode !== undefined) options.exitCode = exitCode;
  const inProject = read('cwd', (_, value) =>
    value === 'project' ? true : `Found \`cwd=${value}\`; allowed: \`cwd=project\`.`,
  );
  if (inProject !== undefined) options.inProject = inProject;

  const reason = wordOf(info, 'reason');
  const skip = read('skip', ({ line, column, text }, until) => {
    if (!isDay(until))
      return `Found \`skip=${until}\`; allowed: the last day it is skipped, \`skip=2026-12-31\`.`;
    if (!reason?.value?.trim()) return `Found \`${text}\` without a reason; write \`reason="…"\` beside it.`;
    return { until, reason: reason.value, at: { file, line, column, endColumn: column + text.length } };
  });
  if (skip !== undefined) options.skip = skip;
  else if (reason !== undefined && wordOf(info, 'skip') === undefined) {
    const { line, column } = reason;
    problems.push({ line, column, message: 'Found a `reason` for nothing; it goes with `skip=2026-12-31`.' });
  }
  return { options, problems };
}

/** Options of two blocks of one example, and what they contradict each other in. */
export function mergeOptions(
  before: ExampleOptions,
  after: ExampleOptions,
): { options: ExampleOptions; conflicts: string[] } {
  const plain = (value: unknown) =>
    JSON.stringify(value, (key, inside) => (key === 'at' ? undefined : inside));
  const conflicts = Object.entries(after).flatMap(([key, value]) => {
    const other = Object.entries(before).find(([each]) => each === key)?.[1];
    return other === undefined || plain(other) === plain(value) ? [] : [optionWords[key] ?? key];
  });
  return { options: { ...after, ...before }, conflicts };
}

const optionWords: Readonly<Record<string, string>> = {
  runtimes: 'runtime',
  timeoutMs: 'timeout',
  exitCode: 'exit',
  inProject: 'cwd',
};

function runtimesIn(value: string): readonly Runtime[] | string {
  const names = value.split(',').map((name) => name.trim());
  const known = names.flatMap((name) => runtimes.find((each) => each === name) ?? []);
  if (known.length === names.length) return [...new Set(known)];
  const strange = names.find((name) => !(runtimes as readonly string[]).includes(name)) ?? '';
  const near = closest(strange, runtimes);
  const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  return `Found the runtime \`${strange}\`; allowed: ${runtimes.map((each) => `\`${each}\``).join(', ')}, with commas between.${hint}`;
}

function millisecondsIn(value: string): number | string {
  const nanos = /[a-zµ]$/u.test(value) ? parseDuration(value) : undefined;
  const milliseconds = nanos === undefined ? 0 : Number(nanos / 1_000_000n);
  if (milliseconds >= 1 && milliseconds <= longestMs) return milliseconds;
  return `Found \`timeout=${value}\`; allowed: a time with its unit, up to an hour: \`500ms\`, \`10s\`, \`2m\`.`;
}

function exitCodeIn(value: string): number | string {
  const code = /^\d{1,3}$/u.test(value) ? Number(value) : 256;
  return code < 256 ? code : `Found \`exit=${value}\`; allowed: a number from 0 to 255.`;
}

function isDay(value: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/u.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
  return at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}
