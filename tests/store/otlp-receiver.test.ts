import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import protobuf from 'protobufjs/minimal.js';
import { describe, expect, test } from 'vitest';
import { encodeTracesJson } from '../../sandbox/store/otlp/encode-json.ts';
import type { OtlpRequest } from '../../sandbox/store/otlp-receiver.ts';
import { receive } from '../../sandbox/store/otlp-receiver.ts';
import { attributes, someSpan, someTime, spanIdOf, traceIdOf } from './some-span.ts';

const json: [string, string][] = [['content-type', 'application/json']];
const protobufType: [string, string][] = [['content-type', 'application/x-protobuf']];

function post(body: string | Uint8Array, fields: Partial<OtlpRequest> = {}): OtlpRequest {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { method: 'POST', path: '/v1/traces', headers: json, body: bytes, ...fields };
}

function text(body: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(body));
}

const oneSpan = JSON.stringify(encodeTracesJson([someSpan()]));

describe('the OTLP/HTTP receiver', () => {
  test('takes spans, and says no more than that it did', async () => {
    const receipt = await receive(post(oneSpan));
    expect(receipt).toMatchObject({ status: 200, rejected: 0, message: '', headers: json });
    expect(receipt.accepted).toEqual([someSpan()]);
    expect(text(receipt.body)).toEqual({});
  });

  test('takes a content type with parameters', async () => {
    const receipt = await receive(
      post(oneSpan, { headers: [['Content-Type', 'application/json; charset=utf-8']] }),
    );
    expect(receipt.status).toBe(200);
  });

  test('answers an empty protobuf body, a request without spans, with success', async () => {
    const receipt = await receive(post('', { headers: protobufType }));
    expect(receipt).toMatchObject({ status: 200, accepted: [], headers: protobufType });
    expect(receipt.body).toHaveLength(0);
    expect((await receive(post('{}'))).status).toBe(200);
  });

  test('rejects the spans whose ids are no ids, and takes the others', async () => {
    const spans = [
      someSpan({ name: 'good' }),
      someSpan({ name: 'zeros', traceId: traceIdOf(0) }),
      someSpan({ name: 'short', spanId: 'abc' }),
    ];
    const receipt = await receive(post(JSON.stringify(encodeTracesJson(spans))));
    expect(receipt.status).toBe(200);
    expect(receipt.accepted.map(({ name }) => name)).toEqual(['good']);
    expect(text(receipt.body)).toEqual({
      partialSuccess: {
        rejectedSpans: '2',
        errorMessage:
          'span "zeros": trace id "00000000000000000000000000000000" is not 32 hex digits with one that is not 0; ' +
          'span "short": span id "abc" is not 16 hex digits with one that is not 0',
      },
    });
  });

  test('answers a protobuf request in protobuf', async () => {
    const receipt = await receive(post(new Uint8Array([255]), { headers: protobufType }));
    expect(receipt).toMatchObject({ status: 400, headers: protobufType });
    const reader = new protobuf.Reader(receipt.body);
    expect([reader.uint32(), reader.int32(), reader.uint32()]).toEqual([8, 3, 18]);
    expect(reader.string()).toContain('not an OTLP protobuf message');
  });

  test('takes a span that ends before it starts, or whose parent is unknown', async () => {
    const odd = someSpan({ endTimeUnixNano: someTime - 1n, parentSpanId: spanIdOf(99) });
    expect((await receive(post(JSON.stringify(encodeTracesJson([odd]))))).accepted).toEqual([odd]);
  });

  test.each([
    ['GET', { method: 'GET' }, 405, 12, 'method is GET, expected POST'],
    [
      'another path',
      { path: '/v1/metrics' },
      404,
      5,
      '/v1/metrics is not served here; traces go to /v1/traces',
    ],
    [
      'another content type',
      { headers: [['content-type', 'text/plain']] as [string, string][] },
      415,
      3,
      'content-type is "text/plain", expected application/x-protobuf or application/json',
    ],
    [
      'no content type',
      { headers: [] },
      415,
      3,
      'content-type is missing, expected application/x-protobuf or application/json',
    ],
    [
      'another encoding',
      { headers: [...json, ['content-encoding', 'br']] as [string, string][] },
      400,
      3,
      'content-encoding is "br", expected gzip, zlib, deflate or none',
    ],
  ])('%s is refused with a google.rpc.Status', async (_what, fields, status, code, message) => {
    const receipt = await receive(post(oneSpan, fields));
    expect(receipt.status).toBe(status);
    expect(receipt.accepted).toEqual([]);
    expect(text(receipt.body)).toEqual({ code, message });
  });

  test('says which method a path takes', async () => {
    expect((await receive(post('', { method: 'PUT' }))).headers).toContainEqual(['allow', 'POST']);
  });

  test('rejects a span that takes megabytes, however small the body it came in, and says what to do', async () => {
    const large = someSpan({ name: 'large', attributes: attributes({ note: 'x'.repeat(3_000_000) }) });
    const body = gzipSync(JSON.stringify(encodeTracesJson([someSpan(), large])));
    const receipt = await receive(post(body, { headers: [...json, ['content-encoding', 'gzip']] }));
    expect(receipt.accepted).toEqual([someSpan()]);
    expect(text(receipt.body)).toEqual({
      partialSuccess: {
        rejectedSpans: '1',
        errorMessage:
          'span "large": with its resource it takes 6.0 MB in memory, at most 4.0 MB are kept; ' +
          'give it shorter attributes',
      },
    });
  });

  test.each([
    ['gzip', gzipSync],
    ['zlib', deflateSync],
    ['deflate', deflateSync],
  ])('reads a body in %s', async (encoding, pack) => {
    const receipt = await receive(
      post(pack(oneSpan), { headers: [...json, ['content-encoding', encoding]] }),
    );
    expect(receipt.accepted).toEqual([someSpan()]);
  });

  test.each(['identity', 'GZIP', 'x-gzip', 'constructor'])('knows no encoding %s', async (encoding) => {
    const receipt = await receive(
      post(gzipSync(oneSpan), { headers: [...json, ['content-encoding', encoding]] }),
    );
    expect(receipt).toMatchObject({ status: 400, message: expect.stringContaining(`"${encoding}"`) });
  });

  test('stops inflating at the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const receipt = await receive(post(bomb, { headers: [...json, ['content-encoding', 'gzip']] }));
    expect(receipt).toMatchObject({ status: 413, message: 'the body inflates to more than 20971520 bytes' });
  });

  test('refuses a body that is not what its content-encoding says', async () => {
    const receipt = await receive(post(oneSpan, { headers: [...json, ['content-encoding', 'gzip']] }));
    expect(receipt.status).toBe(400);
    expect(receipt.message).toContain('the body is not gzip');
  });

  test('whatever arrives, it answers', async () => {
    const header = fc.tuple(
      fc.constantFrom('content-type', 'content-encoding'),
      fc.constantFrom('application/json', 'application/x-protobuf', 'gzip', 'deflate', '', '\u0000'),
    );
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 64 }),
      fc.json().map((value) => new TextEncoder().encode(value)),
      fc
        .json()
        .map((value) =>
          new TextEncoder().encode(`{"resourceSpans":[{"scopeSpans":[{"spans":[${value}]}]}]}`),
        ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(header, { maxLength: 2 }), body, async (headers, bytes) => {
        const receipt = await receive(post(bytes, { headers }));
        expect([200, 400, 415]).toContain(receipt.status);
        if (receipt.status !== 200) expect(receipt.message).not.toBe('');
      }),
    );
  });
});
