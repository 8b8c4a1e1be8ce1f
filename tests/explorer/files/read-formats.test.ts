import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { traceV1 } from '../../../sandbox/store/jaeger/trace-v1.ts';
import { encodeTracesJson } from '../../../sandbox/store/otlp/encode-json.ts';
import { encodeTracesProtobuf } from '../../../sandbox/store/otlp/encode-protobuf.ts';
import { arbitrarySpan } from '../../store/arbitrary-span.ts';
import { someSpan, spanIdOf, traceIdOf } from '../../store/some-span.ts';
import { ids, read, utf8 } from './reading.ts';

const spans = [1, 2, 3].map((number) => someSpan({ spanId: spanIdOf(number), name: `step ${number}` }));
const request = encodeTracesJson(spans);
const loose = request.resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
const names = ['step 1', 'step 2', 'step 3'];
const jaeger = traceV1(spans, true);

const lines = (...values: unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

function prefixed(...messages: Uint8Array[]): Uint8Array {
  return Buffer.concat(
    messages.flatMap((message) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(message.length);
      return [length, message];
    }),
  );
}

function bigEndian(text: string): Uint8Array {
  return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
}

describe('a file is read as', () => {
  test.each<[string, string | Uint8Array | object, string]>([
    ['OTLP JSON', request, 'otlp-json'],
    ['OTLP JSON with an indent', JSON.stringify(request, undefined, 2), 'otlp-json'],
    ['OTLP JSON after a byte order mark', `\ufeff${JSON.stringify(request)}`, 'otlp-json'],
    [
      'OTLP JSON in UTF-16, as PowerShell writes it',
      Buffer.from(`\ufeff${JSON.stringify(request)}`, 'utf16le'),
      'otlp-json',
    ],
    ['OTLP JSON in UTF-16 the other way round', bigEndian(JSON.stringify(request)), 'otlp-json'],
    [
      'OTLP JSON, one request a line',
      lines(...spans.map((span) => encodeTracesJson([span]))),
      'otlp-json-lines',
    ],
    ['a list of requests', spans.map((span) => encodeTracesJson([span])), 'otlp-json'],
    ['a list of resourceSpans alone', request.resourceSpans, 'otlp-json'],
    ['spans alone, one a line', lines(...loose), 'spans-json'],
    ['a list of spans', loose, 'spans-json'],
    ['an answer of Jaeger’s api/v3', { result: request }, 'otlp-json'],
    [
      'answers of api/v3 one after the other',
      spans.map((span) => JSON.stringify({ result: encodeTracesJson([span]) })).join(''),
      'otlp-json',
    ],
    ['an answer of Tempo', { batches: request.resourceSpans }, 'otlp-json'],
    ['a download of Jaeger’s UI', { data: [jaeger], total: 0, errors: null }, 'jaeger-json'],
    ['one trace of Jaeger’s', jaeger, 'jaeger-json'],
    ['OTLP protobuf', encodeTracesProtobuf(spans), 'otlp-protobuf'],
    [
      'OTLP protobuf messages with their lengths',
      prefixed(...spans.map((span) => encodeTracesProtobuf([span]))),
      'otlp-protobuf',
    ],
    ['OTLP JSON, gzipped', gzipSync(JSON.stringify(request)), 'otlp-json'],
    ['OTLP protobuf, gzipped', gzipSync(encodeTracesProtobuf(spans)), 'otlp-protobuf'],
    ['OTLP JSON, gzipped twice', gzipSync(gzipSync(JSON.stringify(request))), 'otlp-json'],
    ['a text sequence (RFC 7464)', `\u001e${JSON.stringify(request)}\n`, 'otlp-json'],
    [
      'OTLP and Jaeger’s JSON in one file',
      lines(encodeTracesJson(spans.slice(0, 2)), traceV1(spans.slice(2), true)),
      'mixed',
    ],
  ])('%s', async (_, file, format) => {
    const { found, problems, ...report } = await read(file);
    expect(problems).toEqual([]);
    expect(found.map(({ name }) => name)).toEqual(names);
    expect(report).toMatchObject({ format, spans: 3, traces: 1 });
  });
});

describe('reading', () => {
  test('gives back all that was in OTLP JSON and protobuf, however it is cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(arbitrarySpan(), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (given, sizes, indent) => {
          const json = await read(JSON.stringify(encodeTracesJson(given), undefined, indent ? 2 : 0), {
            sizes,
          });
          expect(json.found).toEqual(given);
          const protobuf = await read(encodeTracesProtobuf(given), { sizes });
          expect(protobuf.found).toEqual(given);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('keeps one resource and one scope object for spans that had one', async () => {
    const { found } = await read(request, { sizes: [70] });
    expect(new Set(found.map(({ resource }) => resource)).size).toBe(1);
    expect(new Set(found.map(({ scope }) => scope)).size).toBe(1);
    expect(found[0]?.scope.name).toBe('tracing.ts');
  });

  test.each([
    [
      {
        resourceSpans: [
          {
            scopeSpans: [{ spans: loose, scope: { name: 'late' } }],
            resource: { attributes: [{ key: 'a', value: { intValue: '1' } }] },
          },
        ],
      },
    ],
    [
      {
        resourceSpans: [
          {
            scopeSpans: [{ scope: { name: 'late' }, spans: loose }],
            resource: { attributes: [{ key: 'a', value: { intValue: 1 } }] },
          },
        ],
      },
    ],
  ])('waits for a resource and a scope that come after the spans', async (file) => {
    const { found } = await read(file, { sizes: [50] });
    expect(found.map(({ name }) => name)).toEqual(names);
    expect(found[0]).toMatchObject({
      scope: { name: 'late' },
      resource: { attributes: [{ key: 'a', value: 1n }] },
    });
  });

  test('keeps integers exact that a double would round, with and without quotes', async () => {
    const { found } = await read(
      `{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"${ids.traceId}","spanId":"${ids.spanId}",` +
        '"startTimeUnixNano":1763750000000000123,"endTimeUnixNano":"1763750000000000456","attributes":[' +
        '{"key":"quoted, 12345678901234567,","value":{"intValue":-9223372036854775808}},' +
        '{"key":"share","value":{"doubleValue":0.12345678901234567}}]}]}]}]}',
      { sizes: [7] },
    );
    expect(found[0]).toMatchObject({
      startTimeUnixNano: 1_763_750_000_000_000_123n,
      endTimeUnixNano: 1_763_750_000_000_000_456n,
      attributes: [
        { key: 'quoted, 12345678901234567,', value: -(2n ** 63n) },
        { key: 'share', value: 0.123_456_789_012_345_66 },
      ],
    });
  });

  test('counts traces, and what was read before it was unpacked', async () => {
    const packed = gzipSync(lines(encodeTracesJson([someSpan(), someSpan({ traceId: traceIdOf(2) })])));
    expect(await read(packed)).toMatchObject({ traces: 2, spans: 2, bytes: packed.length });
  });

  test('hands on each line’s spans when the stream pauses after it', async () => {
    let send = (_line: string): void => undefined;
    const { readTraces } = await import('../../../src/explorer/files/read-traces.ts');
    const arrived: string[] = [];
    let came = (): void => undefined;
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        send = (line) => (line === '' ? controller.close() : controller.enqueue(utf8(line)));
      },
    });
    const done = readTraces(stream, {
      onSpans: (batch) => {
        arrived.push(...batch.map(({ name }) => name));
        came();
      },
    });
    // More than is looked at to tell the format.
    const first = lines(encodeTracesJson([someSpan({ name: 'first', traceState: 'x'.repeat(5_000) })]));
    await new Promise<void>((resolve) => {
      came = resolve;
      send(first);
    });
    expect(arrived).toEqual(['first']);
    send(lines(encodeTracesJson([someSpan({ name: 'second' })])));
    send('');
    expect(await done).toMatchObject({ spans: 2, format: 'otlp-json-lines' });
  });

  test('ends with the signal’s reason when it is called off', async () => {
    const { readTraces } = await import('../../../src/explorer/files/read-traces.ts');
    const controller = new AbortController();
    let cancelled: unknown;
    const line = utf8(lines(request));
    const endless = new ReadableStream<Uint8Array>({
      pull: (stream) => stream.enqueue(line),
      cancel: (reason) => {
        cancelled = reason;
      },
    });
    const reading = readTraces(endless, {
      signal: controller.signal,
      onSpans: () => controller.abort(new Error('enough')),
    });
    await expect(reading).rejects.toThrow('enough');
    expect(cancelled).toEqual(new Error('enough'));
  });

  test('ends when there is no room for more', async () => {
    const { readTraces } = await import('../../../src/explorer/files/read-traces.ts');
    const line = utf8(lines(request));
    let spansOffered = 0;
    const report = await readTraces(new ReadableStream({ pull: (stream) => stream.enqueue(line) }), {
      onSpans: (batch) => {
        spansOffered += batch.length;
        return spansOffered < 300;
      },
    });
    expect(report.spans).toBeLessThan(600);
  });
});
