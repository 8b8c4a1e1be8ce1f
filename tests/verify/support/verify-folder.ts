/** Runs the real `spanlab verify` in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Report } from '../../../verify/model/outcome.ts';

export interface Verified {
  exitCode: number | null;
  stdout: string;
  stderr: string;
  /** The JSON report; absent when none was written: wrong arguments. */
  report: Report;
}

export interface VerifyingFolder {
  path: string;
  /** Writes files beside those that are there. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  read(file: string): Promise<string>;
  /** Runs `spanlab verify` to its end. */
  verify(args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<Verified>;
  /** Starts it, for tests that end it themselves. */
  start(args?: readonly string[], env?: Readonly<Record<string, string>>): ChildProcess;
  remove(): Promise<void>;
}

const command = resolve('verify/bin/spanlab.cjs');
const nothingReported: Report = {
  tool: { name: 'spanlab', version: '' },
  startedAt: '',
  durationMs: 0,
  documents: 0,
  outcomes: [],
  findings: [],
  known: [],
  coverage: { blocks: 0, held: 0, unheld: [] },
  problems: [],
};

/**
 * A folder with these files, and a `package.json` (unless one is given) of a project that has installed all this
 * repository has: OpenTelemetry's packages resolve.
 */
export async function verifyingFolder(files: Readonly<Record<string, string>>): Promise<VerifyingFolder> {
  const path = await mkdtemp(join(tmpdir(), 'spanlab-verify-'));
  const write = async (some: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(some)) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await writeFile(join(path, name), text);
    }
  };
  await write({ 'package.json': '{ "name": "guide", "type": "module", "private": true }\n', ...files });
  await symlink(resolve('node_modules'), join(path, 'node_modules'), 'dir');

  const start = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) => {
    const { CI, GITHUB_ACTIONS, GITHUB_STEP_SUMMARY, OTEL_EXPORTER_OTLP_ENDPOINT, ...inherited } =
      process.env;
    // A cache of its own: folders of tests share `node_modules`.
    const own = args.some((arg) => /^--(?:no-)?cache$/u.test(arg)) ? [] : ['--no-cache'];
    return spawn(process.execPath, [command, 'verify', ...own, ...args], {
      cwd: path,
      env: { ...inherited, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  };

  return {
    path,
    write,
    read: (file) => readFile(join(path, file), 'utf8'),
    start,
    async verify(args = [], env = {}) {
      // Two commands may run in one folder at a time.
      const reportFile = join(path, `.report-${randomUUID()}.json`);
      const asked = args.includes('--report') ? [] : ['--report', 'pretty'];
      const child = start([...args, ...asked, '--report', `json=${reportFile}`], env);
      const [stdout, stderr, exitCode] = await Promise.all([
        textOf(child.stdout),
        textOf(child.stderr),
        new Promise<number | null>((done) => child.once('close', done)),
      ]);
      const text = await readFile(reportFile, 'utf8').catch(() => undefined);
      return { exitCode, stdout, stderr, report: text === undefined ? nothingReported : JSON.parse(text) };
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** Writes a folder, verifies it once, and removes it. */
export async function verifyFolder(
  files: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Verified> {
  const folder = await verifyingFolder(files);
  try {
    return await folder.verify(args, env);
  } finally {
    await folder.remove();
  }
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of stream?.setEncoding('utf8') ?? []) text += chunk;
  return text;
}
