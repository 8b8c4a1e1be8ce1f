import { expect, test } from 'vitest';
import { createSpanBudget } from '../../sandbox/lab/facts.ts';
import { blankSpan } from '../support/blank-span.ts';

const named = (name: string) => ({ ...blankSpan, name });

test('spans are kept for the checks until together they take too much memory', () => {
  const within = createSpanBudget(10_000);
  const large = named('x'.repeat(2_000));
  expect(within([large])).toEqual([large]);
  expect(within([named('small'), large, large])).toEqual([named('small'), large]);
  expect(within([named('late')])).toEqual([]);
});

test('a resource that spans share counts once, and another one counts again', () => {
  const resource = () => ({ attributes: [{ key: 'x'.repeat(2_000), value: null }] });
  const shared = resource();
  const sharing = [1, 2, 3].map(() => ({ ...blankSpan, resource: shared }));
  expect(createSpanBudget(10_000)(sharing)).toHaveLength(3);
  const apart = [1, 2, 3].map(() => ({ ...blankSpan, resource: resource() }));
  expect(createSpanBudget(10_000)(apart)).toHaveLength(2);
});
