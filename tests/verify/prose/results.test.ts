import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../verify/document/apply-edits.ts';
import type { Outcome } from '../../../verify/model/outcome.ts';
import { bindResults } from '../../../verify/prose/bind-results.ts';
import { anOutcome } from '../support/an-outcome.ts';
import { documentsIn, folderOf } from './prose-folder.ts';

const block = '```ts verify=checkout\nexport {};\n```\n';
const results = {
  'checkout.spans': '4',
  'checkout.stdout': 'paid 12 <€> *now*',
  'checkout.tree':
    'going  shopper\n├─ GET  CLIENT  shopper\n│  └─ GET /  SERVER  store\n└─ paying  shopper  ERROR',
};

async function bound(
  text: string,
  { file = 'guide.md', ...given }: { file?: string; outcomes?: Outcome[] } = {},
) {
  const whole = `${text}\n${block}`;
  const folder = await folderOf({ [file]: whole });
  const [document] = await documentsIn(folder, [file]);
  if (document === undefined) throw new Error('no document');
  const outcome = anOutcome({ id: `${file}#checkout`, at: { file, line: 1, column: 1 }, results });
  const { findings, edits } = await bindResults(document, given.outcomes ?? [outcome]);
  return {
    says: findings.map(
      ({ at, message }) => `${at.line}:${at.column}-${at.endLine}:${at.endColumn} ${message}`,
    ),
    findings,
    updated: applyEdits(whole, edits).slice(0, -block.length - 1),
  };
}

describe('in Markdown', () => {
  test('a value that is what the run gave is no finding', async () => {
    const { says } = await bound(
      'It sends <!-- result checkout.spans -->4<!-- /result --> spans, <!-- result checkout.spans --> `4` <!-- /result -->.',
    );
    expect(says).toEqual([]);
  });

  test('another value is one, at its place, and is mended', async () => {
    const { says, updated } = await bound(
      'Text\nIt sends <!-- result checkout.spans -->3<!-- /result --> and\n`<!-- result checkout.spans -->3<!-- /result -->` is code.',
    );
    expect(says).toEqual(['2:10-2:57 Found 3 for checkout.spans, but the run gave 4.']);
    expect(updated).toBe(
      'Text\nIt sends <!-- result checkout.spans -->4<!-- /result --> and\n`<!-- result checkout.spans -->3<!-- /result -->` is code.',
    );
  });

  test('a value cannot become Markdown of its own, and holds once it is written', async () => {
    const { updated } = await bound(
      '<!-- result checkout.stdout -->x<!-- /result --> and <!-- result checkout.spans -->x<!-- /result -->',
    );
    expect(updated).toBe(
      '<!-- result checkout.stdout -->paid 12 \\<€\\> \\*now\\*<!-- /result --> and <!-- result checkout.spans -->4<!-- /result -->',
    );
    expect((await bound(updated)).says).toEqual([]);
  });

  test('a key may have spaces, as names of spans do', async () => {
    const outcome = anOutcome({
      id: 'guide.md#shop',
      at: { file: 'guide.md', line: 1, column: 1 },
      results: { 'shop.span.sell cheese.amount': '3' },
    });
    const text =
      '<!-- result shop.span.sell cheese.amount -->999<!-- /result --> <!-- result shop.span.sell milk.amount -->1<!-- /result -->';
    const { says, updated } = await bound(text, { outcomes: [outcome] });
    expect(says).toEqual([
      '1:1-1:64 Found 999 for shop.span.sell cheese.amount, but the run gave 3.',
      '1:65-1:124 Found shop.span.sell milk.amount, which no run of this document gives. Did you mean shop.span.sell cheese.amount?',
    ]);
    expect(updated).toBe(text.replace('999', '3'));
  });

  test('marks that are nearly ours are told, and other comments are not', async () => {
    const { says } = await bound(
      '<!-- Result checkout.spans -->3<!-- /result --> <!-- result: checkout.spans -->3<!-- /Result -->',
    );
    expect(says).toEqual([
      '1:1-1:31 Found <!-- Result checkout.spans -->, expected <!-- result checkout.spans -->.',
      '1:49-1:80 Found <!-- result: checkout.spans -->, expected <!-- result checkout.spans -->.',
    ]);
    expect((await bound('<!-- result of the poll: none -->')).says).toEqual([]);
  });

  test('a tree in a block is compared and rewritten as a whole', async () => {
    const text = '<!-- result checkout.tree -->\n\n```text\ngoing  shopper\n```\n\n<!-- /result -->';
    const { says, findings, updated } = await bound(text);
    expect(says).toEqual(['1:1-7:17 What is shown for checkout.tree is not what the run gave.']);
    expect(findings[0]?.detail).toContain('+ │  └─ GET /  SERVER  store');
    expect(updated).toBe(
      `<!-- result checkout.tree -->\n\n\`\`\`text\n${results['checkout.tree']}\n\`\`\`\n\n<!-- /result -->`,
    );
    expect((await bound(updated)).says).toEqual([]);
  });

  test('a mark that is never closed is a finding', async () => {
    const { says } = await bound('It sends <!-- result checkout.spans -->4 spans.');
    expect(says).toEqual([
      '1:10-1:40 Found <!-- result checkout.spans -->, which nothing closes. Write <!-- /result --> after the value.',
    ]);
  });
});

describe('in MDX', () => {
  const file = 'lesson.mdx';

  test('a value in a sentence is held and mended; two in a line in one go', async () => {
    const text =
      'It sends <Result of="checkout.spans">3</Result> spans, really **<Result of="checkout.spans">5</Result>**.';
    const { says, updated } = await bound(text, { file });
    expect(says).toEqual([
      '1:10-1:48 Found 3 for checkout.spans, but the run gave 4.',
      '1:65-1:103 Found 5 for checkout.spans, but the run gave 4.',
    ]);
    expect(updated).toBe(text.replaceAll(/>[35]</gu, '>4<'));
  });

  test('one that shows nothing yet is filled', async () => {
    const { updated } = await bound(
      'It sends <Result of="checkout.spans" /> and <Result of="checkout.spans"></Result>.',
      { file },
    );
    expect(updated).toBe(
      'It sends <Result of="checkout.spans">4</Result> and <Result of="checkout.spans">4</Result>.',
    );
    expect((await bound(updated, { file })).says).toEqual([]);
  });

  const drawn = `<Diagram
  of="checkout"
  spans={[
    {
      name: 'going',
      service: 'shopper',
      children: [
        {
          name: 'GET',
          service: 'shopper',
          kind: 'CLIENT',
          children: [
            { name: 'GET /', service: 'store', kind: 'SERVER' },
          ],
        },
        { name: 'paying', service: 'shopper' },
      ],
    },
  ]}
  caption="Four spans."
/>`;

  test('a tree that is drawn as it ran is no finding', async () => {
    expect((await bound(drawn, { file })).says).toEqual([]);
  });

  test('one that is drawn otherwise is redrawn, and its caption stays', async () => {
    const { says, updated } = await bound(
      drawn
        .replace("kind: 'SERVER'", "kind: 'CLIENT'")
        .replace("        { name: 'paying', service: 'shopper' },\n", ''),
      { file },
    );
    expect(says).toEqual(['1:1-20:3 What is shown for checkout.tree is not what the run gave.']);
    expect(updated).toBe(drawn);
  });

  test('a drawing that is worked out cannot be held', async () => {
    const { says } = await bound('<Diagram of="checkout" spans={[...all]} />', { file });
    expect(says).toEqual([expect.stringContaining('Found spans={…} that is worked out')]);
  });
});

describe('what is not known', () => {
  test('a key that nothing gives is told, with the nearest', async () => {
    const { says } = await bound(
      '<!-- result chekout.spans -->4<!-- /result --> <!-- result checkout.spam -->4<!-- /result -->',
    );
    expect(says).toEqual([
      '1:1-1:47 Found chekout.spans, which no run of this document gives. Did you mean checkout.spans?',
      '1:48-1:94 Found checkout.spam, which no run of this document gives. Did you mean checkout.spans?',
    ]);
  });

  test('what there is stands in the detail, the nearest first; the message is the same on every run', async () => {
    const at = { file: 'guide.md', line: 1, column: 1 };
    const others = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`other.stdout.${i}`, '']));
    const outcomes = [
      anOutcome({ id: 'guide.md#other', at, results: others }),
      anOutcome({ id: 'guide.md#checkout', at, results }),
    ];
    const { findings } = await bound('<!-- result checkout.nothing -->4<!-- /result -->', { outcomes });
    expect(findings[0]?.message).toBe('Found checkout.nothing, which no run of this document gives.');
    expect(findings[0]?.detail?.split('\n').slice(0, 5)).toEqual([
      'There are:',
      '  checkout.spans',
      '  checkout.stdout',
      '  checkout.tree',
      '  other.stdout.0',
    ]);
  });

  test('what was not run this time, was skipped or was cut short is left alone', async () => {
    const text = '<!-- result checkout.spans -->3<!-- /result -->';
    const at = { file: 'guide.md', line: 1, column: 1 };
    const outcome = anOutcome({ at, results });
    const threw = { rule: 'threw', message: 'Error', at } as const;
    expect((await bound(text, { outcomes: [] })).says).toEqual([]);
    expect(
      (
        await bound(text, {
          outcomes: [{ ...outcome, id: 'guide.md#checkout', status: 'skipped', results: {} }],
        })
      ).says,
    ).toEqual([]);
    expect(
      (
        await bound(text, {
          outcomes: [{ ...outcome, id: 'guide.md#checkout', status: 'falls-short', findings: [threw] }],
        })
      ).says,
    ).toEqual([]);
    expect((await bound(text, { outcomes: [{ ...outcome, id: 'guide.md#checkout' }] })).says).toHaveLength(1);
  });

  test('when runtimes differ, that is said, and nothing is written', async () => {
    const text = '<!-- result checkout.spans -->4<!-- /result -->';
    const at = { file: 'guide.md', line: 1, column: 1 };
    const outcomes = [
      anOutcome({ id: 'guide.md#checkout', at, results }),
      anOutcome({ id: 'guide.md#checkout', at, runtime: 'chromium', results: { 'checkout.spans': '5' } }),
    ];
    const { says, updated } = await bound(text, { outcomes });
    expect(says).toEqual([
      '1:1-1:48 Found 4 for checkout.spans, but the runs differ: 4 in node, embedded; 5 in chromium, embedded. Show what they have in common, or run the example in one runtime.',
    ]);
    expect(updated).toBe(text);
  });
});
