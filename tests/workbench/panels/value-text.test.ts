import { expect, test } from 'vitest';
import { previewOf } from '../../../src/workbench/panels/value-text.ts';

test('a string is bare at the top of a call and quoted inside a structure', () => {
  expect(previewOf({ type: 'string', text: 'hi' }, true)).toBe('hi');
  expect(previewOf({ type: 'array', items: [{ type: 'string', text: 'hi' }] })).toBe('["hi"]');
});

test('what was cut off is counted', () => {
  expect(previewOf({ type: 'string', text: 'hi', truncated: 1_000 }, true)).toBe(
    'hi… (1,000 more characters)',
  );
  expect(previewOf({ type: 'array', items: [{ type: 'null' }], more: 9 })).toBe('[null, 9 more]');
});

test('an object shows its class and its fields, on one line', () => {
  const field: [string, { type: 'number'; text: string }] = ['kind', { type: 'number', text: '0' }];
  expect(previewOf({ type: 'object', className: 'SpanImpl', entries: [field] })).toBe('SpanImpl { kind: 0 }');
  expect(previewOf({ type: 'object', className: 'Object', entries: [] })).toBe('{}');
  const many = Array.from({ length: 50 }, () => field);
  expect(previewOf({ type: 'object', className: 'Object', entries: many })).toHaveLength(100);
});
