/** The switch, and what the self-test says of real servers that are not what they should be. */
import { expect, type Page, test } from '@playwright/test';
import { type Faulty, type FaultyServer, faulty } from '../../local-lab/faulty-servers.ts';

const lesson = 'grocery-store/into-jaeger/';
const servers: Faulty[] = [];
test.afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(kind: FaultyServer): Promise<Faulty> {
  const server = await faulty(kind);
  servers.push(server);
  return server;
}

/** A port that was free a moment ago. */
async function nobody(): Promise<string> {
  const server = await faulty('plain');
  await server.close();
  return server.address;
}

/** Opens the lesson with runs set to go to these addresses, and the self-test's dialog. */
async function examine(
  page: Page,
  addresses: { collector: string; jaeger?: string },
  { proxy = false } = {},
) {
  const jaeger = addresses.jaeger ?? (await nobody());
  const choice = { on: true, ...addresses, jaeger };
  // Without the site's own server to ask, as on a static host.
  if (!proxy)
    await page.route('**/_local-lab/**', (route) => route.fulfill({ status: 404, body: 'No such page.' }));
  await page.addInitScript((text) => localStorage.setItem('spanlab:local-lab', text), JSON.stringify(choice));
  await page.goto(lesson);
  await page.getByRole('button', { name: /^Run against/u }).click();
  return page.locator('.ll-found');
}

test('the choice is remembered, said at all times, and taken back', async ({ page }) => {
  await page.goto(lesson);
  await expect(page.locator('.ll-bar')).toHaveCount(0);
  await page.getByRole('button', { name: /^Run against/u }).click();
  await page.getByRole('radio', { name: /Containers on this machine/u }).check();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.locator('.ll-bar')).toContainText('Runs go to containers on this machine');
  await page.reload();
  await expect(page.locator('.ll-bar')).toContainText('containers on this machine');
  await page.getByRole('button', { name: 'Back to this page' }).click();
  await expect(page.locator('.ll-bar')).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('button', { name: /^Run against/u })).toHaveAttribute('aria-pressed', 'false');
  await expect(page.locator('.ll-bar')).toHaveCount(0);
});

test('a lesson without Jaeger or Collector has no such switch', async ({ page }) => {
  await page.goto('grocery-store/your-first-span/');
  await expect(page.locator('.wb-run').first()).toBeEnabled();
  await expect(page.getByRole('button', { name: /^Run against/u })).toHaveCount(0);
});

test.describe('by itself the page tells', () => {
  test('that nothing is running', async ({ page }) => {
    const found = await examine(page, { collector: await nobody() });
    await expect(found).toHaveAttribute('data-fault', /nothing-running|wrong-port/u);
    await expect(page.locator('.ll-steps').last()).toContainText('npm run lab');
  });

  test('CORS, with its own origin in what is to be added', async ({ page, baseURL }) => {
    const found = await examine(page, { collector: (await serve('plain')).address });
    await expect(found).toHaveAttribute('data-fault', 'cors');
    await expect(page.locator('.ll-steps').last()).toContainText(new URL(baseURL ?? '').origin);
  });

  test('plain HTTP where the address says https', async ({ page }) => {
    const { port } = await serve('cors');
    const found = await examine(page, { collector: `https://localhost:${port}` });
    await expect(found).toHaveAttribute('data-fault', 'not-tls');
  });

  test('that Jaeger is not there while the Collector is', async ({ page }) => {
    const found = await examine(page, { collector: (await serve('cors')).address });
    await expect(found).toHaveAttribute('data-fault', 'jaeger-down');
  });

  test('that somebody else has the port', async ({ page }) => {
    const found = await examine(page, { collector: (await serve('notOtlp')).address });
    // Without CORS nobody can tell more from a page.
    await expect(found).toHaveAttribute('data-fault', 'cors');
  });

  test('that the browser has been told to keep it from this machine', async ({ page }) => {
    await page.addInitScript(() => {
      navigator.permissions.query = () => Promise.resolve({ state: 'denied' } as PermissionStatus);
    });
    const found = await examine(page, { collector: await nobody() });
    await expect(found).toHaveAttribute('data-fault', 'permission');
  });
});

test.describe('with the site’s own server to look for it, the page tells', () => {
  for (const [kind, fault] of [
    ['grpc', 'grpc-port'],
    ['goTls', 'tls'],
    ['notHttp', 'not-otlp'],
    ['plain', 'cors'],
  ] as const) {
    test(`${fault} of a server that is ${kind}`, async ({ page }) => {
      const found = await examine(page, { collector: (await serve(kind)).address }, { proxy: true });
      await expect(found).toHaveAttribute('data-fault', fault);
    });
  }

  test('TLS where the address says http', async ({ page }) => {
    const { port } = await serve('tls');
    const found = await examine(page, { collector: `http://localhost:${port}` }, { proxy: true });
    await expect(found).toHaveAttribute('data-fault', 'tls');
  });
});

test('an address that is none is not taken', async ({ page }) => {
  await examine(page, { collector: await nobody() });
  const field = page.getByRole('textbox', { name: /Collector/u });
  await field.fill('localhost 4318');
  await field.press('Tab');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('.ll-wrong').first()).toContainText(
    'expected an address such as http://localhost:4318',
  );
});
