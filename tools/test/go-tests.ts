import { join } from 'node:path';
import { cacheFolder } from '../setup/cache-folder.ts';
import { runCommand } from '../setup/command.ts';
import { ensureGo, goEnvironment } from '../setup/go.ts';
import type { Say } from '../setup/setup-error.ts';
import { type Counts, countGo, countTheUncounted } from './counts.ts';
import { root } from './suite.ts';

/** Runs the tests of a Go module, and vets it. What failed is shown with its output. */
export async function runGoTests(options: {
  /** The folder of its go.mod, from the repository's root. */
  module: string;
  packages: string;
  say: Say;
}): Promise<Counts> {
  const { module, packages, say } = options;
  const go = await ensureGo(cacheFolder, say);
  const env = goEnvironment(go.command);
  say(`go test ${packages} in ${module}`);
  const { code, output } = await runCommand(go.command, ['test', '-vet=all', '-json', packages], {
    cwd: join(root, module),
    env,
  });
  const { counts, failures } = countGo(output);
  for (const failure of failures) say(failure);
  return countTheUncounted(counts, code);
}
