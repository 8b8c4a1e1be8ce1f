/** What a program still has to do, and the sentences that say so. */
import type { Activity } from '../realm/program-message.ts';

export const idle: Activity = {
  evaluated: false,
  quiet: false,
  timers: 0,
  intervals: 0,
  requests: 0,
  serving: 0,
  handlers: 0,
  signals: 0,
};

/** Nothing is left that could wake the program: in Node, the process would end. */
export function isSettled(activity: Activity): boolean {
  return isAtRest(activity) && activity.intervals === 0;
}

/** As `isSettled`, but for intervals: a server may keep those for ever. */
export function isAtRest({ quiet, timers, requests, serving, handlers }: Activity): boolean {
  return quiet && timers + requests + serving + handlers === 0;
}

/** `waits for 2 timers and 1 request`, or undefined when it waits for nothing that can be counted. */
export function waitingFor({ timers, intervals, requests, serving, handlers }: Activity): string | undefined {
  const parts = [
    count(timers, 'timer'),
    count(intervals, 'interval'),
    count(requests, 'answer'),
    count(serving, 'request to answer', 'requests to answer'),
    count(handlers, 'signal handler'),
  ].filter((part) => part !== '');
  return parts.length === 0 ? undefined : `waits for ${list(parts)}`;
}

export function list(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

function count(number: number, one: string, many = `${one}s`): string {
  if (number === 0) return '';
  return `${number} ${number === 1 ? one : many}`;
}
