import { expect, test } from 'vitest';
import { createLiveLog } from '../../../verify/view/live-log.ts';
import { spansOf, trip } from '../../expect/some-trees.ts';

const piece = (traceId: string) => spansOf(trip).map((span) => ({ ...span, traceId }));
const traceId = (number: number) => number.toString(16).padStart(32, '0');
const idsIn = (lines: Iterable<Uint8Array>) =>
  Array.from(lines, (line) => /"traceId":"(\w+)"/u.exec(Buffer.from(line).toString())?.[1]);

test('keeps a piece for each trace of a request, in the order they came', () => {
  const log = createLiveLog();
  log.add([...piece(traceId(1)), ...piece(traceId(2))]);
  log.add(piece(traceId(1)));
  expect(log.last).toBe(3);
  expect(idsIn(log.lines(0, log.last))).toEqual([traceId(1), traceId(2), traceId(1)]);
  expect(idsIn(log.lines(1, 2))).toEqual([traceId(2)]);
  expect(idsIn(log.lines(3, 99))).toEqual([]);
});

test('gives up whole traces when it is full, the oldest first, and never holds more than it may', () => {
  const log = createLiveLog(20_000);
  for (let number = 1; number <= 100; number += 1) {
    log.add(piece(traceId(number)));
    expect(log.bytes).toBeLessThanOrEqual(20_000);
  }
  log.add(piece(traceId(100)));
  const kept = new Set(idsIn(log.lines(0, log.last)));
  expect(kept.size).toBe(100 - log.dropped);
  expect([...kept][0]).toBe(traceId(log.dropped + 1));
  expect([...kept].at(-1)).toBe(traceId(100));
  expect(log.dropped).toBeGreaterThan(50);
});

test('says of spans that there is no room for them at all', () => {
  const log = createLiveLog(100);
  expect(log.add(piece(traceId(1)))).toBe(spansOf(trip).length);
  expect(log.last).toBe(0);
});
