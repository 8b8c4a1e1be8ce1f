import type { Locator, Page } from '@playwright/test';
import { fragmentOf } from '../../../src/workbench/share/share-link.ts';
import type { SharedLab } from '../../../src/workbench/share/shared-lab.ts';
import { axeFindings } from '../axe-findings.ts';
import { expect, lesson, test } from './bench.ts';

const hello: SharedLab = {
  title: 'Hello <img src=x onerror=alert(1)>',
  lab: { services: [{ name: 'hello', entry: 'hello.ts', env: {} }], network: [], backend: 'none' },
  files: { 'hello.ts': "console.log('hello from the link');\n" },
  hops: [],
};

/** Everything the page asked the network for. */
function requestsOf(page: Page): string[] {
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  return urls;
}

async function shareLink(root: Locator, page: Page): Promise<string> {
  await root.getByRole('button', { name: 'Share these files' }).click();
  const link = page.getByRole('dialog').getByRole('textbox', { name: 'Link' });
  await expect(link).toHaveValue(/#v1\./u);
  return link.inputValue();
}

test('a link opens the files as they were, with the spans of the last run, and runs nothing', async ({
  page,
  bench,
}) => {
  await bench.open(lesson(7).slug);
  await bench.loadSolution();
  await bench.run();
  const link = await shareLink(bench.root, page);

  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Into Jaeger');
  await expect(page.getByRole('treegrid').getByRole('row', { name: /welcome message/u })).toBeVisible();
  await page.getByRole('tab', { name: /^tracing\.ts/u }).click();
  await expect(page.locator('.wb-editor')).toContainText('OTLPTraceExporter');
  await expect(bench.runButton).toHaveText('Run');
  await bench.bigEditor();
  expect(await page.evaluate(() => window.labEvents)).toEqual([]);
});

test('what is changed in one link is not in another, opened in the same tab', async ({ page, bench }) => {
  const [a, b] = await Promise.all(
    ['one', 'two'].map((word) => fragmentOf({ ...hello, files: { 'hello.ts': `// ${word}\n` } })),
  );
  const editor = page.locator('.wb-editor');
  await page.goto(`share/${a}`);
  await expect(bench.runButton).toBeEnabled();
  await expect(editor).toContainText('// one');
  await (await bench.bigEditor()).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('mine ');
  await page.keyboard.press('Escape');
  await expect(bench.root.getByRole('button', { name: 'Reset to the starting files' })).toBeEnabled();
  await page.goto(`share/${b}`);
  await expect(bench.runButton).toBeEnabled();
  await expect(editor).toContainText('// two');
  await page.goto(`share/${a}`);
  await expect(editor).toContainText('mine');
});

test('files that import names every object has do not empty the page', async ({ page, bench }) => {
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  const files = { 'hello.ts': "import './toString';\nimport './constructor';\n" };
  await page.goto(`share/${await fragmentOf({ ...hello, files })}`);
  await expect(bench.runButton).toBeEnabled();
  await expect(page.getByRole('group', { name: 'The lab' })).toContainText('hello');
  expect(errors).toEqual([]);
});

for (const [where, words, way] of [
  ['.strip', 'could not be drawn', 'Try again'],
  ['*', 'cannot show this lab', 'Open the link as it was made'],
] as const) {
  test(`a fault in ${where} of the workbench leaves words and a way on`, async ({ page }) => {
    await page.addInitScript((selector) => {
      const Original = window.ResizeObserver;
      window.ResizeObserver = class extends Original {
        override observe(element: Element) {
          if (element.matches(selector)) throw new Error('a fault');
          super.observe(element);
        }
      };
    }, where);
    await page.goto(`share/${await fragmentOf(hello)}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(hello.title);
    await expect(page.getByRole('alert')).toContainText(words);
    await expect(page.getByRole('button', { name: way })).toBeVisible();
    await expect(page.locator('.wb-run').filter({ visible: true })).toHaveCount(where === '*' ? 0 : 1);
  });
}

test('a frame offers no containers, and says what a sandbox keeps from it', async ({ page, baseURL }) => {
  const withBackend: SharedLab = { ...hello, lab: { ...hello.lab, backend: 'jaeger' } };
  const fragment = await fragmentOf(withBackend);
  const containers = { name: /^Run against/u };
  await page.goto(`share/${fragment}`);
  await expect(page.getByRole('button', containers)).toBeVisible();
  await page.setContent(
    `<iframe src="${baseURL}embed/${fragment}" width="800" height="500" title="open"></iframe>
     <iframe src="${baseURL}embed/${fragment}" sandbox="allow-scripts" title="shut"></iframe>`,
  );
  const open = page.frameLocator('iframe[title=open]');
  await expect(open.getByRole('button', { name: 'Share these files' })).toBeEnabled();
  await expect(open.getByRole('button', containers)).toHaveCount(0);
  await expect(page.frameLocator('iframe[title=shut]').getByRole('status')).toContainText(
    'allow-same-origin',
    { timeout: 20_000 },
  );
});

test('who goes back from containers to the page finds the focus where containers are chosen', async ({
  page,
  bench,
}) => {
  await bench.open(lesson(7).slug);
  const choose = page.getByRole('button', { name: /^Run against/u });
  await choose.click();
  await page.getByRole('radio', { name: /Containers on this machine/u }).check();
  await page.keyboard.press('Escape');
  await bench.root.getByRole('button', { name: 'Back to this page' }).click();
  await expect(choose).toBeFocused();
});

test('a link’s program runs when Run is pressed, and not before', async ({ page, bench }) => {
  await page.goto(`share/${await fragmentOf(hello)}`);
  await expect(bench.runButton).toBeEnabled();
  await bench.root.hover();
  await expect(page.locator('.wb-editor .monaco-editor, .wb-textarea').first()).toBeVisible();
  expect(await page.evaluate(() => window.labEvents.length)).toBe(0);
  expect(await bench.run()).toBe('finished');
  await expect(bench.panel('Console')).toContainText('hello from the link');
});

test('nothing in a link is taken for markup, and the fragment is sent to no server', async ({
  page,
  bench,
}) => {
  const urls = requestsOf(page);
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const fragment = await fragmentOf(hello);
  await page.goto(`share/${fragment}`);
  await expect(bench.runButton).toBeEnabled();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hello.title);
  expect(dialogs).toEqual([]);
  expect(urls.filter((url) => new URL(url).pathname.includes(fragment.slice(4, 20)))).toEqual([]);
});

test('another page shows it in a frame, where it runs, and leads to a page of its own', async ({
  page,
  baseURL,
}) => {
  const source = `${baseURL}embed/${await fragmentOf(hello)}`;
  await page.setContent(
    `<h1>Their docs</h1><iframe src="${source}" width="800" height="600" title="a lab"></iframe>`,
  );
  const frame = page.frameLocator('iframe');
  const run = frame.getByRole('button', { name: 'Run', exact: true }).filter({ visible: true });
  await expect(run).toBeEnabled();
  await run.click();
  await expect(frame.locator('.wb-status')).toHaveAttribute('data-reason', 'finished', { timeout: 20_000 });
  await expect(frame.getByRole('link', { name: 'Open in Spanlab' })).toHaveAttribute(
    'href',
    /\/share\/#v1\./u,
  );
});

for (const [fragment, words] of [
  ['', 'holds nothing'],
  ['#v1.AAAA', 'not whole'],
  ['#v9.x', 'of version v9'],
] as const) {
  test(`a link that ends in ${fragment || 'nothing'} says what is wrong with it`, async ({ page }) => {
    await page.goto(`share/${fragment}`);
    await expect(page.getByRole('alert')).toContainText(words);
    expect(await axeFindings(page)).toEqual([]);
  });
}

test('axe finds nothing in the share dialog, nor on the page a link opens', async ({ page, bench }) => {
  await bench.open(lesson(7).slug);
  const link = await shareLink(bench.root, page);
  expect(await axeFindings(page)).toEqual([]);
  await page.goto(link);
  await page.reload();
  await expect(bench.runButton).toBeEnabled();
  expect(await axeFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 375, height: 700 });
  await expect(bench.runButton).toBeInViewport();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
