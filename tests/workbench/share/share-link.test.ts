import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fragmentOf, maxUnpackedBytes, openFragment } from '../../../src/workbench/share/share-link.ts';
import { sharedRun, toShared } from '../../../src/workbench/share/share-run.ts';
import type { SharedLab } from '../../../src/workbench/share/shared-lab.ts';
import { arbitrarySpan } from '../../store/arbitrary-span.ts';

const shared: SharedLab = {
  title: 'A Collector of mine',
  lab: {
    services: [{ name: 'shopper', entry: 'shopper.ts', env: {} }],
    network: [],
    backend: 'jaeger',
    collector: { config: 'collector.yaml', machine: 'own', env: {} },
  },
  files: { 'shopper.ts': 'console.log("ünï");\n', 'collector.yaml': 'receivers:\n' },
  hops: [],
};

const packed = (text: string) => `#v1.${deflateRawSync(text).toString('base64url')}`;
const problemOf = async (fragment: string) => {
  const opened = await openFragment(fragment);
  return opened.ok ? '' : opened.problem;
};

describe('a share link', () => {
  test('opens exactly what it was made from', async () => {
    expect(await openFragment(await fragmentOf(shared))).toEqual({ ok: true, shared });
  });

  test('brings the spans of the last run, before and after each hop', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitrarySpan(), { maxLength: 3 }), async (spans) => {
        const hops = [{ pipeline: 'traces', index: 0, total: spans.length, spans }];
        const made = toShared(
          { ...shared, lesson: 'a/b', expectation: { checks: [] }, stored: spans, hops },
          true,
        );
        const opened = await openFragment(await fragmentOf(made));
        if (!opened.ok) throw new Error(opened.problem);
        expect(sharedRun(opened.shared)).toEqual({ stored: spans, hops });
      }),
      { numRuns: 30 },
    );
  });

  test('leaves the spans at home when asked to', () => {
    const stored = fc.sample(arbitrarySpan(), 2);
    const made = toShared(
      { ...shared, lesson: undefined, expectation: { checks: [] }, stored, hops: [] },
      false,
    );
    expect(made.stored).toBeUndefined();
  });

  test.each([
    ['', 'holds nothing'],
    ['#', 'holds nothing'],
    ['#hello', 'no version'],
    ['#v2.abc', 'of version v2; this site reads v1'],
    ['#v1.a b', 'changed on its way'],
    ['#v1.AAAA', 'not whole'],
    [packed('{'), 'no JSON'],
    [packed('{}'), 'holds no lab this site can open: title'],
    [packed('null'), 'holds no lab'],
    [packed(JSON.stringify({ ...shared, files: {} })), 'files: without shopper.ts'],
    [packed(JSON.stringify({ ...shared, files: { '../x': '' } })), 'holds no lab'],
    [packed(JSON.stringify({ ...shared, lesson: '//evil.example' })), 'lesson'],
    [packed(JSON.stringify({ ...shared, run: true })), 'holds no lab'],
  ])('%j is refused in words', async (fragment, words) => {
    expect(await problemOf(fragment)).toContain(words);
  });

  test('that was cut anywhere is refused, or is whole', async () => {
    const whole = await fragmentOf(shared);
    for (let length = 1; length < whole.length; length += 7) {
      expect(await problemOf(whole.slice(0, length))).not.toBe('');
    }
  });

  test('that unpacks without end is stopped', async () => {
    const bomb = packed(`"${'a'.repeat(maxUnpackedBytes * 20)}"`);
    expect(bomb.length).toBeLessThan(200_000);
    expect(await problemOf(bomb)).toContain('more than 4 MB');
  });

  test('holds spans that are nonsense, and opens without them', async () => {
    const opened = await openFragment(
      packed(
        JSON.stringify({
          ...shared,
          stored: { resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: 5 }] }] }] },
        }),
      ),
    );
    expect(opened.ok && sharedRun(opened.shared).stored).toEqual([]);
  });
});
