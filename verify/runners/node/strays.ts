/** Finds and ends processes a run has left behind, by the mark in their environment. Linux; elsewhere the group is ended. */
import { readdir, readFile } from 'node:fs/promises';
import type { RunTrouble } from '../../model/run.ts';

/** The variable every program, and what it starts, has. */
export const runMark = 'SPANLAB_RUN_ID';

/** End them, and say of each that it was there. Pool processes themselves have no mark. */
export async function endStrays(runId: string): Promise<RunTrouble[]> {
  if (process.platform !== 'linux') return [];
  const troubles = new Map<number, RunTrouble>();
  // One that is just starting another is gone before the other is seen: look until none is left.
  for (let round = 0; round < 5; round += 1) {
    const found = (await marked(runId)).filter(({ pid }) => !troubles.has(pid));
    if (found.length === 0) break;
    for (const { pid, command } of found) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        continue;
      }
      troubles.set(pid, {
        rule: 'left-behind',
        message: `It leaves a process behind: ${command}. End what the example starts before it ends itself.`,
      });
    }
  }
  return [...troubles.values()].slice(0, 20);
}

async function marked(runId: string): Promise<{ pid: number; command: string }[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name));
  const mark = `\0${runMark}=${runId}\0`;
  const looked = await Promise.all(
    pids.map(async (name) => {
      try {
        const environment = await readFile(`/proc/${name}/environ`, 'latin1');
        if (!`\0${environment}\0`.includes(mark)) return [];
        const state = /\) (\w)/u.exec(await readFile(`/proc/${name}/stat`, 'latin1'))?.[1];
        if (state === 'Z') return [];
        const command = (await readFile(`/proc/${name}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
        return [{ pid: Number(name), command: command.slice(0, 200) }];
      } catch {
        return [];
      }
    }),
  );
  return looked.flat();
}
