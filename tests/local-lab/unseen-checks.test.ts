/** What cannot be checked while the Collector runs in a container is left out, and said. */
import { expect, test } from 'vitest';
import { seenFromHere, unseenNote } from '../../sandbox/lab/local-backend-checks.ts';
import { expectationSchema } from '../../sandbox/schemas/expectation.ts';

const seen = { check: 'Spans arrive', spans: [{ name: 'a' }] };
const sent = { check: 'It passes them on', wire: [{ from: 'collector', to: 'jaeger' }] };
const printed = { check: 'It says so', stdout: [{ service: 'collector', matches: 'ready' }] };
const ofPrograms = {
  check: 'They ask it',
  wire: [{ to: 'collector' }],
  stdout: [{ service: 'shopper', matches: 'milk' }],
};
const expectation = (...checks: object[]) => expectationSchema.parse({ checks });

test('checks on what a container prints or sends are left out; those on the programs stay', () => {
  const left = seenFromHere(expectation(seen, sent, printed, ofPrograms));
  expect(left?.checks.map(({ check }) => check)).toEqual(['Spans arrive', 'They ask it']);
});

test('it is said which', () => {
  const note = unseenNote(expectation(seen, sent, printed));
  expect(note).toContain('“It passes them on”');
  expect(note).toContain('“It says so”');
  expect(note).not.toContain('Spans arrive');
});

test('nothing is said, and nothing changed, when all can be made', () => {
  expect(unseenNote(expectation(seen, ofPrograms))).toBeUndefined();
  expect(seenFromHere(expectation(seen, ofPrograms))).toEqual(expectation(seen, ofPrograms));
  expect(seenFromHere(undefined)).toBeUndefined();
});

test('there are none when none can be made', () => {
  expect(seenFromHere(expectation(sent))).toBeUndefined();
});
