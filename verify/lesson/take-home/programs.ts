import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import type { Lab } from '@spanlab/sandbox/schemas/lab.ts';
import { LessonFault } from '../lesson-fault.ts';
import { collectLines, type Line } from './lines.ts';
import type { Project } from './project.ts';

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
 * Runs the project's programs by the commands in its `package.json`: first those that are services of the lab, in the
 * lab's order, then any others. Each starts when the one before has printed its first line, or has ended. When the
 * last one has ended, which is the client in every lesson, and `settle` has resolved, the others get SIGTERM, as in the
 * page. A server's last span is still on its way when its client ends: people press Ctrl+C later than that.
 * @throws `LessonFault` when a service has no script, or a program does not end in time
 */
export async function runPrograms(
  lab: Lab,
  project: Project,
  signal: AbortSignal,
  settle: (output: Output) => Promise<unknown>,
): Promise<Output> {
  const output: Output = { stdout: [], stderr: [] };
  const running: Running[] = [];
  try {
    for (const { service, command } of programsOf(lab, project)) {
      signal.throwIfAborted();
      const program = start(service, command, { cwd: project.folder, signal }, output);
      running.push(program);
      await inTime(program.stirred, `${service} printed nothing and did not end`, output);
    }
    const client = running.at(-1);
    if (client !== undefined) await inTime(client.ended, `${client.service} did not end`, output);
    await settle(output);
    for (const { service, child, ended } of running) {
      child.kill('SIGTERM');
      await inTime(ended, `${service} did not end on SIGTERM`, output);
    }
    return output;
  } finally {
    for (const { child } of running) child.kill('SIGKILL');
  }
}

function programsOf({ services }: Lab, { files }: Project): { service: string; command: string }[] {
  const scripts: Record<string, string> = JSON.parse(files['package.json'] ?? '{}').scripts ?? {};
  const left = new Map(Object.entries(scripts));
  const ofLab = services.map(({ name, entry }) => {
    const found = [...left].find(([, command]) => command.split(' ').includes(entry));
    if (found === undefined) {
      const there = JSON.stringify(scripts);
      throw new LessonFault(
        'lesson',
        'node/package.json',
        `lab.yaml runs ${entry}; no script of node/package.json does: ${there}`,
      );
    }
    left.delete(found[0]);
    return { service: name, command: found[1] };
  });
  return [...ofLab, ...[...left].map(([service, command]) => ({ service, command }))];
}

function start(
  service: string,
  command: string,
  { cwd, signal }: { cwd: string; signal: AbortSignal },
  output: Output,
): Running {
  // `exec`: signals reach the program and not a shell around it. The environment is that of a plain terminal: what the
  // lab sets in the page is not there.
  const child = spawn('sh', ['-c', `exec ${command}`], {
    cwd,
    env: { PATH: `${dirname(process.execPath)}:${process.env['PATH']}` },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  child.once('error', ({ message }) => output.stderr.push({ service, text: message }));
  const stdout = collectLines(child.stdout, service, output.stdout);
  const stderr = collectLines(child.stderr, service, output.stderr);
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
  throw new LessonFault(
    'timeout',
    'node/package.json',
    [`${complaint} within ${patienceMs / 1000} s. All that was printed:`, ...said].join('\n'),
  );
}
