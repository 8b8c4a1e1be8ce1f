/** `yaml collector` blocks, held to a real Collector: the one of this repository as WebAssembly, or a program. */
import { execFile } from 'node:child_process';
import { access, constants, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { collectorAssetsFolder, openNodeCollector } from '@spanlab/sandbox/collector/node.ts';
import { problemsOf } from '@spanlab/sandbox/collector/problems.ts';
import { CannotRun } from '../model/run.ts';
import type { Checked } from './checked.ts';
import { collectorInDocker, type DockerChoice, dockerCommand } from './collector-in-docker.ts';

/** Which Collector: as in the configuration. */
export interface CollectorChoice {
  /** Where Docker may be asked last; absent: it is not asked. */
  docker?: DockerChoice | undefined;
  /** Folder with the Collector as WebAssembly. */
  assets?: string | undefined;
  /** Program and arguments before `validate --config=…`. */
  command?: readonly string[] | undefined;
}

export interface CollectorCheck {
  /** @throws CannotRun when the Collector itself fails */
  check(text: string, signal: AbortSignal): Promise<Checked>;
  dispose(): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A Collector answers within a fraction of this. */
const patienceMs = 30_000;

/**
 * The Collector that was chosen; else WebAssembly in `SPANLAB_COLLECTOR`, or of this repository; else `otelcol-contrib`
 * or `otelcol` on PATH; else the one of the containers backend, in Docker.
 *
 * @param env what `${env:NAME}` in a configuration stands for
 * @param ours where the one of this repository is, if it is built
 * @throws CannotRun with how to get one
 */
export async function openCollectorCheck(
  { command, assets, docker }: CollectorChoice,
  env: Environment = process.env,
  ours: string = collectorAssetsFolder,
): Promise<CollectorCheck> {
  if (command !== undefined) return program(command, env);
  const named = assets ?? env['SPANLAB_COLLECTOR'];
  if (named !== undefined || (await isThere(path.join(ours, 'collector.json')))) {
    return webAssembly(named ?? ours, env);
  }
  const found = await onPath(['otelcol-contrib', 'otelcol'], env);
  if (found !== undefined) return program([found], env);
  const last = docker === undefined ? { instead: '' } : await collectorInDocker(docker);
  if ('image' in last) return inDocker(last.image, env);
  throw new CannotRun(
    `Found no Collector to check \`yaml collector\` blocks with. Put \`otelcol-contrib\` on PATH${last.instead === '' ? '' : `, ${last.instead}`}, or name a program in spanlab.config.ts, \`collector: { command: ["otelcol-contrib"] }\`; in a checkout of Spanlab, \`npm run build:collector\` builds one.`,
  );
}

async function webAssembly(folder: string, env: Environment): Promise<CollectorCheck> {
  const host = await openNodeCollector(
    {
      // A Collector that only validates calls nobody.
      call: () => Promise.reject(new Error('nothing is called while validating')),
      log: () => {},
      progress: () => {},
      broke: () => {},
    },
    folder,
  ).catch((cause: unknown) => {
    throw new CannotRun(`The Collector in ${folder} cannot be loaded: ${wordsOf(cause)}`, { cause });
  });
  const plain = Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  // It has one thread; others would only wait in its place.
  let last: Promise<unknown> = Promise.resolve();
  return {
    check(config, signal) {
      const verdict = last.then(async () => {
        signal.throwIfAborted();
        const said = await host.validate({ config, env: plain }).catch((cause: unknown) => {
          throw new CannotRun(
            `The Collector cannot say whether a configuration is right: ${wordsOf(cause)}`,
            { cause },
          );
        });
        return toChecked(config, said, 'the Collector that comes with Spanlab');
      });
      last = verdict.catch(() => {});
      return verdict;
    },
    dispose: () => host.dispose(),
  };
}

function program(command: readonly string[], env: Environment): CollectorCheck {
  const [file = '', ...args] = command;
  return {
    async check(config, signal) {
      const folder = await mkdtemp(path.join(tmpdir(), 'spanlab-collector-'));
      try {
        const configFile = path.join(folder, 'config.yaml');
        await writeFile(configFile, config);
        const said = await run(file, [...args, 'validate', `--config=${configFile}`], env, signal);
        return toChecked(config, said, `\`${command.join(' ')}\``);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    dispose: () => {},
  };
}

function inDocker(image: string, env: Environment): CollectorCheck {
  return {
    async check(config, signal) {
      const [file = '', ...args] = dockerCommand(image, config);
      const said = await run(file, [...args, 'validate', '--config=/dev/stdin'], env, signal, config);
      return toChecked(config, said, `\`${image}\` in Docker`);
    },
    dispose: () => {},
  };
}

/** What it complained of; nothing when it ended well. */
function run(
  file: string,
  args: string[],
  env: Environment,
  signal: AbortSignal,
  input = '',
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { env: { ...env }, signal, timeout: patienceMs, maxBuffer: 1024 * 1024 };
    const child = execFile(file, args, options, (error, out, complaint) => {
      if (error === null) return resolve('');
      // A program that is not there, was ended, or is no Collector has said nothing of the configuration.
      if (typeof error.code === 'number' && complaint.includes('Error: '))
        return resolve(complaintIn(complaint));
      if (signal.aborted) return reject(signal.reason);
      const said = (complaint || out).trim().slice(-300);
      reject(
        new CannotRun(
          `The Collector \`${file}\` cannot be asked: ${said === '' ? error.message : said}. Is it there, and is it one? \`collector.command\` in the configuration names it.`,
          { cause: error },
        ),
      );
    });
    // Who ends without having read it is heard by its exit code.
    child.stdin?.on('error', () => {}).end(input);
  });
}

/** `Error: …`, without the usage, and the record of the log, that may follow. */
function complaintIn(text: string): string {
  return text
    .slice(text.indexOf('Error: ') + 'Error: '.length)
    .replace(/\nUsage:\n[\s\S]*$/u, '')
    .replace(/\n\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d [\s\S]*$/u, '')
    .trim();
}

function toChecked(config: string, said: string, who: string): Checked {
  return {
    problems: problemsOf(config, said).map(({ message, line = 1, column = 1 }) => ({
      line,
      column,
      message: /\bunknown type\b/u.test(message)
        ? `${message}. This is what ${who} knows; another one is named by \`collector.command\` in the configuration.`
        : message,
    })),
  };
}

async function isThere(file: string, mode = constants.R_OK): Promise<boolean> {
  return access(file, mode).then(
    () => true,
    () => false,
  );
}

async function onPath(names: readonly string[], env: Environment): Promise<string | undefined> {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const endings = process.platform === 'win32' ? ['.exe'] : [''];
  for (const name of names) {
    for (const folder of folders) {
      for (const ending of endings) {
        const file = path.join(folder, name + ending);
        if (await isThere(file, constants.X_OK)) return file;
      }
    }
  }
  return undefined;
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
