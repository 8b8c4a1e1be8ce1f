/** The same examples through other tools, in the same run. */
import { cp, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { quantile } from '../row.ts';
import { peerCommand } from './peers.ts';
import { projectFolder } from './project.ts';
import { openReceiver } from './receiver.ts';
import { runMeasured } from './run-measured.ts';

/** A peer's median in seconds; undefined when it cannot be had, which is said on stderr. */
export type PeerTime = { name: string; value: number } | undefined;

/** Type-checks and runs; asserts nothing of spans or output. */
export async function timeDeno(documents: string, runs: number): Promise<PeerTime> {
  const deno = await peerCommand('deno');
  if ('why' in deno) return without(deno.why);
  // A folder without tsconfig.json, which it would take its own globals' types from.
  const folder = `${projectFolder}-deno`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const name of ['package.json', documents])
    await cp(join(projectFolder, name), join(folder, name), { recursive: true });
  await rm(join(folder, documents, 'files'), { recursive: true });
  await rm(join(folder, documents, 'tsconfig.json'));
  await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
  const receiver = await openReceiver();
  try {
    return await timed(
      `${deno.label} test --doc -A --parallel`,
      runs,
      deno.command,
      ['test', '--doc', '-A', '--parallel', documents],
      {
        cwd: folder,
        env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, NO_COLOR: '1' },
      },
    );
  } finally {
    receiver.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Type-checks; runs what has an output. Measured unchanged, from its own cache. */
export async function timeLiterateTs(documents: readonly string[], runs: number): Promise<PeerTime> {
  const literate = await peerCommand('literate-ts');
  if ('why' in literate) return without(literate.why);
  const options = { cwd: projectFolder, env: { NO_COLOR: '1' } };
  const cold = await runMeasured(literate.command, documents, options);
  if (cold.code !== 0)
    return without(`${literate.label} does not take the documents: ${lastLines(cold.output)}`);
  console.error(`  ${literate.label}, cold: ${cold.seconds.toFixed(1)} s`);
  return timed(`${literate.label} unchanged`, runs, literate.command, documents, options);
}

/** The compiler alone, over a file for each example. */
export async function timeTsc(tsc: string, documents: string, runs: number): Promise<PeerTime> {
  return timed('tsc 7 alone', runs, process.execPath, [tsc, '-p', documents], { cwd: projectFolder });
}

async function timed(
  name: string,
  runs: number,
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<PeerTime> {
  const seconds: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const measured = await runMeasured(command, args, options);
    if (measured.code !== 0)
      return without(`${name} ends with ${measured.code}: ${lastLines(measured.output)}`);
    seconds.push(measured.seconds);
  }
  return { name, value: quantile(seconds, 0.5) };
}

function without(why: string): undefined {
  console.error(`  without a peer: ${why}`);
  return undefined;
}

function lastLines(output: string): string {
  return output.trim().split('\n').slice(-3).join(' / ').slice(0, 400);
}
