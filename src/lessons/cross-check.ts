/** Expectations that a lab could never meet, or never miss. */
import { closest } from '@spanlab/sandbox/expect/closest.ts';
import { readsSpans } from '@spanlab/sandbox/expect/evaluate.ts';
import type { Expectation } from '@spanlab/sandbox/schemas/expectation.ts';
import type { Lab } from '@spanlab/sandbox/schemas/lab.ts';

interface Found {
  path: PropertyKey[];
  message: string;
}

/** Who besides the services takes part in exchanges: the request box, the backend, and the Collector where there is one. */
const others = ['you', 'jaeger'];
const collectorName = 'collector';

/** Find names of services the lab does not have, and spans read from a backend it does not have. */
export function unreachable(expectation: Expectation, lab: Lab): Found[] {
  const services = lab.services.map(({ name }) => name);
  const collector = lab.collector ? [collectorName] : [];
  const printing = [...services, ...collector];
  const talking = [...services, ...others, ...collector];
  return expectation.checks.flatMap((check, index) => {
    const at = ['checks', index];
    const found: Found[] = [];
    const named = (name: string | undefined, allowed: string[], path: PropertyKey[]) => {
      if (name !== undefined && !allowed.includes(name)) {
        found.push({ path: [...at, ...path], message: noSuchService(name, allowed) });
      }
    };
    for (const [i, { service }] of (check.stdout ?? []).entries())
      named(service, printing, ['stdout', i, 'service']);
    for (const [i, { from, to }] of (check.wire ?? []).entries()) {
      named(from, talking, ['wire', i, 'from']);
      named(to, talking, ['wire', i, 'to']);
    }
    if (readsSpans(check) && check.read === 'store' && lab.backend === 'none') {
      const message =
        'reads spans from the store, and lab.yaml has no backend; allowed: `read: console`, or `backend: jaeger` in lab.yaml';
      found.push({ path: at, message });
    }
    return found;
  });
}

function noSuchService(name: string, allowed: string[]): string {
  const near = closest(name, allowed);
  const hint = near === undefined ? '' : `, did you mean "${near}"`;
  return `found the service "${name}"${hint}; allowed: ${allowed.map((each) => `"${each}"`).join(', ')}`;
}
