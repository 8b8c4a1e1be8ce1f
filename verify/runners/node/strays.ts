/** Finds and ends processes a run has left behind, by the mark in their environment, or where they came from. Linux; elsewhere the group is ended. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { RunTrouble } from '../../model/run.ts';

/** The variable every program, and what it starts, has. */
export const runMark = 'SPANLAB_RUN_ID';

/** How often to look again where something is just being started, or is slow to go; and how long to wait between. */
const rounds = { starting: 8, going: 400 };
const pauseMs = 5;

/**
 * End them, and say of each that it was there. Pool processes themselves have no mark.
 */
export async function endStrays(runId: string, trail: Trail = {}): Promise<RunTrouble[]> {
  if (process.platform !== 'linux') return [];
  const troubles = new Map<number, RunTrouble>();
  // One that is just starting another is gone before the other is seen: look until none is left.
  for (let round = 0; round < rounds.going; round += 1) {
    if (round > 0) await setTimeout(pauseMs);
    const looked = look(runId, trail);
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

/** What else was the run's alone. A process that has cleared its environment is found by these. */
export interface Trail {
  /** A process group. */
  group?: number;
  /** Children of this process; it is none of them itself. */
  parent?: number;
  /** Beginning of the path of its folder. */
  folder?: string;
}

interface Looked {
  pid: number;
  command: string;
  /** False: it is changing from one program to another, and has neither's environment to show. */
  stray: boolean;
}

/** Not in the background: thousands of such small reads cost more there than all of it here, a few milliseconds. */
function look(runId: string, trail: Trail): Looked[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/u.test(name));
  return pids.flatMap((pid) => lookAt(pid, `\0${runMark}=${runId}\0`, trail));
}

function lookAt(pid: string, mark: string, { group, parent, folder }: Trail): Looked[] {
  if (Number(pid) === parent || Number(pid) === process.pid) return [];
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
    const [state, its, itsGroup] =
      readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    // Dead already, or a thread of the kernel's.
    if (state === 'Z' || state === 'X' || its === '2' || its === '0') return [];
    const stray =
      `\0${environment}\0`.includes(mark) ||
      Number(itsGroup) === group ||
      Number(its) === parent ||
      (folder !== undefined && readlinkSync(`/proc/${pid}/cwd`).startsWith(folder));
    if (!stray && environment !== '') return [];
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return [{ pid: Number(pid), command: command.slice(0, 200), stray }];
  } catch {
    return [];
  }
}
