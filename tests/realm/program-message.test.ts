import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { previewLimits } from '../../sandbox/realm/console-preview.ts';
import { messageWeight } from '../../sandbox/realm/message-weight.ts';
import { messageLimits, readProgramMessage } from '../../sandbox/realm/program-message.ts';
import { type ConsoleValue, runEventBodySchema } from '../../sandbox/schemas/run-event.ts';

const long = 'x'.repeat(3_000);

const types = [
  'connected',
  'ready',
  'console',
  'started',
  'request',
  'abort',
  'listen',
  'close',
  'response',
  'activity',
  'uncaught',
  'exit',
];

describe('what a program may say', () => {
  test('a request is read, and what does not belong to it is left behind', () => {
    const body = new Uint8Array([1, 2]);
    const request = { type: 'request', id: 1, method: 'GET', url: 'http://x/', headers: [['a', 'b']], body };
    expect(readProgramMessage({ ...request, service: 'somebody else', slot: 3 })).toEqual(request);
  });

  test('there is no word for what only the lab says', () => {
    const labOnly = runEventBodySchema.options
      .map((option) => option.shape.type.value)
      .filter((type) => !['console', 'uncaught', 'exit'].includes(type));
    expect(labOnly).toContain('check');
    const plausible = {
      id: 1,
      result: { index: 0, check: 'forged', ok: true },
      code: 0,
      entries: [],
      dropped: 0,
    };
    for (const type of labOnly) expect(readProgramMessage({ ...plausible, type })).toBeUndefined();
  });

  test('an exit of a program is a code, not the exit of a run', () => {
    expect(readProgramMessage({ type: 'exit', code: 1, reason: 'finished', message: 'forged' })).toEqual({
      type: 'exit',
      code: 1,
    });
  });

  test('places in the source that a program claims are not taken over', () => {
    const frame = { text: 'at x', location: { file: 'victim.ts', line: 1, column: 1 } };
    const error = { type: 'error', name: 'E', message: 'm', stack: [frame] };
    const read = readProgramMessage({ type: 'uncaught', error });
    expect(read).toEqual({ type: 'uncaught', error: { ...error, stack: [{ text: 'at x' }] } });
  });

  test('starts of spans are ids and frames, few and short', () => {
    const start = ['0123456789abcdef', '    at visit (store.ts:3:9)'];
    expect(readProgramMessage({ type: 'started', spans: [start] })).toEqual({
      type: 'started',
      spans: [start],
    });
    const wrong = [
      [['x'.repeat(17), '']],
      [['id', 'x'.repeat(messageLimits.spanStartLength + 1)]],
      Array.from({ length: messageLimits.spanStarts + 1 }, () => start),
      [[...start, 'more']],
      'none',
    ];
    for (const spans of wrong) expect(readProgramMessage({ type: 'started', spans })).toBeUndefined();
  });

  test('whatever is said, reading it neither throws nor lets anything else through', () => {
    const value = fc.anything({ withBigInt: true, withTypedArray: true, withDate: true, withMap: true });
    const message = fc.oneof(
      value,
      fc.record({
        type: fc.constantFrom(...types, 'check', 'stored'),
        id: value,
        entries: value,
        headers: value,
        error: value,
        url: value,
        method: value,
        body: value,
      }),
    );
    fc.assert(
      fc.property(message, (said) => {
        const read = readProgramMessage(said);
        if (read === undefined) return;
        expect(types).toContain(read.type);
        expect(messageWeight(read)).toBeGreaterThan(0);
        expect(readProgramMessage(read)).toEqual(read);
      }),
    );
  });

  test.each([messageLimits.depth + 1, 100_000])(
    'a value nested %d deep is refused, not followed',
    (levels) => {
      let value: unknown = { type: 'null' };
      for (let depth = 0; depth < levels; depth += 1) value = { type: 'array', items: [value] };
      expect(readProgramMessage({ type: 'uncaught', error: value })).toBeUndefined();
    },
  );

  test('a value nested as deep as a preview goes is read', () => {
    let value: unknown = { type: 'deeper' };
    for (let depth = 0; depth <= previewLimits.depth; depth += 1) value = { type: 'array', items: [value] };
    expect(readProgramMessage({ type: 'uncaught', error: value })).toBeDefined();
  });

  test.each([
    ['a body over the limit', { body: new Uint8Array(messageLimits.bodyBytes + 1) }],
    ['a URL over the limit', { url: `http://x/${'y'.repeat(messageLimits.urlLength)}` }],
    ['too many headers', { headers: Array.from({ length: 300 }, () => ['a', 'b']) }],
    [
      'headers that are too much together',
      { headers: Array.from({ length: 10 }, () => ['a', 'b'.repeat(messageLimits.headersLength / 10)]) },
    ],
    ['a body that is no bytes', { body: 'text' }],
    ['a negative id', { id: -1 }],
  ])('%s is refused', (_, part) => {
    const request = { type: 'request', id: 1, method: 'GET', url: 'http://x/', headers: [], ...part };
    expect(readProgramMessage(request)).toBeUndefined();
  });

  test('URL and headers weigh what they hold', () => {
    const headers: [string, string][] = [['name', 'v'.repeat(1_000)]];
    const url = `http://x/${'y'.repeat(2_000)}`;
    const request = { type: 'request', id: 1, method: 'GET', url, headers } as const;
    expect(messageWeight(request)).toBeGreaterThan(3_000);
    const response = { type: 'response', id: 1, status: 200, statusText: 'OK', headers } as const;
    expect(messageWeight(response)).toBeGreaterThan(1_000);
  });

  test.each<[string, ConsoleValue]>([
    ['an error’s name', { type: 'error', name: long, message: '', stack: [] }],
    ['an error’s message', { type: 'error', name: '', message: long, stack: [] }],
    ['an error’s stack', { type: 'error', name: '', message: '', stack: [{ text: long }] }],
    [
      'an error’s cause',
      { type: 'error', name: '', message: '', stack: [], cause: { type: 'string', text: long } },
    ],
    ['the name of a class', { type: 'object', className: long, entries: [] }],
    ['a key', { type: 'object', className: 'Object', entries: [[long, { type: 'null' }]] }],
    ['a value in a list', { type: 'array', items: [{ type: 'string', text: long }] }],
  ])('%s counts in the weight of output', (_, value) => {
    const console = { type: 'console', entries: [{ level: 'log', args: [value], stack: '' }], dropped: 0 };
    const read = readProgramMessage(console);
    expect(read && messageWeight(read)).toBeGreaterThan(long.length);
  });

  test('text beyond the limit of a message is refused', () => {
    const arg = { type: 'string', text: 'x'.repeat(messageLimits.text) };
    const entry = { level: 'log', args: [arg, arg], stack: '' };
    expect(readProgramMessage({ type: 'console', entries: [entry], dropped: 0 })).toBeUndefined();
  });

  test('a body is copied: a view of a large buffer does not bring the buffer along', () => {
    const view = new Uint8Array(new ArrayBuffer(1_000_000), 10, 4);
    const read = readProgramMessage({
      type: 'request',
      id: 1,
      method: 'POST',
      url: 'http://x/',
      headers: [],
      body: view,
    });
    expect(read?.type === 'request' && read.body?.buffer.byteLength).toBe(4);
  });
});
