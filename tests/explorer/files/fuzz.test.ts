import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { traceV1 } from '../../../sandbox/store/jaeger/trace-v1.ts';
import { encodeTracesJson } from '../../../sandbox/store/otlp/encode-json.ts';
import { encodeTracesProtobuf } from '../../../sandbox/store/otlp/encode-protobuf.ts';
import { arbitrarySpan } from '../../store/arbitrary-span.ts';
import { read, utf8 } from './reading.ts';

const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 4 });

/** Valid files, to be damaged. */
const file = fc
  .tuple(fc.array(arbitrarySpan(), { minLength: 1, maxLength: 3 }), fc.constantFrom(0, 1, 2, 3, 4))
  .map(([spans, kind]) => {
    if (kind === 0) return utf8(JSON.stringify(encodeTracesJson(spans)));
    if (kind === 1)
      return utf8(spans.map((span) => `${JSON.stringify(encodeTracesJson([span]))}\n`).join(''));
    if (kind === 2) return encodeTracesProtobuf(spans);
    if (kind === 3) return utf8(JSON.stringify({ data: [traceV1(spans, true)] }));
    return new Uint8Array(gzipSync(JSON.stringify(encodeTracesJson(spans))));
  });

const damage = fc.array(
  fc.record({
    at: fc.nat(),
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', '\n', '0', 'null', '{"', '\u0000').map(utf8),
    ),
    removed: fc.nat({ max: 6 }),
  }),
  { minLength: 1, maxLength: 4 },
);

const names = [
  'resourceSpans',
  'scopeSpans',
  'spans',
  'resource',
  'scope',
  'attributes',
  'key',
  'value',
  'intValue',
  'kvlistValue',
  'values',
  'arrayValue',
  'data',
  'result',
  'processes',
  'traceId',
  'spanId',
  'traceID',
  'spanID',
  'processID',
  'references',
  'logs',
  'fields',
  'tags',
  'startTimeUnixNano',
  'startTime',
  'status',
  'events',
  'links',
  'errors',
];
/** JSON with the right names in the wrong places. */
const confused = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(
      null,
      true,
      0,
      -1,
      1.5,
      9_007_199_254_740_992,
      '',
      'x',
      '12',
      '5b8efff798038103d269b633813fc60c',
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5 }),
  ),
})).value;

describe('whatever a file holds, reading it ends with a report', () => {
  test('any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), sizes, async (bytes, chunks) => {
        const report = await read(bytes, { sizes: chunks });
        expect(report.spans).toBe(report.found.length);
        expect(report.spans > 0 || report.problems.length > 0).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test('bytes that begin as one of the formats does', async () => {
    const starts = [
      '{',
      '[',
      '{"resourceSpans":[',
      '\u001f\u008b\b',
      '\n\u0005\n\u0003',
      '\u0000\u0000\u0000\u0010\n',
    ].map((text) => Uint8Array.from(text, (character) => character.charCodeAt(0)));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...starts),
        fc.uint8Array({ maxLength: 200 }),
        sizes,
        async (start, rest, chunks) => {
          const report = await read(Buffer.concat([start, rest]), { sizes: chunks });
          expect(report.spans > 0 || report.problems.length > 0).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('any JSON with the names of traces', async () => {
    await fc.assert(
      fc.asyncProperty(confused, sizes, async (value, chunks) => {
        const report = await read(JSON.stringify(value), { sizes: chunks });
        for (const { traceId, spanId, name, startTimeUnixNano } of report.found) {
          expect([typeof traceId, typeof spanId, typeof name, typeof startTimeUnixNano]).toEqual([
            'string',
            'string',
            'string',
            'bigint',
          ]);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('files damaged here and there', async () => {
    await fc.assert(
      fc.asyncProperty(
        file,
        damage,
        fc.array(fc.integer({ min: 16, max: 500 }), { minLength: 1, maxLength: 4 }),
        async (bytes, hits, chunks) => {
          let damaged = bytes;
          for (const { at, bytes: inserted, removed } of hits) {
            const place = at % (damaged.length + 1);
            damaged = new Uint8Array(
              Buffer.concat([damaged.subarray(0, place), inserted, damaged.subarray(place + removed)]),
            );
          }
          const whole = await read(damaged, { sizes: [1 << 20] });
          const cut = await read(damaged, { sizes: chunks });
          // How it arrives does not matter for what it holds; gzip aside, which loses what it has not handed on.
          if (bytes[0] !== 0x1f) expect(cut.found).toEqual(whole.found);
        },
      ),
      { numRuns: 250 },
    );
  }, 30_000);
});
