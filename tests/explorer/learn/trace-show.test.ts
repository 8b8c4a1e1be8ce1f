import { expect, test } from 'vitest';
import { traceShows } from '../../../src/explorer/learn/trace-show.ts';

test('what the prose asks of the Trace panel is read', () => {
  expect(traceShows.read('view=flame&find=GET')).toEqual({ part: 'trace', view: 'flame', find: 'GET' });
  expect(traceShows.read('select=welcome message&critical')).toEqual({
    part: 'trace',
    select: 'welcome message',
    critical: true,
  });
  expect(traceShows.read('predict').part).toBe('prediction');
  expect(traceShows.read('solution').part).toBe('solution');
});

test('an author is told what cannot be shown', () => {
  expect(traceShows.problem('view=flame&predict')).toBeUndefined();
  expect(traceShows.problem('view=flames')).toMatch(/found the view "flames", allowed: timeline/u);
  expect(traceShows.problem('veiw=flame')).toMatch(/found "veiw", allowed: view/u);
});
