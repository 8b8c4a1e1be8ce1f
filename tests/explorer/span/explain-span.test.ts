import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { decodeTracesJson } from '../../../sandbox/store/otlp/decode-json.ts';
import { columnsOf } from '../../../src/explorer/model/columns-of.ts';
import { type ConventionBook, openBook } from '../../../src/explorer/span/conventions/convention.ts';
import { sentenceText } from '../../../src/explorer/span/explain/sentence.ts';
import { type Explanation, explainSpan } from '../../../src/explorer/span/explain-span.ts';
import { readConventions } from '../../../tools/build-conventions.ts';
import { oddSpans } from '../../browser/explorer/harness/lesson-spans.ts';
import { anySpans, span } from '../model/any-spans.ts';

let book: ConventionBook;
beforeAll(async () => {
  book = openBook(await readConventions());
});

/** What the lesson on Jaeger sends, recorded. */
const lesson: Span[] = readFileSync(new URL('lesson-7.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .flatMap((line) => decodeTracesJson(line));

/** The sentences on one span of a trace, by what they are about. */
function explained(
  spans: readonly Span[],
  wanted: (span: Span) => boolean,
  withBook = true,
): Partial<Record<Explanation['topic'], string>> {
  const columns = columnsOf(spans);
  const found = spans.find(wanted);
  const row = found === undefined ? -1 : columns.spanId.indexOf(BigInt(`0x${found.spanId}`));
  if (found === undefined || row < 0) throw new Error('found no such span');
  const sentences = explainSpan({ span: found, columns, row, ...(withBook ? { book } : {}) });
  return Object.fromEntries(sentences.map(({ topic, sentence }) => [topic, sentenceText(sentence)]));
}
const named = (name: string) => (each: Span) => each.name === name;

describe('the trace of a lesson', () => {
  test('its root: where the trace begins, and where the time goes', () => {
    expect(explained(lesson, named('going to the grocery store'))).toEqual({
      work: 'Work inside “shopper”, which its author called “going to the grocery store”.',
      cause: 'No span is its parent: the trace begins here.',
      time: 'It lasts 30.1 ms, all of the trace. 2.1 ms of that, 7 %, is its own; the rest is in its child “GET” (28 ms).',
      trouble: 'Nothing says that it failed: spans that go well mostly leave their status UNSET.',
      next: 'Look next at “GET” of “shopper”: 93 % of the time is spent there.',
    });
  });

  test('the request: what was asked, and what passes on the way', () => {
    expect(explained(lesson, ({ kind }) => kind === 'CLIENT')).toEqual({
      work: '“shopper” sends an HTTP request, GET http://localhost:5000/, and waits for the answer. The answer’s status is 200.',
      cause: 'It was started within “going to the grocery store” of the same service, 1 ms after that began.',
      time: 'It lasts 28 ms, 93 % of the trace. 22.1 ms of that, 79 %, is not in “GET /” of “grocery-store”, which answers it: the way there and back, and waiting.',
      trouble: 'Nothing says that it failed: spans that go well mostly leave their status UNSET.',
      attributes: 'Its attributes say: the server port number is 5000.',
      next: 'Look next at what lies between the two services: a network, a queue, a server too busy to begin.',
    });
  });

  test('the answer: another service, by the context that came along', () => {
    const { work, cause } = explained(lesson, ({ kind }) => kind === 'SERVER');
    expect(work).toBe('“grocery-store” answers an HTTP request, GET /. The answer’s status is 200.');
    expect(cause).toBe(
      'It was started within “GET” of “shopper”, 9 ms after that began: the trace’s context came along with the request.',
    );
  });
});

describe('what went wrong', () => {
  const failed = span({
    id: 'charge',
    parent: 'visit',
    at: 2,
    takes: 6,
    status: { code: 'ERROR', message: 'no money' },
    events: [
      {
        name: 'exception',
        timeUnixNano: 0n,
        attributes: [
          { key: 'exception.type', value: 'CardError' },
          { key: 'exception.message', value: 'card declined' },
        ],
      },
    ],
  });
  const spans = [span({ id: 'visit' }), failed];

  test('a failure is told with its message and its exception', () => {
    const { trouble, next } = explained(spans, named('charge'));
    expect(trouble).toBe('It failed: no money. An exception is recorded with it, CardError: card declined.');
    expect(next).toContain('its events');
  });

  test('whoever called what failed is led to it', () => {
    const { trouble, next } = explained(spans, named('visit'));
    expect(trouble).toContain('Below it “charge” of “shopper” failed.');
    expect(next).toBe(
      'Look next at “charge”: nothing below that one failed, so the trouble seems to begin there.',
    );
  });

  test('a status code of 500 that nobody marked as a failure is one all the same', () => {
    const status = { key: 'http.response.status_code', value: 503n };
    const { trouble } = explained([span({ id: 'get', kind: 'SERVER', attributes: [status] })], named('get'));
    expect(trouble).toBe(
      'Its status code is 503, which is the server’s failure, and yet nobody marked the span as failed.',
    );
  });
});

describe('attributes', () => {
  const attributes = [
    { key: 'db.system', value: 'postgresql' },
    { key: 'db.statement', value: 'SELECT 1' },
    { key: 'store.till', value: 3n },
    { key: 'constructor', value: 'hostile' },
  ];
  const spans = [span({ id: 'query', kind: 'CLIENT', attributes })];

  test('are put in words by the conventions, which also say what has been replaced', () => {
    expect(explained(spans, named('query'))).toMatchObject({
      work: '“shopper” asks a database, PostgreSQL, and waits for the answer. It asks: SELECT 1.',
      attributes:
        'store.till and constructor are names of its author’s own. The conventions have moved on from some of these names: db.system is now db.system.name and db.statement is now db.query.text.',
    });
  });

  test('without the conventions nothing is made up', () => {
    const { work, attributes: said } = explained(spans, named('query'), false);
    expect(work).toContain('asks a database (postgresql)');
    expect(said).toBeUndefined();
  });
});

describe('odd spans', () => {
  const odd = oddSpans();
  test.each([
    ['GET /skewed', 'odd', 'It starts before the span that caused it, so their clocks disagree.'],
    ['pay', 'time', 'It says that it ended before it started, so its duration means nothing.'],
    ['never ended', 'time', 'How long it lasts is not known: one of its times is not set.'],
    [
      'orphan',
      'cause',
      'Its parent, span ffffffffffffffff, has not arrived: what caused it is not known here.',
    ],
    ['hen', 'cause', 'Parents and children go round in a circle here, which cannot be: some id is wrong.'],
    ['', 'cause', 'It names itself as its parent, which cannot be: its ids were made badly.'],
  ] as const)('“%s” is explained as what it is', (name, topic, sentence) => {
    expect(explained(odd, named(name))[topic]).toBe(sentence);
  });

  test('a name with an id in it is said to group badly', () => {
    expect(explained([span({ id: 'x', name: 'GET /orders/48213' })], named('GET /orders/48213')).odd).toBe(
      'Its name holds “48213”, which looks like an id. Names are for grouping: an id belongs into an attribute.',
    );
  });
});

test('any span of any trace has four to seven sentences of bounded length, and none speaks of nothing', () => {
  fc.assert(
    fc.property(anySpans, fc.string({ unit: 'grapheme', maxLength: 3_000 }), (spans, text) => {
      const strange = spans.map((each) => ({
        ...each,
        name: text,
        status: { ...each.status, message: text },
      }));
      const columns = columnsOf(strange);
      for (let row = 0; row < columns.length; row += 1) {
        const id = columns.spanId[row] ?? 0n;
        const found = strange.find(({ spanId }) => BigInt(`0x${spanId}`) === id);
        if (found === undefined) continue;
        const sentences = explainSpan({ span: found, columns, row, book }).map(({ sentence }) =>
          sentenceText(sentence),
        );
        expect(sentences.length).toBeGreaterThanOrEqual(4);
        expect(sentences.length).toBeLessThanOrEqual(7);
        for (const sentence of sentences) {
          expect(sentence).toMatch(/[.?]$/u);
          expect(sentence.length).toBeLessThan(900);
          if (!text.includes('undefined')) expect(sentence).not.toMatch(/undefined|NaN|Infinity/u);
        }
      }
    }),
    { numRuns: 60 },
  );
});
