/** Finds and ends processes a run has left behind, by the mark in their environment. Linux; elsewhere the group is ended. */
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { RunTrouble } from '../../model/run.ts';

/** The variable every program, and what it starts, has. */
export const runMark = 'SPANLAB_RUN_ID';

/** How often to look again where something is just being started, or is slow to go; and how long to wait between. */
const rounds = { starting: 8, going: 400 };
const pauseMs = 5;

/**
 * End them, and say of each that it was there. Pool processes themselves have no mark.
 * `group`: a process group that was the run's alone; its members count too.
 */
export async function endStrays(runId: string, group?: number): Promise<RunTrouble[]> {
  if (process.platform !== 'linux') return [];
  const troubles = new Map<number, RunTrouble>();
  // One that is just starting another is gone before the other is seen: look until none is left.
  for (let round = 0; round < rounds.going; round += 1) {
    if (round > 0) await setTimeout(pauseMs);
    const looked = await look(runId, group);
    const strays = looked.filter(({ stray }) => stray);
    if (looked.length === 0 || (strays.length === 0 && round >= rounds.starting)) break;
    const found = strays.filter(({ pid }) => !troubles.has(pid));
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

interface Looked {
  pid: number;
  command: string;
  /** False: it is changing from one program to another, and has neither's environment to show. */
  stray: boolean;
}

async function look(runId: string, group: number | undefined): Promise<Looked[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name));
  return (await Promise.all(pids.map((pid) => lookAt(pid, `\0${runMark}=${runId}\0`, group)))).flat();
}

async function lookAt(pid: string, mark: string, group: number | undefined): Promise<Looked[]> {
  try {
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1');
    const marked = `\0${environment}\0`.includes(mark);
    if (!marked && environment !== '' && group === undefined) return [];
    const [state, parent, its] =
      (await readFile(`/proc/${pid}/stat`, 'latin1')).split(') ').at(-1)?.split(' ') ?? [];
    // Dead already, or a thread of the kernel's.
    if (state === 'Z' || state === 'X' || parent === '2' || parent === '0') return [];
    const stray = marked || Number(its) === group;
    if (!stray && environment !== '') return [];
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
    return [{ pid: Number(pid), command: command.slice(0, 200), stray }];
  } catch {
    return [];
  }
}
