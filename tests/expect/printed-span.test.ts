import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { ConsoleSpanExporter, SimpleSpanProcessor, WebTracerProvider } from '@opentelemetry/sdk-trace-web';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { spanFromConsole } from '../../sandbox/expect/printed-span.ts';
import { preview } from '../../sandbox/realm/console-preview.ts';
import { attributes } from '../store/some-span.ts';

/** What the SDK's own exporter hands to `console.dir`, as the console panel receives it. */
async function printed(work: (provider: WebTracerProvider) => void) {
  const dir = vi.spyOn(console, 'dir').mockImplementation(() => undefined);
  const provider = new WebTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'shopper' }),
    spanProcessors: [new SimpleSpanProcessor(new ConsoleSpanExporter())],
  });
  work(provider);
  await provider.shutdown();
  return dir.mock.calls.map(([first]) => spanFromConsole(preview(first)));
}

afterEach(() => vi.restoreAllMocks());

describe('what ConsoleSpanExporter prints', () => {
  test('is read back as a span', async () => {
    const [span] = await printed((provider) => {
      const tracer = provider.getTracer('store', '1.0.0');
      const other = { traceId: 'b'.repeat(32), spanId: 'c'.repeat(16), traceFlags: TraceFlags.SAMPLED };
      const options = {
        kind: SpanKind.SERVER,
        startTime: [1_700_000_000, 5_250] satisfies [number, number],
        attributes: { 'shelf.item': 'apples', 'shelf.left': 2, ripe: true, sizes: [1, 2.5] },
        links: [{ context: other, attributes: { why: 'order' } }],
      };
      const started = tracer.startSpan('taking from the shelf', options, ROOT_CONTEXT);
      started.addEvent('item taken', { 'shelf.left': 1 }, [1_700_000_000, 7_000]);
      started.setStatus({ code: SpanStatusCode.ERROR, message: 'no durian' });
      started.end([1_700_000_000, 9_000_250]);
    });
    expect(span).toEqual({
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/u),
      spanId: expect.stringMatching(/^[0-9a-f]{16}$/u),
      parentSpanId: '',
      traceState: '',
      flags: 1,
      name: 'taking from the shelf',
      kind: 'SERVER',
      startTimeUnixNano: 1_700_000_000_000_005_250n,
      endTimeUnixNano: 1_700_000_000_009_000_250n,
      attributes: attributes({ 'shelf.item': 'apples', 'shelf.left': 2, ripe: true, sizes: [1, 2.5] }),
      droppedAttributesCount: 0,
      events: [
        {
          name: 'item taken',
          timeUnixNano: 1_700_000_000_000_007_000n,
          attributes: attributes({ 'shelf.left': 1 }),
        },
      ],
      droppedEventsCount: 0,
      links: [
        {
          traceId: 'b'.repeat(32),
          spanId: 'c'.repeat(16),
          traceState: '',
          attributes: attributes({ why: 'order' }),
        },
      ],
      droppedLinksCount: 0,
      status: { code: 'ERROR', message: 'no durian' },
      resource: { attributes: attributes({ 'service.name': 'shopper' }) },
      scope: { name: 'store', version: '1.0.0', attributes: [] },
    });
  });

  test('keeps the parent, and whether it was remote', async () => {
    const remote = { traceId: 'b'.repeat(32), spanId: 'c'.repeat(16), traceFlags: 1, isRemote: true };
    const spans = await printed((provider) => {
      const tracer = provider.getTracer('store');
      const outer = tracer.startSpan('outer', {}, trace.setSpanContext(ROOT_CONTEXT, remote));
      const inner = tracer.startSpan('inner', {}, trace.setSpan(ROOT_CONTEXT, outer));
      inner.end();
      outer.end();
    });
    const [inner, outer] = spans;
    expect(outer).toMatchObject({ name: 'outer', parentSpanId: 'c'.repeat(16), flags: 0x301 });
    expect(inner).toMatchObject({ name: 'inner', parentSpanId: outer?.spanId });
  });
});

test.each([
  ['text', 'GET / 200'],
  ['nothing', undefined],
  ['a plain object', { name: 'a', id: 1 }],
  ['an object with ids that are none', { ...likeSpan(), traceId: 'abc' }],
  ['an object whose time is none', { ...likeSpan(), timestamp: Number.NaN }],
])('%s is no printed span', (_what, value) => {
  expect(spanFromConsole(preview(value))).toBeUndefined();
});

test('what only looks like the print of a span is taken for one', () => {
  expect(spanFromConsole(preview(likeSpan()))).toMatchObject({ name: 'a', kind: 'INTERNAL', events: [] });
});

function likeSpan(): Record<string, unknown> {
  return {
    resource: { attributes: {} },
    traceId: 'a'.repeat(32),
    id: 'a'.repeat(16),
    name: 'a',
    kind: 0,
    timestamp: 1,
    duration: 0,
    status: { code: 0 },
  };
}
