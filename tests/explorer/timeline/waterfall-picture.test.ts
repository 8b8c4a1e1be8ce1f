import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../src/explorer/model/columns-of.ts';
import { visibleRows } from '../../../src/explorer/model/visible-rows.ts';
import { serviceLooks } from '../../../src/explorer/timeline/row-scene.ts';
import {
  escaped,
  type WaterfallPicture,
  waterfallPicture,
} from '../../../src/explorer/timeline/waterfall-picture.ts';
import { fourSpans, lessonServices } from '../../browser/explorer/harness/lesson-spans.ts';
import { makeSpan } from '../../browser/explorer/harness/make-span.ts';
import { shopServices, shopTrace } from '../../browser/explorer/harness/shop.ts';

const colours = { background: '#fff', text: '#111', muted: '#777', line: '#ddd', bad: '#b00' };

function pictureOf(
  columns: WaterfallPicture['columns'],
  services: readonly string[],
  more: Partial<WaterfallPicture> = {},
): string {
  return waterfallPicture({
    columns,
    visible: visibleRows(columns, { collapsed: new Set(), hidden: new Set() }),
    folded: new Set(),
    part: { fromNs: 0, toNs: columns.totalNs },
    looks: serviceLooks(columns.services, services).map((look) => ({ ...look, colour: '#136ac8' })),
    colours,
    sections: undefined,
    ...more,
  });
}

/** Names of the elements, and all text, of what must be well-formed XML. */
function parsed(svg: string): { elements: string[]; text: string } {
  const elements: string[] = [];
  let text = '';
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => elements.push(tag.name));
  parser.on('text', (piece) => {
    text += piece;
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(svg).close();
  return { elements, text };
}

describe('the picture of a waterfall', () => {
  test('has a bar, a name and a duration for each row', () => {
    const { elements, text } = parsed(pictureOf(columnsOf(fourSpans()), lessonServices));
    expect(elements.filter((name) => name === 'rect').length).toBeGreaterThanOrEqual(5);
    for (const words of ['going to the grocery store', 'GET /', '4.3 ms', 'welcome message']) {
      expect(text).toContain(words);
    }
  });

  test('stops at its bound and says how many rows are left out', () => {
    const columns = columnsOf(shopTrace(3, 200));
    const { text } = parsed(pictureOf(columns, shopServices, { mostRows: 50 }));
    expect(text).toContain('150 more rows are not in this picture.');
  });

  test('shows the zoomed part alone', () => {
    const columns = columnsOf(fourSpans());
    const { text } = parsed(
      pictureOf(columns, lessonServices, { part: { fromNs: 0, toNs: columns.totalNs / 4 } }),
    );
    expect(text).toMatch(/0 ms to 3\.\d+ ms of 12/u);
  });

  test('is well-formed and holds nothing but shapes and text, whatever names say', () => {
    const allowed = new Set(['svg', 'title', 'rect', 'text', 'tspan', 'path']);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, service) => {
        const spans = [makeSpan({ service: 'x', name, spanId: '1'.repeat(16), at: 0, takes: 1 })];
        const columns = { ...columnsOf(spans), services: [service] };
        for (const element of parsed(pictureOf(columns, [])).elements) expect(allowed).toContain(element);
      }),
    );
    expect(escaped('<script>&"\u0000')).toBe('&#60;script&#62;&#38;&#34;\ufffd');
  });
});
