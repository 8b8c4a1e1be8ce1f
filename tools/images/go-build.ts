import { lastLines, runCommand } from '../setup/command.ts';
import { goEnvironment } from '../setup/go.ts';
import { type Say, SetupError } from '../setup/setup-error.ts';
import type { GoProgram } from './recipe.ts';

/** How often a long build says how far it is. */
const progressEveryMs = 10_000;

/** Compiles a static Linux binary and says how far it is. Throws `SetupError` with Go's own words. */
export async function buildGoProgram(
  program: GoProgram,
  options: { go: string; architecture: string; output: string; name: string; say: Say },
): Promise<void> {
  const { go, architecture, output, name, say } = options;
  const env = { ...goEnvironment(go), GOOS: 'linux', GOARCH: architecture };
  const run = async (args: string[], onOutput?: (text: string) => void) => {
    const finished = await runCommand(go, args, { cwd: program.module, env, ...(onOutput && { onOutput }) });
    if (finished.code === 0) return finished.output;
    throw new SetupError(`${name}: go ${args[0]} failed:\n${lastLines(finished.output, 12)}`);
  };

  let lines = 0;
  const counting = (text: string) => {
    lines += text.split('\n').length - 1;
  };
  let progress = () => `${name}: ${lines} modules fetched`;
  const timer = setInterval(() => say(progress()), progressEveryMs);
  try {
    say(`${name}: fetching Go modules`);
    const list = await run(['list', '-deps', `-mod=${program.mod}`, program.package], counting);
    const packages = list.split('\n').filter((line) => line !== '' && !line.startsWith('go: ')).length;
    lines = 0;
    progress = () => `${name}: ${Math.min(lines, packages)} of ${packages} packages compiled`;
    say(`${name}: compiling ${packages} packages`);
    await run(
      [
        'build',
        '-v',
        `-mod=${program.mod}`,
        '-trimpath',
        `-ldflags=${program.ldflags}`,
        '-o',
        output,
        program.package,
      ],
      counting,
    );
  } finally {
    clearInterval(timer);
  }
}
