/** A run whose spans go out of the page and come back: here to a server that stands in for Collector and Jaeger. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { axeFindings } from '../axe-findings.ts';

interface OtlpSpan {
  traceId: string;
}
interface OtlpBody {
  resourceSpans: { scopeSpans: { spans: OtlpSpan[] }[] }[];
}

/** Takes OTLP as JSON and gives traces back as Jaeger's v3 does. `drops` what it takes when told to. */
async function standIn({ drops = false, status = 200 } = {}) {
  const bodies: OtlpBody[] = [];
  const server = createServer(async (request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    response.setHeader('content-type', 'application/json');
    let text = '';
    for await (const piece of request) text += String(piece);
    const id = /^\/api\/v3\/traces\/(\w+)/u.exec(request.url ?? '')?.[1];
    if (request.method === 'POST') {
      if (!drops && status === 200) bodies.push(JSON.parse(text) as OtlpBody);
      response.writeHead(status).end('{}');
    } else if (id !== undefined) {
      const found = bodies.flatMap(({ resourceSpans }) =>
        resourceSpans.filter(({ scopeSpans }) =>
          scopeSpans.some(({ spans }) => spans.some(({ traceId }) => traceId === id)),
        ),
      );
      response
        .writeHead(found.length > 0 ? 200 : 404)
        .end(JSON.stringify({ result: { resourceSpans: found } }));
    } else response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://localhost:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

type StandIn = Awaited<ReturnType<typeof standIn>>;
let there: StandIn | undefined;
test.afterEach(() => there?.close());

/** Runs the solution of lesson 7 against it, to the end. */
async function run(page: Page, place: StandIn): Promise<void> {
  const choice = JSON.stringify({ on: true, collector: place.address, jaeger: place.address });
  await page.addInitScript((text) => localStorage.setItem('spanlab:local-lab', text), choice);
  await page.goto('grocery-store/into-jaeger/');
  await page.getByRole('button', { name: 'Solution', exact: true }).click();
  await page.getByRole('button', { name: 'Use the solution' }).click();
  const button = page.locator('.wb-toolbar .wb-run');
  await button.click();
  await expect(button).toHaveText('Stop');
  await expect(button).toHaveText('Run', { timeout: 30_000 });
}

test('spans leave the page, come back for explorer and checks, and link to Jaeger', async ({ page }) => {
  there = await standIn();
  await run(page, there);
  await expect(page.getByRole('tab', { name: /^Checks 3\/3/u })).toBeVisible();
  await page.getByRole('tab', { name: /^Trace/u }).click();
  await expect(page.locator('.tl-row')).toHaveCount(4);
  const link = page.getByRole('link', { name: 'Open in Jaeger' });
  await expect(link).toHaveAttribute('href', new RegExp(`^${there.address}/trace/[0-9a-f]{32}$`, 'u'));
  await expect(page.locator('.ll-bar')).toContainText('containers on this machine');
});

test('spans that were taken and do not come back are told, and the run ends all the same', async ({
  page,
}) => {
  there = await standIn({ drops: true });
  await run(page, there);
  await page.getByRole('tab', { name: /^Console/u }).click();
  await expect(page.getByText('4 spans that the Collector took are not in Jaeger')).toBeVisible();
});

test('what the Collector answers is what the program sees', async ({ page }) => {
  there = await standIn({ status: 400 });
  await run(page, there);
  await page.getByRole('tab', { name: /^Wire/u }).click();
  await expect(page.locator('.wb-panel:not([hidden])').getByText('400').first()).toBeVisible();
});

test('with the switch off nothing leaves the page', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('grocery-store/into-jaeger/');
  const button = page.locator('.wb-toolbar .wb-run');
  await button.click();
  await expect(button).toHaveText('Stop');
  await expect(button).toHaveText('Run', { timeout: 30_000 });
  expect(asked.filter((url) => /_local-lab|:4318|:16686/u.test(url))).toEqual([]);
});

test('dialog and bar can be used by everybody', async ({ page }) => {
  there = await standIn({ status: 404 });
  const choice = JSON.stringify({ on: true, collector: there.address, jaeger: there.address });
  await page.addInitScript((text) => localStorage.setItem('spanlab:local-lab', text), choice);
  await page.goto('grocery-store/into-jaeger/');
  await page.getByRole('button', { name: 'What to do' }).click();
  await expect(page.locator('.ll-found')).toHaveAttribute('data-fault', 'not-otlp');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page, '.ll-dialog')).toEqual([]);
  }
  await page.keyboard.press('Escape');
  expect(await axeFindings(page, '.ll-bar')).toEqual([]);
});
