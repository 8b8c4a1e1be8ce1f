import { exitOf, expect, family, only, test } from './lab-test.ts';
import { exporting, tracedShopper, tracedStore } from './programs.ts';

for (const encoding of ['http', 'proto'] as const) {
  test(`client and server instrumented: four spans of one trace are stored, exported as ${encoding}`, async ({
    lab,
  }) => {
    const events = await lab.run(
      { 'store.ts': tracedStore, 'shopper.ts': tracedShopper, '_tracing.ts': exporting(encoding) },
      { backend: 'jaeger' },
    );
    expect(exitOf(events).reason).toBe('finished');
    const spans = only(events, 'stored').flatMap((event) => event.spans);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(family(events).toSorted()).toEqual([
      'GET / < GET',
      'GET < going to the store',
      'going to the store < nothing',
      'welcome message < GET /',
    ]);
    const contentTypes = only(events, 'http')
      .filter(({ exchange }) => exchange.to === 'jaeger')
      .map(({ exchange }) => exchange.requestHeaders.find(([name]) => name === 'content-type')?.[1]);
    expect(new Set(contentTypes)).toEqual(
      new Set([encoding === 'http' ? 'application/json' : 'application/x-protobuf']),
    );
    const kinds = events.flatMap(({ type }) => (['http', 'export', 'stored'].includes(type) ? [type] : []));
    expect(kinds.join(' ')).toContain('http export stored');

    const traces = await lab.page.evaluate(
      (traceId) => window.harness.lab.query(`/api/v3/traces/${traceId}`),
      spans[0]?.traceId,
    );
    expect(traces.status).toBe(200);
    expect(JSON.stringify(traces.body)).toContain('welcome message');
  });
}
