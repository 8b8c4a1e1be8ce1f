/** Checks that cannot be made from here, when the Collector runs in a container. */
import type { Check, Expectation } from '../schemas/expectation.ts';
import type { CheckResult } from '../schemas/run-event.ts';
import type { Facts } from './facts.ts';

const unseen = 'collector';
const reason =
  'Not checked: what the Collector prints and sends on stays among the containers. "npm run lab -- logs collector" shows its log; run in this page to have this checked.';

type Evaluate = (expectation: Expectation, facts: Facts) => CheckResult[];

/** Whether a check reads what only the Collector's own machine sees: what it sends, and what it prints. */
export function isUnseen({ wire = [], stdout = [] }: Check): boolean {
  return wire.some(({ from }) => from === unseen) || stdout.some(({ service }) => service === unseen);
}

/** The same, but that checks which cannot be made are neither met nor explained by what is not known. */
export function seenFromHere(evaluate: Evaluate): Evaluate {
  return (expectation, facts) =>
    evaluate(expectation, facts).map((result, index) => {
      const check = expectation.checks[index];
      if (check === undefined || !isUnseen(check)) return result;
      return { ...result, ok: false, reasons: [reason], diff: '', target: undefined };
    });
}
