import { expect, test } from 'vitest';
import { wantsColour } from '../../../verify/reports/colours.ts';
import { createProgress } from '../../../verify/reports/progress.ts';
import { anOutcome } from '../support/an-outcome.ts';
import { aReport, sample, sampleSource } from './sample-report.ts';

function printed(given: { isTTY?: boolean; columns?: number }, env: Record<string, string> = {}) {
  const written: string[] = [];
  const output = { write: (text: string) => written.push(text), ...given };
  return { written, progress: createProgress(output, { env, source: sampleSource }) };
}

test('a terminal shows one line that changes, and takes it away before the report', () => {
  const { written, progress } = printed({ isTTY: true, columns: 80 }, { NO_COLOR: '1' });
  progress.begin(5);
  progress.running(['docs/guide.md#checkout']);
  for (const outcome of sample.outcomes) progress.outcome(outcome);
  progress.end(sample);
  expect(written.slice(0, 3)).toEqual([
    '\r\u001b[K0 of 5 · docs/guide.md#checkout',
    '\r\u001b[K1 of 5 · 1 falls short · docs/guide.md#checkout',
    '\r\u001b[K2 of 5 · 2 fall short · docs/guide.md#checkout',
  ]);
  expect(written.at(-2)).toBe('\r\u001b[K');
  expect(written.at(-1)).toMatch(/^── docs\/guide\.md\n/u);
});

test('a log gets a line for what falls short, at once, and one for each tenth', () => {
  const { written, progress } = printed({});
  progress.begin(40);
  for (let i = 0; i < 40; i++) {
    progress.outcome(
      i === 3
        ? anOutcome({
            status: 'falls-short',
            findings: [
              { rule: 'threw', message: 'Error: no', at: { file: 'docs/guide.md', line: 9, column: 2 } },
            ],
          })
        : anOutcome(),
    );
  }
  expect(written.slice(0, 3)).toEqual([
    '✗ docs/guide.md:5:1 checkout (node, embedded): Error: no\n',
    '  4 of 40 done\n',
    '  8 of 40 done\n',
  ]);
  expect(written.at(-1)).toBe('  40 of 40 done\n');
  expect(written.join('')).not.toContain('\u001b');
  progress.end(aReport());
  expect(written.at(-1)).toMatch(/✓ 0 hold/u);
});

test('colours are for terminals that have them, and for those who ask', () => {
  const terminal = { isTTY: true };
  expect(wantsColour(terminal, {})).toBe(true);
  expect(wantsColour({}, {})).toBe(false);
  expect(wantsColour(terminal, { NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(false);
  expect(wantsColour(terminal, { TERM: 'dumb' })).toBe(false);
  expect(wantsColour({}, { FORCE_COLOR: '1' })).toBe(true);
  expect(wantsColour({}, { GITHUB_ACTIONS: 'true' })).toBe(true);
});
