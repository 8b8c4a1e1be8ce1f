import { inspect } from 'node:util';
import { preview } from '@spanlab/sandbox/realm/console-preview.ts';
import { describe, expect, test } from 'vitest';
import { CannotRun } from '../../../verify/model/run.ts';
import { outputOf } from '../../../verify/runners/chromium/console-text.ts';
import { chromiumVersion, findChromium } from '../../../verify/runners/chromium/find-chromium.ts';
import { needsPage } from '../../../verify/runners/chromium/needs-page.ts';
import { openOrigin } from '../../../verify/runners/chromium/origin.ts';
import type { ConsoleMethod } from '../../../verify/runners/chromium/realm/program-report.ts';
import { redirected } from '../../../verify/runners/chromium/realm/requests.ts';
import { programExample, projectFolder } from './program-example.ts';

describe('console output', () => {
  const call = (method: ConsoleMethod, ...args: unknown[]) => ({
    type: 'console' as const,
    method,
    args: args.map((arg) => preview(arg)),
  });
  const text = (...calls: ReturnType<typeof call>[]) =>
    outputOf(calls, (line) => line).map((line) => line.text);

  class Order {
    id = 7;
    lines = ['tea'];
  }
  test.each([
    ['a string', 'plain'],
    ['numbers', [1, -0, Number.NaN, 12n]],
    ['nothing', [null, undefined]],
    ['an object of a class', new Order()],
    ['a map', new Map([['a', { b: 1 }]])],
    ['a set', new Set([1, 'two'])],
    ['functions', [Order, () => 1]],
    ['deep values', { a: { b: { c: { d: 1 } } } }],
    ['a long list', Array.from({ length: 150 }, (_, index) => index)],
    ['a wide object', { traceId: '0'.repeat(32), parentSpanContext: undefined, name: 'checkout', kind: 0 }],
    ['an object without prototype', Object.assign(Object.create(null), { a: 1 })],
    ['dates and expressions', [/a+/gu]],
  ])('of %s is what Node prints', (_, value) => {
    const expected = typeof value === 'string' ? value : inspect(value);
    expect(text(call('log', value)).join('\n')).toBe(expected);
  });

  test('is formatted, indented and told apart as in Node', () => {
    const lines = outputOf(
      [
        call('group', 'orders'),
        call('log', '%s has %d', 'tea', 2, { more: true }),
        call('groupEnd'),
        call('warn', 'careful'),
        call('assert', false, 'not so'),
        call('count'),
      ],
      (line) => line,
    );
    expect(lines).toEqual([
      { stream: 'stdout', text: 'orders' },
      { stream: 'stdout', text: '  tea has 2 { more: true }' },
      { stream: 'stderr', text: 'careful' },
      { stream: 'stderr', text: 'Assertion failed: not so' },
      { stream: 'stdout', text: 'default: 1' },
    ]);
  });

  test('of a table is drawn', () => {
    expect(text(call('table', [{ a: 1 }])).join('\n')).toMatch(/│ 0 +│ 1 │/u);
  });

  test('goes as deep as it is asked to', () => {
    expect(text(call('dir', { a: { b: { c: { d: 1 } } } }, { depth: 0 }))).toEqual(['{ a: [Object] }']);
  });

  test('of an error has its stack', () => {
    expect(text(call('log', new TypeError('wrong')))[0]).toBe('TypeError: wrong');
  });
});

describe('a program gets a page', () => {
  test.each([
    ["document.title = 'a';"],
    ['const w = window;'],
    ['globalThis.x = typeof window;'],
    ["localStorage.setItem('a', 'b')"],
    ["import { DocumentLoadInstrumentation } from '@opentelemetry/instrumentation-document-load';"],
    ["new BroadcastChannel('a')"],
  ])('when it says %s', (text) => {
    expect(needsPage(programExample('a', { 'a.ts': text }))).toBe(true);
  });

  test.each([
    ["console.log('the document');"],
    ['// window\n/* document\n window */'],
    ['const value = { window: 1 }; value.window;'],
    ["fetch('https://example.com/document')"],
    ["span.setAttribute('document.id', 1)"],
  ])('but not when it says %s', (text) => {
    expect(needsPage(programExample('a', { 'a.ts': text }))).toBe(false);
  });
});

describe('requests', () => {
  test.each([
    ['http://localhost:4318/v1/traces', 'http://127.0.0.1:9/run/1/v1/traces'],
    ['http://127.0.0.1:4318/v1/traces?a=b', 'http://127.0.0.1:9/run/1/v1/traces?a=b'],
    ['http://[::1]:4318/v1/logs', 'http://127.0.0.1:9/run/1/v1/logs'],
    ['http://localhost:4317/v1/traces', 'http://localhost:4317/v1/traces'],
    ['https://example.com:4318/v1/traces', 'https://example.com:4318/v1/traces'],
    ['/v1/traces', '/v1/traces'],
    ['http://', 'http://'],
  ])('to %s go to %s', (from, to) => {
    expect(redirected(from, 'http://127.0.0.1:9/run/1', 'http://127.0.0.1:8/')).toBe(to);
  });
});

describe('Chromium', () => {
  test('is where the environment says, and its version changes with it', async () => {
    const folder = await projectFolder({ chrome: 'one', other: 'another' });
    expect(findChromium(undefined, { PLAYWRIGHT_CHROMIUM: `${folder}/chrome` })).toBe(`${folder}/chrome`);
    expect(findChromium(`${folder}/other`, { PLAYWRIGHT_CHROMIUM: `${folder}/chrome` })).toBe(
      `${folder}/other`,
    );
    expect(chromiumVersion(`${folder}/chrome`)).not.toBe(chromiumVersion(`${folder}/other`));
  });

  test('that is not where it should be cannot run, and it is said how to get one', () => {
    const find = () => findChromium(undefined, { PLAYWRIGHT_CHROMIUM: '/nowhere/chrome' });
    expect(find).toThrow(CannotRun);
    expect(find).toThrow(/PLAYWRIGHT_CHROMIUM = \/nowhere\/chrome.*npx playwright install chromium/su);
    expect(chromiumVersion('/nowhere/chrome')).toBe('none');
  });
});

test('the origin knows what it was asked for', async () => {
  const origin = await openOrigin();
  try {
    origin.put('/sent/a', '', false);
    origin.put('/sent/b', '', false);
    await fetch(`http://127.0.0.1:${origin.port}/sent/a`);
    expect([origin.asked('/sent/a'), origin.asked('/sent/b')]).toEqual([true, false]);
  } finally {
    await origin.close();
  }
});
