import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Lab } from '@spanlab/sandbox/schemas/lab.ts';
import type { Project } from './project.ts';

export interface Line {
  service: string;
  text: string;
}

/** What the programs printed, and what they complained of. */
export interface Output {
  stdout: Line[];
  stderr: Line[];
}

interface Running {
  service: string;
  child: ChildProcess;
  /** Resolves when it has printed a line, or has ended. */
  stirred: Promise<unknown>;
  ended: Promise<string>;
}

const patienceMs = 20_000;

/**
 * Runs the lab's services as programs of their own, by the commands in the project's `package.json`: each starts when
 * the one before has printed its first line, or has ended. When the last one has ended, which is the client in every
 * lesson, the others get SIGTERM, as in the page.
 * @throws when a service has no script, or a program does not end in time
 */
export async function runPrograms({ services }: Lab, project: Project): Promise<Output> {
  const output: Output = { stdout: [], stderr: [] };
  const running: Running[] = [];
  try {
    for (const { name, entry, env } of services) {
      const program = start(name, commandFor(entry, project), env, project.folder, output);
      running.push(program);
      await inTime(program.stirred, `${name} printed nothing and did not end`, output);
    }
    const client = running.at(-1);
    if (client !== undefined) await inTime(client.ended, `${client.service} did not end`, output);
    for (const { service, child, ended } of running) {
      child.kill('SIGTERM');
      await inTime(ended, `${service} did not end on SIGTERM`, output);
    }
    return output;
  } finally {
    for (const { child } of running) child.kill('SIGKILL');
  }
}

function commandFor(entry: string, { files }: Project): string {
  const scripts: Record<string, string> = JSON.parse(files['package.json'] ?? '{}').scripts ?? {};
  const found = Object.values(scripts).find((script) => script.split(' ').includes(entry));
  if (found === undefined) {
    throw new Error(
      `lab.yaml runs ${entry}; no script of node/package.json does: ${JSON.stringify(scripts)}`,
    );
  }
  return found;
}

function start(
  service: string,
  command: string,
  env: Record<string, string>,
  cwd: string,
  output: Output,
): Running {
  // `exec`: signals reach the program and not a shell around it. Only what a plain terminal has is in its environment.
  const child = spawn('sh', ['-c', `exec ${command}`], {
    cwd,
    env: { PATH: `${process.execPath.replace(/\/[^/]+$/u, '')}:${process.env['PATH']}`, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = (stream: NodeJS.ReadableStream, into: Line[]) => {
    const reader = createInterface(stream);
    reader.on('line', (text) => into.push({ service, text }));
    return reader;
  };
  const stdout = lines(child.stdout, output.stdout);
  const stderr = lines(child.stderr, output.stderr);
  const closed = Promise.all([once(stdout, 'close'), once(stderr, 'close'), once(child, 'close')]);
  const ended = closed.then(() => `ended with ${child.exitCode ?? child.signalCode}`);
  return { service, child, stirred: Promise.race([once(stdout, 'line'), ended]), ended };
}

async function inTime(what: Promise<unknown>, complaint: string, output: Output): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(resolve, patienceMs, 'late');
  const first = await Promise.race([what, promise]).finally(() => clearTimeout(timer));
  if (first !== 'late') return;
  const said = [...output.stdout, ...output.stderr].map(({ service, text }) => `  ${service}: ${text}`);
  throw new Error([`${complaint} within ${patienceMs / 1000} s. All that was printed:`, ...said].join('\n'));
}
