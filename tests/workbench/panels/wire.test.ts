import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../sandbox/schemas/run-event.ts';
import { asCurl } from '../../../src/workbench/panels/wire/curl.ts';
import {
  address,
  bytesCarried,
  isTelemetry,
  passes,
  wentWrong,
} from '../../../src/workbench/panels/wire/exchange-words.ts';
import {
  type OtlpDecoders,
  type ReadBodyEffects,
  readBody,
} from '../../../src/workbench/panels/wire/read-body.ts';
import { parseTraceparent } from '../../../src/workbench/panels/wire/traceparent.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function exchange(input: Partial<Exchange> = {}): Exchange {
  return {
    id: '1',
    from: 'shopper',
    to: 'grocery-store',
    method: 'GET',
    url: 'http://localhost:5000/?a=1',
    requestHeaders: [],
    response: { status: 200, statusText: 'OK', headers: [] },
    startedAtMs: 0,
    endedAtMs: 1,
    ...input,
  };
}

describe('an exchange', () => {
  const services = ['shopper', 'grocery-store'];
  const toJaeger = exchange({ to: 'jaeger', url: 'http://localhost:4318/v1/traces', method: 'POST' });
  const { to: _, ...unanswered } = exchange();

  it('is telemetry when it goes to a backend, or to where OTLP goes', () => {
    expect(isTelemetry(toJaeger, services)).toBe(true);
    expect(isTelemetry({ ...unanswered, url: 'http://localhost:4319/v1/traces' }, services)).toBe(true);
    expect(isTelemetry(exchange(), services)).toBe(false);
    expect(isTelemetry(unanswered, services)).toBe(false);
  });

  it('is in one of the filters app and telemetry, and in all', () => {
    expect(['all', 'app', 'telemetry'].map((filter) => passes(toJaeger, filter as never, services))).toEqual([
      true,
      false,
      true,
    ]);
    expect(
      ['all', 'app', 'telemetry'].map((filter) => passes(exchange(), filter as never, services)),
    ).toEqual([true, true, false]);
  });

  it('went wrong when nobody answered, or the answer says so', () => {
    const { response: _none, ...failed } = exchange({ failure: 'TypeError: fetch failed' });
    expect([exchange(), failed].map(wentWrong)).toEqual([false, true]);
    expect(wentWrong(exchange({ response: { status: 404, statusText: '', headers: [] } }))).toBe(true);
  });

  it('counts bodies in full, also what was not kept', () => {
    expect(bytesCarried(exchange({ requestBody: { bytes: bytes('abc'), truncatedFrom: 1_000 } }))).toBe(
      1_000,
    );
  });

  it('shows a URL that does not parse as it is', () => {
    expect(address('::nonsense')).toEqual({ host: '', path: '::nonsense', target: '::nonsense' });
    expect(address('http://localhost:5000/?a=1')).toEqual({
      host: 'localhost:5000',
      path: '/',
      target: '/?a=1',
    });
  });
});

describe('traceparent', () => {
  it('comes apart into four fields, each explained', () => {
    const parsed = parseTraceparent('00-5b8efff798038103d269b633813fc60c-b7ad6b7169203331-01');
    expect(parsed).toMatchObject({
      ok: true,
      traceId: '5b8efff798038103d269b633813fc60c',
      spanId: 'b7ad6b7169203331',
    });
    expect(parsed.ok && parsed.fields.map((field) => [field.name, field.text])).toEqual([
      ['version', '00'],
      ['trace-id', '5b8efff798038103d269b633813fc60c'],
      ['parent-id', 'b7ad6b7169203331'],
      ['trace-flags', '01'],
    ]);
  });

  it.each([
    ['', 'Expected version-traceid-parentid-flags'],
    ['00-5B8EFFF798038103D269B633813FC60C-b7ad6b7169203331-01', 'lower case'],
    ['ff-5b8efff798038103d269b633813fc60c-b7ad6b7169203331-01', 'Version ff'],
    ['00-00000000000000000000000000000000-b7ad6b7169203331-01', 'zeros'],
    ['00-5b8efff798038103d269b633813fc60c-0000000000000000-01', 'zeros'],
    ['00-5b8efff798038103d269b633813fc60c-b7ad6b7169203331-01-more', 'four fields'],
  ])('%s is refused with a reason', (value, reason) => {
    const parsed = parseTraceparent(value);
    expect(parsed.ok ? '' : parsed.problem).toContain(reason);
  });
});

describe('a request as curl', () => {
  it('says method, URL, headers and body', () => {
    const post = exchange({
      method: 'POST',
      requestHeaders: [
        ['content-type', 'application/json'],
        ['content-length', '9'],
      ],
      requestBody: { bytes: bytes(`{"it's":1}`) },
    });
    expect(asCurl(post)).toBe(
      `curl -X POST 'http://localhost:5000/?a=1' -H 'content-type: application/json' --data-raw '{"it'\\''s":1}'`,
    );
  });

  it('says when the body is not all there', () => {
    expect(asCurl(exchange({ requestBody: { bytes: bytes('ab'), truncatedFrom: 9 } }))).toMatch(
      /^# Only the first 2 of 9 bytes/u,
    );
  });

  it('gives a shell exactly the words that were sent, whatever they are', () => {
    const word = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(word, word, (value, body) => {
        const command = asCurl(
          exchange({
            method: 'PUT',
            requestHeaders: [['x-any', `v${value}`]],
            requestBody: { bytes: bytes(`b${body}`) },
          }),
        );
        const said = execFileSync('sh', ['-c', `curl() { printf '%s\\0' "$@"; }\n${command}`], {
          encoding: 'utf8',
        });
        expect(said.split('\0').slice(0, -1)).toEqual([
          '-X',
          'PUT',
          'http://localhost:5000/?a=1',
          '-H',
          `x-any: v${value}`,
          '--data-raw',
          `b${body}`,
        ]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a body', () => {
  const decoders: OtlpDecoders = {
    json: () => [],
    protobuf: () => {
      throw new Error('the bytes end in the middle of a field');
    },
  };
  const effects: ReadBodyEffects = {
    loadDecoders: () => Promise.resolve(decoders),
    gunzip: (packed) => Promise.resolve(packed.slice(1)),
  };
  const read = (
    body: string | Uint8Array<ArrayBuffer>,
    type: string,
    more: { cut?: number; spans?: boolean; encoding?: string } = {},
  ) =>
    readBody(
      {
        bytes: typeof body === 'string' ? bytes(body) : body,
        ...(more.cut !== undefined && { truncatedFrom: more.cut }),
      },
      [
        ['content-type', type],
        ...(more.encoding === undefined ? [] : [['content-encoding', more.encoding] as [string, string]]),
      ],
      more.spans ?? false,
      effects,
    );

  it('of JSON is made readable', async () => {
    expect(await read('{"a":[1]}', 'application/json')).toEqual({
      raw: '{\n  "a": [\n    1\n  ]\n}',
      form: 'json',
    });
  });

  it('of text stays text, of bytes becomes hex', async () => {
    expect(await read('hello', 'text/plain')).toEqual({ raw: 'hello', form: 'text' });
    const binary = await read(new Uint8Array([255, 0, 65]), 'application/octet-stream');
    expect(binary).toMatchObject({ form: 'bytes', raw: expect.stringMatching(/^0000 {2}ff 00 41 .* ··A$/u) });
  });

  it('that was cut is shown as far as it goes, and its spans are not guessed', async () => {
    const cut = await read('{"resourceSpans":[', 'application/json', { cut: 5_000, spans: true });
    expect(cut).toMatchObject({
      form: 'text',
      raw: '{"resourceSpans":[',
      problem: expect.stringContaining('only its beginning'),
    });
  });

  it('of OTLP that does not decode is shown with the decoder’s words', async () => {
    const broken = await read(new Uint8Array([10, 200]), 'application/x-protobuf', { spans: true });
    expect(broken).toMatchObject({
      form: 'bytes',
      problem: 'This is not OTLP: the bytes end in the middle of a field',
    });
  });

  it('under gzip is unpacked first', async () => {
    expect(await read('z{}', 'application/json', { encoding: 'gzip', spans: true })).toEqual({
      raw: '{}',
      form: 'json',
      spans: [],
    });
  });

  it('without bytes is none', async () => {
    expect(await read('', 'text/plain')).toBeUndefined();
    expect(await readBody(undefined, [], false, effects)).toBeUndefined();
  });
});
