import { expect, it } from 'vitest';
import { hintMark, separateHints } from '../../src/components/hints.ts';

const hint = (text: string) => `<details class="hint"><summary>${hintMark}</summary>${text}</details>`;

it('hints leave the text of a box and are numbered', () => {
  const { prose, hints } = separateHints(`<p>Do it.</p>${hint('one')}<p>Then this.</p>${hint('two')}`);
  expect(prose).toBe('<p>Do it.</p><p>Then this.</p>');
  expect(hints).toEqual([
    '<details class="hint"><summary>Hint 1 of 2</summary>one</details>',
    '<details class="hint"><summary>Hint 2 of 2</summary>two</details>',
  ]);
});

it('a single hint has no number', () => {
  expect(separateHints(hint('one')).hints[0]).toContain('<summary>Hint</summary>');
});
