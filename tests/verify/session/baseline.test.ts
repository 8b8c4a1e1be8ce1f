import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../verify/model/finding.ts';
import type { Outcome } from '../../../verify/model/outcome.ts';
import { formatBaseline, openBaseline, parseBaseline } from '../../../verify/session/baseline.ts';
import { anOutcome } from '../support/an-outcome.ts';

const finding = (message: string, line = 3): Finding => ({
  rule: 'output',
  message,
  at: { file: 'docs/guide.md', line, column: 1 },
});

function outcome(findings: Finding[], more: Partial<Outcome> = {}): Outcome {
  const status = findings.length === 0 ? 'holds' : 'falls-short';
  return anOutcome({ id: 'docs/guide.md#2', title: 'Guide', status, findings, ...more });
}

/** The entries a session with these outcomes would write. */
function written(...outcomes: Outcome[]) {
  const baseline = openBaseline([]);
  for (const each of outcomes) baseline.know(each);
  return parseBaseline(formatBaseline(baseline.entries()), 'baseline.json');
}

describe('a baseline', () => {
  test('knows what it was written of, though text has moved and other examples stand above', () => {
    const known = openBaseline(written(outcome([finding('found 2, expected 3', 3)])));
    const moved = outcome([finding('found 2, expected 3', 80)], { id: 'docs/guide.md#5' });
    expect(known.know(moved)).toMatchObject({ status: 'known', note: '1 finding is in the baseline' });
  });

  test('leaves a finding that is new, beside one that is known', () => {
    const known = openBaseline(written(outcome([finding('old')])));
    const fresh = finding('new');
    expect(known.know(outcome([finding('old'), fresh]))).toMatchObject({
      status: 'falls-short',
      findings: [fresh],
    });
  });

  test('counts: a second finding of the same words is new, the same one in another runtime is not', () => {
    const known = openBaseline(written(outcome([finding('same')])));
    expect(known.know(outcome([finding('same')], { runtime: 'chromium' })).status).toBe('known');
    expect(known.know(outcome([finding('same', 3), finding('same', 9)])).findings).toHaveLength(1);
  });

  test('does not mind ids, times, positions and ports in a message', () => {
    const before = `timed out after 10 s at http://127.0.0.1:40123, trace ${'a'.repeat(32)}, line 4`;
    const after = `timed out after 9.8 s at http://127.0.0.1:33999, trace ${'b'.repeat(32)}, line 14`;
    const known = openBaseline(written(outcome([finding(before)])));
    expect(known.know(outcome([finding(after)])).status).toBe('known');
    expect(known.know(outcome([finding(after.replace('timed out', 'threw'))])).status).toBe('falls-short');
  });

  test('tells examples with a name apart', () => {
    const known = openBaseline(written(outcome([finding('x')], { id: 'docs/guide.md#checkout' })));
    expect(known.know(outcome([finding('x')], { id: 'docs/guide.md#cart' })).status).toBe('falls-short');
  });

  test('names what has been mended, in documents that were read', () => {
    const known = openBaseline(written(outcome([finding('a'), finding('b')])));
    known.know(outcome([finding('a')]));
    expect(known.mended(new Set(['docs/guide.md']))).toMatchObject([{ says: 'b' }]);
    expect(known.mended(new Set(['docs/other.md']))).toEqual([]);
  });

  test('parts findings of prose in two', () => {
    const writing = openBaseline([]);
    writing.sift([finding('a broken link')]);
    const { fresh, known } = openBaseline(writing.entries()).sift([
      finding('a broken link'),
      finding('another'),
    ]);
    expect(known).toEqual([finding('a broken link')]);
    expect(fresh).toEqual([finding('another')]);
  });

  test.each([
    ['{', 'is no JSON'],
    ['[]', 'is no baseline'],
    ['{ "findings": [{ "document": "a.md" }] }', 'is no baseline'],
  ])('is not %s', (text, words) => {
    expect(() => parseBaseline(text, 'known.json')).toThrow(`known.json ${words}`);
  });
});
