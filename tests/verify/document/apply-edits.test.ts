import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../verify/document/apply-edits.ts';
import type { DocumentEdit } from '../../../verify/model/finding.ts';

const edit = (line: number, endLine: number, text: string): DocumentEdit => ({
  file: 'a.md',
  line,
  endLine,
  text,
});

const line = fc.string({ unit: fc.constantFrom('a', ' ', '`', '>', 'é'), maxLength: 4 });
const end = fc.constantFrom('\n', '\r\n', '\r');

/** A document, and edits that touch no line twice. */
const documents = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 12 }),
    end,
    bom: fc.boolean(),
    seed: fc.array(fc.nat(3)),
  })
  .chain(({ lines, end: mark, bom, seed }) => {
    const edits: DocumentEdit[] = [];
    let next = 1;
    for (const gap of seed) {
      const from = next + gap;
      const to = from + gap - 1;
      if (to > lines.length || from > lines.length) break;
      edits.push(edit(from, to, `new ${from}${gap % 2 === 0 ? '' : '\nmore'}`));
      next = to + 2;
    }
    return fc.record({
      lines: fc.constant(lines),
      mark: fc.constant(mark),
      bom: fc.constant(bom ? '\uFEFF' : ''),
      edits: fc.shuffledSubarray(edits, { minLength: edits.length }),
    });
  });

describe('edits', () => {
  test('put whole lines in place of others, whatever their order', () => {
    fc.assert(
      fc.property(documents, ({ lines, mark, bom, edits }) => {
        const expected = [...lines];
        for (const { line: from, endLine, text } of edits.toSorted((a, b) => b.line - a.line)) {
          expected.splice(from - 1, endLine - from + 1, ...text.split('\n'));
        }
        expect(applyEdits(bom + lines.join(mark), edits)).toBe(
          bom + expected.join(lines.length > 1 ? mark : '\n'),
        );
      }),
    );
  });

  test('keep the end each line has', () => {
    expect(applyEdits('a\r\nb\nc\r\nd', [edit(2, 3, 'x\ny\nz')])).toBe('a\r\nx\ny\r\nz\r\nd');
    expect(applyEdits('a\nb', [edit(2, 2, 'x')])).toBe('a\nx');
    expect(applyEdits('a\nb\n', [edit(2, 2, 'x')])).toBe('a\nx\n');
  });

  test('insert before a line, and behind the last', () => {
    expect(applyEdits('a\nb', [edit(2, 1, 'x')])).toBe('a\nx\nb');
    expect(applyEdits('a\r\nb', [edit(3, 2, 'x')])).toBe('a\r\nb\r\nx');
  });

  test('that replace one line twice, or lines there are not, are refused', () => {
    expect(() => applyEdits('a\nb\nc', [edit(1, 2, 'x'), edit(2, 3, 'y')])).toThrow(
      'two edits replace line 2',
    );
    expect(() => applyEdits('a', [edit(2, 2, 'x')])).toThrow('a.md has 1 lines');
  });
});
