import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How a program ended and what it printed, both streams together. */
export interface Finished {
  /** `null` when a signal ended it, 127 when it could not be started. */
  code: number | null;
  output: string;
}

export interface CommandOptions {
  cwd?: string;
  /** Laid over this process's environment. */
  env?: Record<string, string>;
  /** Sees each piece of output as it comes. */
  onOutput?: (text: string) => void;
  /** Ends it: its code is `null` then. */
  signal?: AbortSignal | undefined;
}

/** Runs a program to its end. Never throws: a program that cannot be started has code 127 and says why. */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, onOutput, signal }: CommandOptions = {},
): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const end = () => child.kill();
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end, { once: true });
    let output = '';
    const take = (text: string) => {
      output += text;
      onOutput?.(text);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code) => {
      signal?.removeEventListener('abort', end);
      resolve({ code, output });
    });
  });
}

/** Whether this is a file that may be executed. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The first of these programs that PATH leads to, names in order of preference. */
export function findOnPath(names: readonly string[], path = process.env['PATH'] ?? ''): string | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** The last lines of a text: what is worth repeating of a long log. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
