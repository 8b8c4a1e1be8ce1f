import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../../../sandbox/schemas/trace.ts';
import { attributeText, attributeType } from '../../../src/explorer/parts/attribute-text.ts';
import { spanJson } from '../../../src/workbench/explorer/span-json.ts';
import { flagWords } from '../../../src/workbench/explorer/span-words.ts';
import { summariseTraces } from '../../../src/workbench/explorer/trace-list.ts';
import { span, t0 } from './spans.ts';

describe('the traces among spans', () => {
  it('come earliest first, each with its root, services, errors and times', () => {
    const later = span({ id: 'x', traceId: 'b'.repeat(32), at: 100, status: { code: 'ERROR', message: '' } });
    const spans = [
      later,
      span({ id: 'child', parent: 'root', service: 'grocery-store', at: 2, takes: 30 }),
      span({ id: 'root' }),
    ];
    const traces = summariseTraces(spans);
    expect(traces).toMatchObject([
      {
        name: 'root',
        service: 'shopper',
        hasRoot: true,
        services: ['shopper', 'grocery-store'],
        errors: 0,
        startUnixNano: t0,
        endUnixNano: t0 + 32_000_000n,
      },
      { name: 'x', errors: 1, spans: [later] },
    ]);
  });

  it('are named by their earliest span when the root is not here', () => {
    expect(
      summariseTraces([span({ id: 'late', parent: 'r', at: 5 }), span({ id: 'early', parent: 'r' })]),
    ).toMatchObject([{ name: 'early', hasRoot: false }]);
  });

  it('are none when there are no spans', () => {
    expect(summariseTraces([])).toEqual([]);
  });
});

describe('an attribute value', () => {
  const values: readonly { value: AttributeValue; type: string; text: string }[] = [
    { value: 'bread', type: 'string', text: 'bread' },
    { value: 12n, type: 'int', text: '12' },
    { value: 0.5, type: 'double', text: '0.5' },
    { value: true, type: 'bool', text: 'true' },
    { value: null, type: 'empty', text: 'null' },
    { value: new Uint8Array([1, 255]), type: 'bytes', text: '01ff' },
    { value: ['a', 1n], type: 'array', text: '["a", 1]' },
    { value: { a: ['b'] }, type: 'kvlist', text: '{\n  "a": ["b"]\n}' },
  ];
  it.each(values)('of type $type reads $text', ({ value, type, text }) => {
    expect(attributeType(value)).toBe(type);
    expect(attributeText(value)).toBe(text);
  });
});

describe('a span’s words', () => {
  it('take its flags apart', () => {
    expect(flagWords(0x301)).toBe('sampled, parent in another process');
    expect(flagWords(0x103)).toBe('sampled, random trace id, parent in this process');
    expect(flagWords(0)).toBe('not sampled');
  });

  it('give it as OTLP JSON with its resource', () => {
    expect(JSON.parse(spanJson(span({ id: 'eee19b7ec3c1b174' })))).toMatchObject({
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shopper' } }] },
          scopeSpans: [{ spans: [{ spanId: 'eee19b7ec3c1b174', startTimeUnixNano: String(t0) }] }],
        },
      ],
    });
  });
});
