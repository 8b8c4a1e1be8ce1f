import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Say } from '../setup/setup-error.ts';
import { type Counts, countTheUncounted, noTests } from './counts.ts';

/** The repository's root, where every suite runs. */
export const root = join(import.meta.dirname, '../..');

/** A part of `npm test` that can be run alone. */
export interface Suite {
  name: string;
  /** What it looks at, for the heading. */
  about: string;
  /** May throw: that counts as a failure. */
  run: (say: Say) => Promise<Counts>;
}

/** A program of this project's dependencies. */
export function tool(name: string): string {
  return join(root, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name);
}

/** Counts a test runner's JSON report; one that is not there or not readable means that it broke off. */
export function countReport(
  file: string,
  count: (report: unknown) => Counts,
  exitCode: number | null,
): Counts {
  let counts = noTests;
  try {
    counts = count(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Without a report there is nothing to count but the breaking off itself.
  }
  return countTheUncounted(counts, exitCode);
}

/** Runs a test runner with the terminal to itself, so that its progress is seen live. Resolves to its exit code. */
export function runLive(
  name: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool(name), args, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', resolve);
  });
}
