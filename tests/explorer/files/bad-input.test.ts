import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { encodeTracesJson } from '../../../sandbox/store/otlp/encode-json.ts';
import { encodeTracesProtobuf } from '../../../sandbox/store/otlp/encode-protobuf.ts';
import { resourceOf, someSpan, spanIdOf } from '../../store/some-span.ts';
import { around, ids, read, utf8 } from './reading.ts';

const place = 'resourceSpans[0].scopeSpans[0].spans[0]';

test.each([
  ['flags first', JSON.stringify({ flags: 1, ...ids, name: 'a' })],
  ['its keys sorted', JSON.stringify({ attributes: [], endTimeUnixNano: '5', name: 'a', ...ids })],
  [
    'Jaeger’s keys sorted',
    JSON.stringify({ duration: 5, logs: [], operationName: 'a', spanID: '1', traceID: '2' }),
  ],
  [
    'escaped keys',
    JSON.stringify(around({ ...ids, name: 'a' })).replace('"resourceSpans"', '"resource\\u0053pans"'),
  ],
  [
    'a document named first',
    JSON.stringify({ version: 1, name: 'export', ...around({ ...ids, name: 'a' }) }),
  ],
])('a span is found with %s', async (_, text) => {
  for (const sizes of [[1], [65_536]]) {
    const { found } = await read(text, { sizes });
    expect(found.map(({ name }) => name)).toEqual(['a']);
  }
});

test('a message as long as a bracket’s byte is protobuf', async () => {
  for (let length = 1; length < 60; length++) {
    const bytes = encodeTracesProtobuf([
      someSpan({ name: 'n'.repeat(length), resource: resourceOf('recommendation') }),
    ]);
    expect(await read(bytes)).toMatchObject({ format: 'otlp-protobuf', spans: 1 });
  }
});

test.each([
  ['protobuf’s names', [{ key: 'service.name', value: { string_value: 'checkout' } }]],
  ['Go’s names', [{ key: 'service.name', value: { StringValue: 'checkout' } }]],
  ['no value around it', [{ key: 'service.name', stringValue: 'checkout' }]],
])('a resource and a scope with %s keep their attributes', async (_, attributes) => {
  const { found } = await read({
    resource_spans: [
      { resource: { attributes }, scope_spans: [{ scope: { name: 'lib', attributes }, spans: [ids] }] },
    ],
  });
  const kept = [{ key: 'service.name', value: 'checkout' }];
  expect(found[0]?.resource.attributes).toEqual(kept);
  expect(found[0]?.scope.attributes).toEqual(kept);
});

describe('a span that is not as it should be is kept, and it is said', () => {
  test.each<[string, object, object, string[]]>([
    [
      'without ids',
      { name: 'lost' },
      { traceId: '', spanId: '', name: 'lost' },
      [
        `${place}.traceId: expected 32 hexadecimal digits, found none.`,
        `${place}.spanId: expected 16 hexadecimal digits, found none.`,
      ],
    ],
    ['without a name', { ...ids }, { name: '' }, []],
    [
      'with an id that is too short',
      { ...ids, spanId: 'ABC' },
      { spanId: '0000000000000abc' },
      [`${place}.spanId: found 3 hexadecimal digits, expected 16: read with zeros in front.`],
    ],
    [
      'with ids that are no hex',
      { ...ids, spanId: 'first', parentSpanId: 'root' },
      { spanId: 'first', parentSpanId: 'root' },
      [
        `${place}.spanId: found "first", expected 16 hexadecimal digits.`,
        `${place}.parentSpanId: found "root", expected 16 hexadecimal digits.`,
      ],
    ],
    [
      'with an id of zeros',
      { ...ids, spanId: '0000000000000000' },
      { spanId: '' },
      [`${place}.spanId: found zeros alone, which means no id.`],
    ],
    ['with ids in base64', { traceId: 'W47/95gDgQPSabYzgT/GDA==', spanId: '7uGbfsPBsXQ=' }, ids, []],
    [
      'with fields as protobuf names them',
      { trace_id: ids.traceId, span_id: ids.spanId, start_time_unix_nano: '5' },
      { ...ids, startTimeUnixNano: 5n },
      [],
    ],
    [
      'with fields and values as protobuf names them',
      {
        ...ids,
        start_time_unix_nano: '5',
        kind: 'SPAN_KIND_SERVER',
        attributes: [{ key: 'a', value: { string_value: 's' } }],
        events: [{ name: 'e', time_unix_nano: '6' }],
      },
      {
        startTimeUnixNano: 5n,
        kind: 'SERVER',
        attributes: [{ key: 'a', value: 's' }],
        events: [{ name: 'e', timeUnixNano: 6n, attributes: [] }],
      },
      [],
    ],
    [
      'with a value nobody knows',
      {
        ...ids,
        attributes: [
          { key: 'a', value: { whatValue: 1 } },
          { key: 'b', value: {} },
        ],
      },
      {
        attributes: [
          { key: 'a', value: null },
          { key: 'b', value: null },
        ],
      },
      [
        `${place}.attributes[0].value: found "whatValue", expected a value such as {"stringValue": "…"}. It is left empty.`,
      ],
    ],
    ['with ids in base64, unpadded', { traceId: 'W47/95gDgQPSabYzgT/GDA', spanId: '7uGbfsPBsXQ' }, ids, []],
    [
      'with a time before 1970',
      { ...ids, startTimeUnixNano: -5 },
      { startTimeUnixNano: 0n },
      [`${place}.startTimeUnixNano: found -5, expected a whole number of 0 or more. It is taken as 0.`],
    ],
    [
      'with times at 0 and at the end of int64',
      { ...ids, startTimeUnixNano: '0', endTimeUnixNano: '9223372036854775807' },
      { startTimeUnixNano: 0n, endTimeUnixNano: 2n ** 63n - 1n },
      [],
    ],
    [
      'with a time that runs over',
      { ...ids, endTimeUnixNano: '99999999999999999999' },
      { endTimeUnixNano: 0n },
      [
        `${place}.endTimeUnixNano: found "99999999999999999999", expected a whole number of 0 or more. It is taken as 0.`,
      ],
    ],
    [
      'with a date',
      { ...ids, startTimeUnixNano: '2026-11-21T10:00:00.000000001Z' },
      { startTimeUnixNano: 1_795_255_200_000_000_001n },
      [
        `${place}.startTimeUnixNano: found the date 2026-11-21T10:00:00.000000001Z, expected nanoseconds since 1970. It is read.`,
      ],
    ],
    [
      'with a number for a name',
      { ...ids, name: 7 },
      { name: '7' },
      [`${place}.name: found the number 7, expected a string.`],
    ],
    [
      'with an object for a name',
      { ...ids, name: {} },
      { name: '' },
      [`${place}.name: found an object, expected a string. It is left out.`],
    ],
    [
      'with a kind in words',
      { ...ids, kind: 'server' },
      { kind: 'SERVER' },
      [`${place}.kind: found "server", expected 2. It is read as SERVER.`],
    ],
    [
      'with a kind that does not exist',
      { ...ids, kind: 'boss' },
      { kind: 'UNSPECIFIED' },
      [`${place}.kind: found "boss", expected a number from 0 to 5. It is taken as UNSPECIFIED.`],
    ],
    ['with a status code in quotes', { ...ids, status: { code: '2' } }, { status: { code: 'ERROR' } }, []],
    [
      'with attributes as an object',
      { ...ids, attributes: { a: 1, b: 'x' } },
      {
        attributes: [
          { key: 'a', value: 1n },
          { key: 'b', value: 'x' },
        ],
      },
      [`${place}.attributes: found an object, expected a list of keys with values. It is read as such.`],
    ],
    [
      'with values that say another type',
      {
        ...ids,
        attributes: [
          { key: 'n', value: { intValue: 'many' } },
          { key: 'b', value: { boolValue: 'true' } },
          { key: 'p', value: 1.5 },
        ],
      },
      {
        attributes: [
          { key: 'n', value: 'many' },
          { key: 'b', value: true },
          { key: 'p', value: 1.5 },
        ],
      },
      [
        `${place}.attributes[0].value.intValue: found "many", which is no intValue. It is kept as what it is.`,
        `${place}.attributes[1].value.boolValue: found "true", expected true or false.`,
        `${place}.attributes[2].value: found 1.5, expected an object such as {"stringValue": "…"}.`,
      ],
    ],
    [
      'with markup everywhere',
      {
        ...ids,
        name: '<img src=x onerror=alert(1)>',
        attributes: [{ key: '</script>', value: { stringValue: '<b>' } }],
      },
      { name: '<img src=x onerror=alert(1)>', attributes: [{ key: '</script>', value: '<b>' }] },
      [],
    ],
  ])('%s', async (_, span, expected, problems) => {
    const report = await read(around(span, { ...ids, name: 'sound' }));
    expect(report.problems).toEqual(problems);
    expect(report.found).toMatchObject([expected, { name: 'sound' }]);
    expect(report.found[0]?.resource.attributes[0]?.value).toBe('shopper');
  });

  test('with an attribute of 1 MB, and one with 10,000 of them', async () => {
    const long = 'é<"\\'.repeat(250_000);
    const many = Array.from({ length: 10_000 }, (__, number) => ({
      key: `k${number}`,
      value: { stringValue: 'v' },
    }));
    const { found, problems } = await read(
      around(
        { ...ids, attributes: [{ key: 'long', value: { stringValue: long } }] },
        { ...ids, attributes: many },
      ),
      { sizes: [1_000, 65_536] },
    );
    expect(problems).toEqual([]);
    expect(found[0]?.attributes[0]?.value).toBe(long);
    expect(found[1]?.attributes).toHaveLength(10_000);
  });
});

describe('what cannot be read is left out, and the rest is given', () => {
  test.each<[string, string, string[], string[]]>([
    [
      'no JSON within one span',
      `{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"a"},{"name":b},{"name":"c"}]}]}]}`,
      ['a', 'c'],
      ['resourceSpans[0].scopeSpans[0].spans[1]: at byte 56 is no JSON: '],
    ],
    [
      'something else in the list',
      `{"resourceSpans":[{"scopeSpans":[{"spans":[null,{"name":"a"},7]}]}]}`,
      ['a'],
      [
        'resourceSpans[0].scopeSpans[0].spans[0]: expected an object. It is left out.',
        'resourceSpans[0].scopeSpans[0].spans[2]: expected an object. It is left out.',
      ],
    ],
    [
      'no list',
      '{"resourceSpans":{"scopeSpans":7},"data":[{"spans":[{"spanID":"1","traceID":"1","operationName":"a","processID":"p"}],"processes":{"p":{"serviceName":"s"}}}]}',
      ['a'],
      ['resourceSpans: found an object, expected a list. It is left out.'],
    ],
    [
      'a line that is cut short',
      `{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"a"}]}]}]}\n{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"b"},{"na\n{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"c"}]}]}]}`,
      ['a', 'b', 'c'],
      ['Line 2 ends in the middle of resourceSpans[0].scopeSpans[0].spans[1]. What came before is kept.'],
    ],
    [
      'a line that is no JSON',
      `{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"a"}]}]}]}\nERROR: disk full\n{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"c"}]}]}]}`,
      ['a', 'c'],
      ['Line 2: at byte 62 found “E”, expected { or [. The rest of the line is not read.'],
    ],
    [
      'a first line without its start',
      `"b"}]}]}]}\n{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"c"}]}]}]}`,
      ['c'],
      ['The start: at byte 0 found “"”, expected { or [. The rest of the line is not read.'],
    ],
    [
      'text after it',
      `{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"a"}]}]}]} trailing`,
      ['a'],
      ['The start: at byte 62 found “t”, expected { or [. The rest of the line is not read.'],
    ],
    [
      'another bracket than expected',
      '{\n"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"a"}}]}]}]}',
      ['a'],
      [
        'line 2, resourceSpans[0].scopeSpans[0].spans[0]: at byte 56 found “}”, expected a comma or ]. What comes after it is not read.',
      ],
    ],
  ])('%s', async (_, text, names, problems) => {
    const report = await read(text);
    expect(report.found.map(({ name }) => name)).toEqual(names);
    const unnamed = report.problems.filter((problem) => !/hexadecimal digits, found none/u.test(problem));
    expect(unnamed).toHaveLength(problems.length);
    for (const [index, problem] of problems.entries()) expect(unnamed[index]).toContain(problem);
  });

  test.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'The file is empty.'],
    ['blanks', ' \n\t ', 'The file is empty.'],
    ['a byte order mark alone', '\ufeff', 'The file is empty.'],
    ['an empty object', '{}', 'The file holds no spans.'],
    ['an empty list', '[]', 'The file holds no spans.'],
    ['a request without spans', '{"resourceSpans":[]}', 'The file holds no spans.'],
    ['other JSON', '{"name":{"first":"A"}}', 'The file holds no spans.'],
    [
      'several gzip files in one',
      Buffer.concat([gzipSync('{}'), gzipSync('{}')]),
      'The file goes on after the end of what is compressed, as several gzip files in one do.',
    ],
    [
      'protobuf with a length of 2^49',
      new Uint8Array([0x0a, 0, 0x0a, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]),
      'The start: at byte 2 expected a length of OTLP protobuf.',
    ],
    [
      'an image',
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      'The file is a PNG image.',
    ],
    [
      'an archive',
      new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0, 0]),
      'The file is a ZIP archive, which has to be unpacked first.',
    ],
    ['a page', '<!DOCTYPE html><html></html>', 'The file is HTML or XML.'],
    ['a file of spanlab push', 'spans:\n  - name: a\n', 'The file is text that is no JSON.'],
    ['random bytes', new Uint8Array([1, 2, 3, 200, 201, 0, 5]), 'The file is a binary file.'],
    [
      'an error of Jaeger’s older API',
      '{"data":null,"errors":[{"code":404,"msg":"trace not found"}]}',
      'errors: the file holds an error: [{"code":404,"msg":"trace not found"}]',
    ],
    [
      'an error of api/v3',
      '{"error":{"httpCode":404,"message":"No traces found"}}',
      'error: the file holds an error: {"httpCode":404,"message":"No traces found"}',
    ],
  ])('%s', async (_, file, problem) => {
    const report = await read(file);
    expect(report.problems[0]).toContain(problem);
  });

  test('no more than 20 problems are told, and how many there are besides', async () => {
    const { problems, spans } = await read(around(...Array.from({ length: 500 }, () => ({ name: 'a' }))));
    expect(spans).toBe(500);
    expect(problems).toHaveLength(21);
    expect(problems[20]).toBe('There are 980 more problems.');
  });

  test('the line of a problem is that of its span', async () => {
    const { problems } = await read(JSON.stringify(around({ ...ids }, { ...ids, kind: 'x' }), undefined, 1));
    expect(problems).toEqual([
      'line 24, resourceSpans[0].scopeSpans[0].spans[1].kind: found "x", expected a number from 0 to 5. It is taken as UNSPECIFIED.',
    ]);
  });
});

describe('a file that is cut off', () => {
  const spans = Array.from({ length: 6 }, (_, number) =>
    someSpan({ spanId: spanIdOf(number + 1), name: `n${number}` }),
  );
  const json = utf8(JSON.stringify(encodeTracesJson(spans)));
  const protobuf = encodeTracesProtobuf(spans);

  test.each([
    ['JSON', json],
    ['protobuf', protobuf],
  ])('anywhere gives the spans before the cut, and says where it ends: %s', async (_, whole) => {
    let most = 0;
    for (let cut = 1; cut < whole.length; cut += 7) {
      const { found, problems } = await read(whole.subarray(0, cut));
      expect(found).toEqual(spans.slice(0, found.length));
      expect(found.length).toBeGreaterThanOrEqual(most);
      most = found.length;
      expect(problems[0]).toMatch(
        /^(The file ends at byte \d+, in the middle of .+ What came before is kept\.|The file is .+)$/u,
      );
      if (cut > 20) expect(problems[0]).toContain(`byte ${cut}`);
    }
    expect(most).toBeGreaterThanOrEqual(5);
  });

  test('keeps what a cut gzip gave before its end', async () => {
    const packed = gzipSync(
      utf8(
        Array.from({ length: 3_000 }, (_, number) =>
          JSON.stringify(encodeTracesJson([someSpan({ name: `${number} ${Math.sin(number)}` })])),
        ).join('\n'),
      ),
    );
    const { found, problems } = await read(packed.subarray(0, Math.floor(packed.length / 2)));
    expect(found.length).toBeGreaterThan(500);
    expect(problems.join(' ')).toMatch(/Reading stopped after \d+ bytes: .+ What came before is kept\./u);
  });

  test('keeps what came before the stream failed', async () => {
    const { readTraces } = await import('../../../src/explorer/files/read-traces.ts');
    let turn = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (turn++ === 0) controller.enqueue(json.slice(0, json.length - 20));
        else controller.error(new Error('the network went away'));
      },
    });
    const report = await readTraces(stream, { onSpans: () => undefined });
    expect(report.spans).toBe(5);
    expect(report.problems[0]).toContain('the network went away');
  });
});

describe('what would fill the memory', () => {
  test('a file that unpacks to gigabytes is read to the bound', async () => {
    const line = `${JSON.stringify(around({ ...ids, name: 'x'.repeat(100_000) }))}\n`;
    const bomb = gzipSync(line.repeat(200));
    expect(bomb.length).toBeLessThan(100_000);
    const { spans, problems } = await read(bomb, { maxInflatedBytes: 5_000_000 });
    expect(spans).toBeGreaterThan(30);
    expect(spans).toBeLessThan(60);
    expect(problems).toContain('The file unpacks to more than 5 MB. What comes after that is not read.');
  });

  test.each([
    ['lists in lists', '['.repeat(3_000_000)],
    ['objects in objects', '{"result":'.repeat(300_000)],
    ['a span of brackets', `{"resourceSpans":[{"scopeSpans":[{"spans":[${'['.repeat(3_000_000)}`],
  ])('%s have an end', async (_, text) => {
    const { spans, problems } = await read(text);
    expect(spans).toBe(0);
    expect(problems.length).toBeGreaterThan(0);
  });

  test('values nested too deeply are left out, and the next span is read', async () => {
    const deep = `${'{"arrayValue":{"values":['.repeat(100)}${']}}'.repeat(100)}`;
    const { found, problems } = await read(
      `{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"a","attributes":[{"key":"k","value":${deep}}]},{"name":"b"}]}]}]}`,
    );
    expect(found.map(({ name }) => name)).toEqual(['b']);
    expect(problems[0]).toContain('is nested deeper than 250 levels. It is left out.');
  });
});
