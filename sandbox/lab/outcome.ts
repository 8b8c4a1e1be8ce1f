/** How a run ended, in a sentence. */
import type { ExitReason } from '../schemas/run-event.ts';
import { isOver, type Program } from './program.ts';
import { isSettled, list } from './waiting.ts';

/** Of a run whose programs have all ended by themselves or been told to. */
export function outcome(programs: readonly Program[]): { reason: ExitReason; message: string } {
  const failed = programs.filter(({ state }) => state === 'failed').map(({ name }) => name);
  if (failed.length > 0) return { reason: 'failed', message: `${list(failed)} failed.` };
  const servers = programs.filter(({ isServer }) => isServer).map(({ name }) => name);
  const clients = programs.filter(({ isServer }) => !isServer).map(({ name }) => name);
  const told =
    servers.length === 0
      ? ''
      : `, so ${list(servers)} ${servers.length === 1 ? 'was' : 'were'} told to shut down`;
  return { reason: 'finished', message: `${list(clients)} finished${told}.` };
}

/** What kept a run from ending before its limit. */
export function stillAt(programs: readonly Program[]): string {
  const busy = programs.filter((program) => !isOver(program) && !isSettled(program.activity));
  return busy.length === 0 ? 'it had not ended.' : `${list(busy.map(({ name }) => name))} had not finished.`;
}
