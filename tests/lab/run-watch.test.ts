import { expect, test } from 'vitest';
import { createRunWatch } from '../../sandbox/lab/run-watch.ts';
import type { RunEvent } from '../../sandbox/schemas/run-event.ts';

function watched() {
  const gaveUp: (RunEvent | undefined)[] = [];
  const watch = createRunWatch({
    nowMs: () => 0,
    after: () => () => undefined,
    removeFrames: () => undefined,
    abort: () => undefined,
    giveUp: (event) => gaveUp.push(event),
  });
  return { watch, gaveUp };
}

test('a lab whose Worker breaks ends the run under way, and says why', () => {
  const { watch, gaveUp } = watched();
  watch.started('run');
  watch.broke('no such script');
  expect(gaveUp).toMatchObject([{ runId: 'run', type: 'exit', reason: 'crashed' }]);
  expect(JSON.stringify(gaveUp)).toContain('no such script');
});

test('a lab whose Worker breaks between runs is given up, and no run is said to end', () => {
  const { watch, gaveUp } = watched();
  watch.broke('no such script');
  expect(gaveUp).toEqual([undefined]);
});
