import { expect, test } from './bench.ts';

test('the parent id of a request leads to its span, though the trace was never opened', async ({
  page,
  bench,
}) => {
  const wrong: string[] = [];
  page.on('pageerror', ({ message }) => wrong.push(message));
  await bench.open('grocery-store/on-the-wire');
  await bench.loadSolution();
  await bench.run();
  const wire = await bench.openPanel('Wire');
  await wire
    .getByRole('row', { name: /GET \/ 200/u })
    .first()
    .click();
  await wire.getByRole('button', { name: /^[0-9a-f]{16}$/u }).click();
  await wire.getByRole('button', { name: 'Show that span' }).click();
  await expect(bench.panel('Trace').getByRole('row', { selected: true })).toContainText('GET');
  expect(wrong).toEqual([]);
});
