import { describe, expect, test } from 'vitest';
import type { RunEventBody } from '../../sandbox/schemas/run-event.ts';
import { plural } from '../../src/words.ts';
import {
  announcement,
  durationText,
  endsWhen,
  listed,
  statusLine,
} from '../../src/workbench/state/run-sentences.ts';
import { noRun, type RunRecord, reduceRunEvents } from '../../src/workbench/state/run-state.ts';
import { lesson } from './lesson.ts';
import { eventsOf, span } from './run-events.ts';

const { lab, files } = lesson.exercises.main;
const start: RunEventBody = { type: 'start', services: ['store', 'shopper'], limitMs: 30_000 };
const service = (name: string, state: 'running' | 'listening' | 'settled', note?: string): RunEventBody => ({
  type: 'service',
  service: name,
  state,
  ...(note !== undefined && { note }),
});
function recordOf(...bodies: RunEventBody[]): RunRecord {
  const { current } = reduceRunEvents(noRun, eventsOf('a', start, ...bodies));
  if (!current) throw new Error('a start event opens a record');
  return current;
}

describe('the status line', () => {
  test('says before a run when it will end', () => {
    expect(statusLine(undefined, lab, files)).toBe('Ends when shopper is done.');
    const onlyServer = { ...lab, services: lab.services.slice(0, 1) };
    expect(endsWhen(onlyServer, files)).toBe('Servers run until Stop.');
  });

  test('says who runs where there is no program', () => {
    const noProgram = { ...lab, services: [] };
    expect(statusLine(undefined, noProgram, files)).toBe('The Collector runs until Stop.');
    const { current } = reduceRunEvents(noRun, eventsOf('a', { ...start, services: [] }));
    expect(statusLine(current, noProgram, files)).toBe('The Collector runs until Stop.');
  });

  test('names who is busy, or what they wait for', () => {
    expect(
      statusLine(recordOf(service('store', 'listening'), service('shopper', 'running')), lab, files),
    ).toBe('Running: shopper.');
    const waiting = recordOf(
      service('store', 'listening'),
      service('shopper', 'running', 'shopper waits for 2 requests.'),
    );
    expect(statusLine(waiting, lab, files)).toBe('shopper waits for 2 requests.');
  });

  test('says that servers alone go on until Stop', () => {
    const servers = recordOf(service('store', 'listening'), service('shopper', 'listening'));
    expect(statusLine(servers, lab, files)).toBe('Servers run until Stop.');
  });

  test('ends with the lab’s own words', () => {
    const record = recordOf({ type: 'exit', reason: 'limit', message: 'Ended after 30 s.' });
    expect(statusLine(record, lab, files)).toBe('Ended after 30 s.');
  });
});

describe('the announcement', () => {
  const check = (index: number, ok: boolean): RunEventBody => ({
    type: 'check',
    result: { index, check: `check ${index} holds`, ok, reasons: [], diff: '' },
  });
  const exit: RunEventBody = { type: 'exit', reason: 'finished', message: 'Finished in 0.4 s.' };

  test('is one sentence with spans and checks', () => {
    const stored: RunEventBody = { type: 'stored', service: 'store', spans: [span('a'), span('b')] };
    expect(announcement(recordOf(stored, check(0, true), check(1, false), exit))).toBe(
      'Finished in 0.4 s, 2 spans stored, 1 of 2 checks met; not met: check 1 holds.',
    );
  });

  test('speaks of printed spans where nothing is stored', () => {
    const printed: RunEventBody = { type: 'printed', service: 'store', spans: [span('a')] };
    expect(announcement(recordOf(printed, exit))).toBe('Finished in 0.4 s, 1 span printed.');
  });

  test('gives the first compile error its address', () => {
    const error: RunEventBody = {
      type: 'compile-error',
      diagnostic: {
        file: 'shopper.ts',
        line: 3,
        column: 1,
        endLine: 3,
        endColumn: 2,
        message: 'Expected a semicolon.',
        code: 1005,
        severity: 'error',
      },
    };
    expect(announcement(recordOf(error, error))).toBe(
      'Not started: shopper.ts line 3, Expected a semicolon, and 1 more error.',
    );
  });
});

test('numbers, lists and durations read as people write them', () => {
  expect([plural(1, 'span'), plural(2, 'span'), plural(1200, 'line')]).toEqual([
    '1 span',
    '2 spans',
    '1,200 lines',
  ]);
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
  expect([durationText(84.4), durationText(1234)]).toEqual(['84 ms', '1.2 s']);
});
