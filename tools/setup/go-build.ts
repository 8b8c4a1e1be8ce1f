import { lastLines, runCommand } from './command.ts';
import { goEnvironment } from './go.ts';
import { SetupError } from './setup-error.ts';

/** A Go program, ready to be compiled. */
export interface GoProgram {
  /** The folder of its main module. */
  module: string;
  /** Its main package, from there. */
  package: string;
  /** Whether Go may complete go.mod and go.sum: not when they came with the module. */
  mod: 'mod' | 'readonly';
  ldflags: string;
  /** A file that says what to compile in place of what, as `go help build` has it. */
  overlay?: string;
}

/** How far a build is. While fetching, `total` is not known and 0. */
export interface GoProgress {
  step: 'fetching' | 'compiling';
  done: number;
  total: number;
}

/** "412 of 950 packages compiled". */
export function describeGoProgress({ step, done, total }: GoProgress): string {
  return step === 'fetching' ? `${done} Go modules fetched` : `${done} of ${total} packages compiled`;
}

export interface GoBuildOptions {
  /** The Go command. */
  go: string;
  os: string;
  architecture: string;
  /** The binary's file. */
  output: string;
  /** What is built, for errors. */
  name: string;
  onProgress: (progress: GoProgress) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Compiles a static binary that does not depend on where it was compiled.
 * Throws `SetupError` with Go's own words; the signal's reason when that ended it.
 */
export async function buildGoProgram(program: GoProgram, options: GoBuildOptions): Promise<void> {
  const { go, os, architecture, output, name, onProgress, signal } = options;
  const env = { ...goEnvironment(go), GOOS: os, GOARCH: architecture };
  const mod = `-mod=${program.mod}`;
  const overlay = program.overlay === undefined ? [] : ['-overlay', program.overlay];
  const run = async (args: string[], onOutput: (text: string) => void) => {
    const finished = await runCommand(go, args, { cwd: program.module, env, onOutput, signal });
    signal?.throwIfAborted();
    if (finished.code === 0) return finished.output;
    throw new SetupError(`${name}: go ${args[0]} failed:\n${lastLines(finished.output, 12)}`);
  };
  const counting = (step: GoProgress['step'], total: number) => {
    let done = 0;
    onProgress({ step, done, total });
    return (text: string) => {
      done += text.split('\n').length - 1;
      onProgress({ step, done: total === 0 ? done : Math.min(done, total), total });
    };
  };

  // Go speaks of modules on standard error, and lists packages on standard output once it has them all.
  const fetching = counting('fetching', 0);
  const list = await run(['list', '-deps', mod, ...overlay, program.package], (text) =>
    fetching(text.startsWith('go: ') ? text : ''),
  );
  const packages = list.split('\n').filter((line) => line !== '' && !line.startsWith('go: ')).length;
  const ldflags = `-ldflags=${program.ldflags}`;
  await run(
    ['build', '-v', mod, ...overlay, '-trimpath', ldflags, '-o', output, program.package],
    counting('compiling', packages),
  );
}
