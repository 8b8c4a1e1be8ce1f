import { runCommand } from '../setup/command.ts';
import type { Say } from '../setup/setup-error.ts';
import { addCounts, type Counts, oneTest } from './counts.ts';
import { root, type Suite, tool } from './suite.ts';

interface StaticCheck {
  name: string;
  command: readonly [program: string, ...args: string[]];
}

/** Each counts as one test. Astro's comes before TypeScript's: it writes the types of the content collections. */
const ofTypes: readonly StaticCheck[] = [
  {
    name: 'types in pages',
    command: [
      'astro',
      'check',
      '--tsconfig',
      './tsconfig.pages.json',
      '--minimumSeverity',
      'warning',
      '--minimumFailingSeverity',
      'warning',
    ],
  },
  { name: 'types', command: ['tsc', '-p', '.'] },
];
const ofForm: readonly StaticCheck[] = [
  { name: 'format and lint', command: ['biome', 'check', '.', '--diagnostic-level=warn'] },
  { name: 'no unused files, exports or dependencies', command: ['knip', '--no-progress'] },
  { name: 'direction of dependencies', command: ['depcruise', '--config', '.dependency-cruiser.cjs', '.'] },
];

async function runCheck({ name, command }: StaticCheck, say: Say): Promise<boolean> {
  const [program, ...args] = command;
  const startedAt = performance.now();
  const { code, output } = await runCommand(tool(program), args, { cwd: root });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (code === 0) {
    say(`✓ ${name} (${seconds} s)`);
    return true;
  }
  say(`✗ ${name} (${seconds} s): ${command.join(' ')}\n${output.trimEnd()}`);
  return false;
}

async function runInTurn(checks: readonly StaticCheck[], say: Say): Promise<Counts> {
  const results = [];
  for (const check of checks) results.push(oneTest(await runCheck(check, say)));
  return addCounts(results);
}

/** Everything that can be said of the code without running it. */
export const staticSuite: Suite = {
  name: 'static',
  about: 'format, types, unused code, dependency direction',
  // Each check takes one core, so two go on at a time.
  run: async (say) => addCounts(await Promise.all([runInTurn(ofTypes, say), runInTurn(ofForm, say)])),
};
