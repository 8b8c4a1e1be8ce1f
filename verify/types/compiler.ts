/** The compiler as a process: TypeScript 7 has no JavaScript API, and the older ones work the same way. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Project } from '../model/project.ts';
import { majorOf } from '../project/typescript.ts';

export interface CompilerRun {
  stdout: string;
  stderr: string;
  exitCode: number | null;
  /** What ended it, if it did not end by itself: out of memory, most often. */
  killedBy: NodeJS.Signals | null;
}

/** What a thousand broken snippets print is about 2 MB. */
const outputLimit = 64 * 1024 * 1024;

/**
 * Runs the compiler of a project. Never rejects for what the compiler does.
 * @throws the signal's reason once the process has ended; what cannot be started
 */
export async function runCompiler(
  { typescript }: Pick<Project, 'typescript'>,
  args: readonly string[],
  { cwd, signal }: { cwd: string; signal: AbortSignal },
): Promise<CompilerRun> {
  signal.throwIfAborted();
  const [command, ...first] = compilerCommand(typescript);
  // Hooks, inspectors and limits meant for the program that started us are none of the compiler's business.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(command, [...first, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  let tooMuch = false;
  const read = (stream: NodeJS.ReadableStream) => {
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= outputLimit) chunks.push(chunk);
      else {
        tooMuch = true;
        kill();
      }
    });
    return () => Buffer.concat(chunks).toString('utf8');
  };
  const stdout = read(child.stdout);
  const stderr = read(child.stderr);
  const { promise, resolve, reject } = Promise.withResolvers<CompilerRun>();
  child.once('error', reject);
  child.once('close', (exitCode, killedBy) => {
    const complaint = tooMuch ? `printed more than ${outputLimit} bytes` : stderr();
    resolve({ stdout: stdout(), stderr: complaint, exitCode, killedBy });
  });
  try {
    const run = await promise;
    signal.throwIfAborted();
    return run;
  } finally {
    signal.removeEventListener('abort', kill);
  }
}

/**
 * TypeScript 7 is a native program beside a few lines of JavaScript: it is started itself, so that it can be
 * stopped, and Node's start is saved.
 */
function compilerCommand({ folder, version }: Project['typescript']): [string, ...string[]] {
  const script = [process.execPath, join(folder, binOf(folder))] as const;
  if (majorOf(version) < 7) return [...script];
  const require = createRequire(join(folder, 'package.json'));
  try {
    const about = require.resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`);
    const native = join(about, '..', 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc');
    if (existsSync(native)) return [native];
  } catch {
    // Packed in a way we do not know: its own `bin` does.
  }
  return [...script];
}

function binOf(folder: string): string {
  const about: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const bin = typeof about === 'object' && about !== null && 'bin' in about ? about.bin : undefined;
  const tsc = typeof bin === 'object' && bin !== null && 'tsc' in bin ? bin.tsc : undefined;
  return typeof tsc === 'string' ? tsc : 'bin/tsc';
}
