/** What tests do with the harness page. */
import { expect, type Page } from '@playwright/test';
import type { Answer, Command, State } from './messages.ts';
import type { HostKind, ServedCollector } from './serve.ts';

export const config = (exporter: string): string => `
receivers: { otlp: { protocols: { http: { endpoint: 'localhost:4318' } } } }
processors: { batch: { timeout: 0s } }
exporters:
  otlp_grpc: { endpoint: 'jaeger:4317', tls: { insecure: true } }
  debug: { verbosity: detailed }
service:
  telemetry: { metrics: { level: none } }
  pipelines: { traces: { receivers: [otlp], processors: [batch], exporters: [${exporter}] } }
`;

/** Opens the page, and in it a host that loads from this folder. */
export async function visit(
  page: Page,
  served: ServedCollector,
  kind: HostKind,
  url = served.url,
): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => 'collectorHarness' in window);
  served.asked();
  await ask(page, { type: 'open', assetBase: new URL(`lab/${kind}/`, url).href });
}

export function ask(page: Page, command: Command): Promise<Answer> {
  return page.evaluate((each) => window.collectorHarness.ask(each), command);
}

export const state = async (page: Page): Promise<State> =>
  (await ask(page, { type: 'state' })).value as State;

/** It starts, takes spans, and hands them on. */
export async function works(page: Page): Promise<void> {
  expect((await ask(page, { type: 'start', config: config('otlp_grpc') })).value).toMatchObject({ ok: true });
  const posted = await ask(page, { type: 'post', load: { requests: 2, spansEach: 3 } });
  expect(posted.value).toEqual({ 200: 2 });
  await expect.poll(async () => (await state(page)).calls).toBe(2);
}
