/** Checks that cannot be made from here, when the Collector runs in a container. */
import type { Check, Expectation } from '../schemas/expectation.ts';

const unseen = 'collector';

/** Whether a check reads what only the Collector's own machine sees: what it sends, and what it prints. */
export function isUnseen({ wire = [], stdout = [] }: Check): boolean {
  return wire.some(({ from }) => from === unseen) || stdout.some(({ service }) => service === unseen);
}

/** The checks that can be made; undefined when there are none. */
export function seenFromHere(expectation: Expectation | undefined): Expectation | undefined {
  const checks = expectation?.checks.filter((check) => !isUnseen(check)) ?? [];
  return checks.length === 0 ? undefined : { checks };
}

/** What is said of the others; undefined when there are none. */
export function unseenNote(expectation: Expectation | undefined): string | undefined {
  const left = expectation?.checks.filter(isUnseen) ?? [];
  if (left.length === 0) return undefined;
  const names = left.map(({ check }) => `“${check}”`).join(', ');
  return `Not checked, for a container’s log and what it sends on are not seen from here: ${names}. Run in this page to have ${left.length === 1 ? 'it' : 'them'} checked; \`npm run lab -- logs collector\` shows the log.`;
}
