import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { packedText } from '../../../src/explorer/files/packed-text.ts';
import { isTraceLink, openTraceLink, traceLink } from '../../../src/explorer/files/trace-link.ts';
import { writeJaegerJson } from '../../../src/explorer/files/write-jaeger.ts';
import { writeOtlpJson, writeOtlpProtobuf } from '../../../src/explorer/files/write-otlp.ts';
import { arbitrarySpan } from '../../store/arbitrary-span.ts';
import { resourceOf, someSpan, spanIdOf, traceIdOf } from '../../store/some-span.ts';
import { read } from './reading.ts';

const spans = fc.array(arbitrarySpan(), { minLength: 1, maxLength: 4 });

describe('traces are written', () => {
  test.each([
    ['as OTLP JSON', (given: readonly Span[]) => writeOtlpJson(given)],
    ['as OTLP JSON without an indent', (given: readonly Span[]) => writeOtlpJson(given, 'compact')],
    ['as OTLP protobuf', writeOtlpProtobuf],
  ])('%s, and are the same when they are read', async (_, write) => {
    await fc.assert(
      fc.asyncProperty(spans, async (given) => {
        const { found, problems } = await read(write(given));
        expect(problems).toEqual([]);
        const byId = (list: readonly Span[]) =>
          list.toSorted((a, b) => (`${a.traceId}${a.spanId}` < `${b.traceId}${b.spanId}` ? -1 : 1));
        expect(byId(found)).toEqual(byId(given));
      }),
      { numRuns: 50 },
    );
  });

  test('with one resource for all spans whose resources have the same content', () => {
    const written = new TextDecoder().decode(
      writeOtlpJson(
        [1, 2, 3].map((number) =>
          someSpan({
            spanId: spanIdOf(number),
            resource: resourceOf(number === 2 ? 'b' : 'a'),
            scope: { name: 's', version: '', attributes: [] },
          }),
        ),
      ),
    );
    const { resourceSpans } = JSON.parse(written) as {
      resourceSpans: { scopeSpans: { spans: unknown[] }[] }[];
    };
    expect(resourceSpans.map(({ scopeSpans }) => scopeSpans.map((scope) => scope.spans.length))).toEqual([
      [2],
      [1],
    ]);
    expect(written).toMatch(/^\{\n {2}"resourceSpans"/u);
  });

  test('apart when resources differ only in what JSON writes alike', async () => {
    const values = [1n, 1, '1', -0, 0, Number.NaN, null, new Uint8Array([1]), [1n], true];
    const given = values.map((value, index) =>
      someSpan({ spanId: spanIdOf(index + 1), resource: { attributes: [{ key: 'k', value }] } }),
    );
    const { found } = await read(writeOtlpProtobuf(given));
    expect(found.map(({ resource }) => resource.attributes[0]?.value)).toEqual(values);
  });

  test('large ones without an indent, batch by batch', async () => {
    const many = Array.from({ length: 2_600 }, (_, number) =>
      someSpan({ spanId: spanIdOf(number + 1), name: `n${number}` }),
    );
    const bytes = writeOtlpJson(many);
    expect(bytes.subarray(0, 30).includes(0x0a)).toBe(false);
    expect((await read(bytes)).found).toEqual(many);
  });

  test('as Jaeger’s JSON, a trace for each trace id', async () => {
    const given = [someSpan(), someSpan({ traceId: traceIdOf(2) }), someSpan({ spanId: spanIdOf(2) })];
    const { found, traces, format } = await read(writeJaegerJson(given));
    expect([found.length, traces, format]).toEqual([3, 2, 'jaeger-json']);
  });
});

describe('a trace in a link', () => {
  test('is the same when the link is opened', async () => {
    await fc.assert(
      fc.asyncProperty(spans, async (given) => {
        const link = await traceLink(given);
        if (!link.ok) throw new Error(link.problem);
        expect(link.fragment).toMatch(/^#trace=v1\.[\w-]+$/u);
        expect(isTraceLink(link.fragment)).toBe(true);
        const opened = await openTraceLink(`${link.fragment}&view=graph`);
        expect(opened.ok && new Set(opened.spans)).toEqual(new Set(given));
      }),
      { numRuns: 20 },
    );
  });

  test('keeps ids that are no hex', async () => {
    const link = await traceLink([someSpan({ spanId: 'first' })]);
    const opened = await openTraceLink(link.ok ? link.fragment : '');
    expect(opened).toMatchObject({ ok: true, spans: [{ spanId: 'first' }] });
  });

  test('with spans without end is read as far as a link may go', async () => {
    const many = new TextEncoder().encode(
      `{"resourceSpans":[{"scopeSpans":[{"spans":[${'{},'.repeat(50_100)}{}]}]}]}`,
    );
    const opened = await openTraceLink(`#trace=v1.${await packedText(many)}`);
    if (!opened.ok) throw new Error(opened.problem);
    expect(opened.spans).toHaveLength(50_000);
    expect(opened.problems).toContain('The link holds more than 50,000 spans. The rest is left out.');
  }, 30_000);

  test('is no link when it is too large', async () => {
    let seed = 1;
    const noise = Array.from({ length: 40_000 }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed.toString(36);
    }).join('');
    const large = [1, 2, 3].map((number) =>
      someSpan({ spanId: spanIdOf(number), name: noise.slice(number * 1_000) }),
    );
    expect(await traceLink(large)).toEqual({
      ok: false,
      problem: expect.stringMatching(
        /^This trace has 3 spans, which make a link of \d+\.\d kB; browsers cut those longer than 500\.0 kB\. Save it as a file and send that\.$/u,
      ),
    });
    const huge = [someSpan({ name: 'x'.repeat(9_000_000) })];
    expect(await traceLink(huge)).toEqual({
      ok: false,
      problem: 'This trace has 1 span of 9.0 MB; a link holds 8.0 MB. Save it as a file and send that.',
    });
  });

  test.each([
    ['#trace=', 'This is no link to a trace: after #trace= comes no version such as v1.'],
    [
      '#trace=v9.abc',
      'This link is of version v9; this page reads v1. Open it with the Spanlab it was made with.',
    ],
    ['#trace=v1.a<b', 'This link has been changed on its way: it holds characters no link to a trace has.'],
    ['#trace=v1.', 'This link has been changed on its way: it holds characters no link to a trace has.'],
    ['#trace=v1.abcd', 'This link is not whole. Was it cut at the end when it was sent? Ask for it again.'],
  ])('that cannot be opened is answered in words: %s', async (fragment, problem) => {
    expect(await openTraceLink(fragment)).toEqual({ ok: false, problem });
  });

  test('that unpacks to gigabytes is not unpacked', async () => {
    const { packedText } = await import('../../../src/explorer/files/packed-text.ts');
    const packed = await packedText(new Uint8Array(50_000_000));
    expect(await openTraceLink(`#trace=v1.${packed}`)).toEqual({
      ok: false,
      problem: 'This link unpacks to more than 8.0 MB, which no link to a trace does.',
    });
  });

  test('that was cut anywhere is answered in words', async () => {
    const link = await traceLink([someSpan()]);
    const { fragment } = link.ok ? link : { fragment: '' };
    for (let cut = 8; cut < fragment.length - 1; cut += 5) {
      const opened = await openTraceLink(fragment.slice(0, cut));
      expect(opened.ok).toBe(false);
    }
  });
});
