/** What cannot be checked while the Collector runs in a container is not called met, and says why. */
import { expect, test } from 'vitest';
import { evaluate } from '../../sandbox/expect/evaluate.ts';
import { noFacts } from '../../sandbox/lab/facts.ts';
import { seenFromHere } from '../../sandbox/lab/local-backend-checks.ts';
import { expectationSchema } from '../../sandbox/schemas/expectation.ts';

const none = { check: 'No span at all', spans: [] };
const quiet = {
  check: 'The shopper says nothing',
  stdout: [{ service: 'shopper', matches: 'milk', count: 0 }],
};
const sent = { check: 'It sends nothing', wire: [{ from: 'collector', count: 0 }] };
const printed = { check: 'It says nothing', stdout: [{ service: 'collector', matches: 'ready', count: 0 }] };

test('checks on what a container prints or sends are not met by silence; the others are made, each in its place', () => {
  const expectation = expectationSchema.parse({ checks: [none, sent, quiet, printed] });
  expect(evaluate(expectation, noFacts()).map(({ ok }) => ok)).toEqual([true, true, true, true]);
  const results = seenFromHere(evaluate)(expectation, noFacts());
  expect(results.map(({ check, ok }) => [check, ok])).toEqual([
    ['No span at all', true],
    ['It sends nothing', false],
    ['The shopper says nothing', true],
    ['It says nothing', false],
  ]);
  expect(results[1]?.reasons.join()).toContain('npm run lab -- logs collector');
});
