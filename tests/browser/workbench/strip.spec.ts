/** The lab strip: counts, faults, and the way to what it counts. */
import { expect, lesson, test } from '../site/bench.ts';

test('counts requests, exports and stored spans, and leads to them', async ({ page, bench }) => {
  await bench.open(lesson(7).slug);
  await bench.root.getByRole('button', { name: 'Solution', exact: true }).click();
  await page.getByRole('button', { name: 'Use the solution' }).click();
  const strip = bench.root.getByRole('group', { name: 'The lab' });
  await expect(strip.getByRole('button', { name: 'jaeger', exact: true })).toBeVisible();
  await bench.run();
  await expect(strip.getByRole('button', { name: /^jaeger 4 stored/u })).toBeVisible();
  await expect(strip.getByRole('button', { name: /^shopper 2 spans/u })).toBeVisible();
  await strip.getByRole('button', { name: '1 request from shopper to grocery-store' }).click();
  await expect(bench.panel('Wire')).toBeVisible();
  await strip.getByRole('button', { name: /^grocery-store/u }).click();
  await expect(bench.tab('store.ts')).toHaveAttribute('aria-selected', 'true');
  const output = bench.panel('Console');
  await expect(output.getByRole('button', { name: 'grocery-store', pressed: true })).toBeVisible();
  await expect(output).not.toContainText('the shopper hears');
});

test('says with a word where nobody listened', async ({ page, bench }) => {
  await bench.open(lesson(1).slug);
  await page.locator('[data-variant="wrong-port"]').click();
  await bench.ended();
  const strip = bench.root.getByRole('group', { name: 'The lab' });
  await expect(strip.getByRole('button', { name: /^localhost:5001 refused/u })).toBeVisible();
  await expect(strip.getByText('✕ refused')).toBeVisible();
});

test('shows no store where the lesson has none', async ({ bench }) => {
  await bench.open(lesson(1).slug);
  const strip = bench.root.getByRole('group', { name: 'The lab' });
  await expect(strip.getByRole('button')).toHaveText(['grocery-store', 'shopper']);
});

test('lights up an edge for 420 ms for what crosses it', async ({ page, bench }) => {
  await page.addInitScript(watchPulses);
  await bench.open(lesson(1).slug);
  await bench.run();
  await expect(bench.root.locator('.strip-pulse')).toHaveCount(0);
  const seen = await page.evaluate(() => window.pulsesSeen);
  expect(seen.length).toBeGreaterThan(0);
  expect(new Set(seen)).toEqual(new Set(['0.42s']));
});

test('counts, and moves nothing, for readers who want less motion', async ({ page, bench }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript(watchPulses);
  await bench.open(lesson(1).slug);
  await bench.run();
  const counter = bench.root
    .getByRole('group', { name: 'The lab' })
    .getByRole('button', { name: /^\d+ requests? from shopper to grocery-store$/u });
  await expect(counter).toBeVisible();
  expect(await page.evaluate(() => window.pulsesSeen)).toEqual([]);
});

test('marks the program whose files have an error, and starts nobody', async ({ bench }) => {
  await bench.open(lesson(1).slug);
  await bench.openFile('shopper.ts');
  await bench.type('const = 1;\n');
  expect(await bench.run()).toBe('not-started');
  const strip = bench.root.getByRole('group', { name: 'The lab' });
  await expect(strip.getByRole('button')).toHaveText(['grocery-store', /^shopper ?has an error/u]);
});

declare global {
  interface Window {
    /** How long each pulse takes that was put into the page. */
    pulsesSeen: string[];
  }
}

function watchPulses(): void {
  window.pulsesSeen = [];
  new MutationObserver((changes) => {
    const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
    for (const node of added) {
      if (node instanceof Element && node.matches('.strip-pulse')) {
        window.pulsesSeen.push(getComputedStyle(node).animationDuration);
      }
    }
  }).observe(document, { subtree: true, childList: true });
}
