import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import {
  fragmentOf,
  maxUnpackedBytes,
  openFragment,
  safeFragmentOf,
} from '../../../src/workbench/share/share-link.ts';
import { sharedRun, toShared } from '../../../src/workbench/share/share-run.ts';
import type { SharedLab } from '../../../src/workbench/share/shared-lab.ts';
import { sharedLesson } from '../../../src/workbench/share/shared-lesson.ts';
import { editFile, newSession } from '../../../src/workbench/state/session.ts';
import { loadSession, saveSession } from '../../../src/workbench/state/session-storage.ts';
import { arbitrarySpan } from '../../store/arbitrary-span.ts';
import { span } from '../run-events.ts';

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
const bare = { ...shared, lesson: undefined, expectation: { checks: [] }, stored: [], hops: [] };
/** Expected children within children: a text of 600 kB, a link of a few. */
const nested = `${'{"children":['.repeat(20_000)}{}${']}'.repeat(20_000)}`;
const deep = packed(
  JSON.stringify({ ...shared, expectation: { checks: [{ check: 'x', spans: ['here'] }] } }).replace(
    '"here"',
    nested,
  ),
);
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

  test('takes whole traces along, from the last one back', () => {
    const trace = (traceId: string, count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...span(`${traceId}-${index}`), traceId }));
    const of = (...stored: Span[]) => {
      const { stored: run } = sharedRun(toShared({ ...bare, stored }, true));
      return run.map(({ traceId }) => Number.parseInt(traceId, 16));
    };
    const id = (number: number) => number.toString(16).padStart(32, '0');
    expect(new Set(of(...trace(id(1), 30), ...trace(id(2), 30), ...trace(id(3), 20)))).toEqual(
      new Set([2, 3]),
    );
    expect(of(...trace(id(1), 5), ...trace(id(2), 80))).toEqual(Array.from({ length: 80 }, () => 2));
  });

  test('takes the first 2,000 characters of a long text along', () => {
    const value = 'x'.repeat(3_000);
    const stored = [{ ...span('0000000000000001'), attributes: [{ key: 'all', value: [value] }] }];
    const [found] = sharedRun(toShared({ ...bare, stored }, true)).stored;
    expect(found?.attributes).toEqual([{ key: 'all', value: [`${'x'.repeat(1_999)}…`] }]);
  });

  test('that is handed out can be opened, whatever the Collector’s pipelines are', async () => {
    const hop = { index: 0, total: 1, spans: [span('0000000000000001')] };
    const hops = [
      { ...hop, pipeline: `traces/${'x'.repeat(300)}` },
      ...Array.from({ length: 150 }, (_, index) => ({ ...hop, pipeline: `traces/${index}` })),
    ];
    const made = toShared({ ...bare, title: 'x'.repeat(300), hops }, true);
    expect(made.hops).toHaveLength(100);
    expect(await safeFragmentOf(made)).toMatchObject({ ok: true });
  });

  test('that nobody could open is not handed out', async () => {
    const files = { ...shared.files, 'more.ts': 'a'.repeat(1_999_999), 'less.ts': '\n'.repeat(1_500_000) };
    expect(await safeFragmentOf({ ...shared, files })).toMatchObject({
      ok: false,
      problem: expect.stringContaining('more than 4 MB'),
    });
  });

  test('keeps what is changed in it apart from what is changed in another', async () => {
    const kept = new Map<string, string>();
    const tab = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    const [a, b] = [shared, { ...shared, files: { ...shared.files, 'shopper.ts': 'another();\n' } }];
    const [lessonA, lessonB] = [sharedLesson(a, await fragmentOf(a)), sharedLesson(b, await fragmentOf(b))];
    const edited = editFile(newSession(), lessonA.exercises.main, 'shopper.ts', 'mine();\n');
    expect(saveSession(tab, lessonA.slug, edited)).toBe(true);
    expect(loadSession(tab, lessonB.slug)).toBeUndefined();
    expect(loadSession(tab, sharedLesson(a, await fragmentOf(a)).slug)).toEqual(edited);
    expect(lessonA.slug).not.toContain('/');
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
    [deep, 'nested too deeply'],
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
