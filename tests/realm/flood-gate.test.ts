import { expect, test } from 'vitest';
import { createFloodGate } from '../../sandbox/realm/browser/flood-gate.ts';

test('a burst passes, a flood does not, and time makes room again', () => {
  let now = 0;
  const gate = createFloodGate(() => now);
  const passed = () => Array.from({ length: 50_000 }, () => gate.passes(100)).filter(Boolean).length;
  expect(passed()).toBe(10_000);
  expect(passed()).toBe(0);
  now += 100;
  expect(passed()).toBe(500);
});

test('few but heavy messages are bounded too', () => {
  const gate = createFloodGate(() => 0);
  expect(Array.from({ length: 10 }, () => gate.passes(8_000_000)).filter(Boolean)).toHaveLength(5);
});

test('what was dropped is told once in a while, summed', () => {
  const gate = createFloodGate(() => 0);
  const reads: (() => unknown)[] = [];
  gate.dropped(3, (read) => reads.push(read));
  gate.dropped(4, (read) => reads.push(read));
  expect(reads.map((read) => read())).toEqual([{ messages: 2, consoleEntries: 7 }]);
  gate.dropped(1, (read) => reads.push(read));
  expect(reads).toHaveLength(2);
});
