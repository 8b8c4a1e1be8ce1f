import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type ConventionBook,
  openBook,
  type PublishedConventions,
} from '../../../src/explorer/span/conventions/convention.ts';
import { docBlocks, docParts, plainDoc } from '../../../src/explorer/span/conventions/doc-text.ts';
import { readComment, readConventions } from '../../../tools/build-conventions.ts';

let published: PublishedConventions;
let book: ConventionBook;
beforeAll(async () => {
  published = await readConventions();
  book = openBook(published);
});

describe('the published conventions', () => {
  test('are those of the package that lessons import, with its version', () => {
    const { dependencies } = JSON.parse(
      readFileSync(new URL('../../../sandbox/vendor/sdk2/package.json', import.meta.url), 'utf8'),
    );
    expect(published.package).toBe('@opentelemetry/semantic-conventions');
    expect(published.version).toBe(dependencies['@opentelemetry/semantic-conventions']);
    expect(Object.keys(published.attributes).length).toBeGreaterThan(900);
  });

  test('say what an attribute means, with examples, and that it is stable', () => {
    expect(book.find('http.route')).toMatchObject({ stability: 'stable' });
    expect(book.find('http.route')?.brief).toMatch(/^The matched route/u);
    expect(book.find('http.route')?.examples?.length).toBeGreaterThan(0);
    expect(book.find('http.route')?.note).toContain('**MUST NOT**');
  });

  test('say what was replaced, and by what', () => {
    expect(book.find('http.url')).toMatchObject({
      deprecated: 'Replaced by `url.full`.',
      stability: 'experimental',
    });
    expect(book.find('url.full')?.deprecated).toBeUndefined();
  });

  test('know the well-known values of an attribute', () => {
    expect(book.value('http.request.method', 'GET')?.brief).toBe('GET method.');
    expect(book.value('db.system', 'cache')?.deprecated).toContain('intersystems_cache');
    expect(book.value('http.request.method', 'BREW')).toBeUndefined();
  });

  test('know attributes that are made from a beginning and a name', () => {
    expect(book.find('http.request.header.content-type')?.brief).toMatch(/^HTTP request headers/u);
    expect(book.find('http.request.header.')).toBeUndefined();
    expect(book.find('http.request.header')).toBeUndefined();
  });

  test('know nothing of names that every object has', () => {
    for (const key of ['constructor', '__proto__', 'toString', '']) expect(book.find(key)).toBeUndefined();
    expect(book.value('http.request.method', 'constructor')).toBeUndefined();
  });

  test('are all described, and every text of theirs is read', () => {
    for (const [key, { brief, note = '' }] of Object.entries(published.attributes)) {
      expect(brief, key).not.toBe('');
      expect(brief, key).not.toContain('{@link');
      expect(docBlocks(brief).length, key).toBeGreaterThan(0);
      expect(plainDoc(note).length, key).toBeLessThanOrEqual(note.length);
    }
  });
});

describe('a comment', () => {
  test('is its text and its tags, each with its lines', () => {
    const written =
      '/**\n * A key.\n *\n * @example one\n * @example two\n *\n * @note First\n *   - item\n */';
    expect(readComment(written)).toEqual({
      text: 'A key.',
      tags: [
        { name: 'example', text: 'one' },
        { name: 'example', text: 'two' },
        { name: 'note', text: 'First\n  - item' },
      ],
    });
  });
});

describe('a text of the conventions', () => {
  test('has paragraphs and items, code, bold and links', () => {
    expect(
      docBlocks('Use `url.full`:\n\n  - **MUST** see [the\n    list](https://example.com/list)'),
    ).toEqual([
      {
        type: 'paragraph',
        parts: [
          { type: 'text', text: 'Use ' },
          { type: 'code', text: 'url.full' },
          { type: 'text', text: ':' },
        ],
      },
      {
        type: 'item',
        parts: [
          { type: 'strong', text: 'MUST' },
          { type: 'text', text: ' see ' },
          { type: 'link', text: 'the list', href: 'https://example.com/list' },
        ],
      },
    ]);
  });

  test('links to https alone', () => {
    for (const href of ['javascript:alert(1)', 'http://example.com', 'process.md', 'data:text/html,x']) {
      expect(docParts(`[here](${href})`).every(({ type }) => type !== 'link')).toBe(true);
    }
  });

  test('whatever it is, nothing of its words is lost', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z `*[\]()\n.-]{0,200}$/u), (text) => {
        const read = docBlocks(text)
          .flatMap(({ parts }) => parts.map((part) => part.text + (part.type === 'link' ? part.href : '')))
          .join('');
        const words = text.replaceAll(/\]\([^)]*\)/gu, '').match(/[a-z]+/gu) ?? [];
        for (const word of words) expect(read).toContain(word);
      }),
    );
  });
});
