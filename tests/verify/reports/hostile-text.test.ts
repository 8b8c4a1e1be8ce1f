/** A report must not do anything but be read, whatever a pull request wrote into its documents. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { createProgress } from '../../../verify/reports/progress.ts';
import { renderers } from '../../../verify/reports/renderers.ts';
import type { ReportFormat } from '../../../verify/verify-arguments.ts';
import { hostile, hostileReport } from './sample-report.ts';

const report = hostileReport();
const source = () => `${hostile}\n`;
const formats = Object.keys(renderers) as ReportFormat[];
const rendered = (format: ReportFormat) => renderers[format](report, { source });

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const moves = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;

test.each(formats)('%s holds no character that a terminal would obey', (format) => {
  expect(rendered(format)).not.toMatch(moves);
});

test.each(['pretty', 'json'] as const)('%s, printed in a CI job, gives the runner no order', (format) => {
  expect(ordersIn(rendered(format))).toEqual([]);
});

test('what is printed during a run gives the runner no order', () => {
  let log = '';
  const output = { write: (text: string) => (log += text) };
  const progress = createProgress(output, { env: {}, source });
  for (const outcome of report.outcomes) progress.outcome(outcome);
  progress.end(report);
  expect(log).not.toMatch(moves);
  expect(ordersIn(log)).toEqual([]);
});

test('a live line is one line, whatever an example is called', () => {
  const written: string[] = [];
  const output = { write: (text: string) => written.push(text), isTTY: true, columns: 60 };
  const progress = createProgress(output, { env: {} });
  for (const outcome of report.outcomes) progress.outcome(outcome);
  for (const line of written) {
    expect(line.slice(0, 4)).toBe('\r\u001b[K');
    expect(line.slice(4)).not.toMatch(moves);
    expect(line.slice(4)).not.toContain('\n');
    expect(line.length - 4).toBeLessThan(60);
  }
  expect(written).toHaveLength(report.outcomes.length);
});

describe('github', () => {
  test('the only orders are our own annotations, and they say what was found', () => {
    const orders = ordersIn(rendered('github'));
    expect(orders.map(({ name }) => name)).toEqual(['error', 'error', 'error']);
    for (const { text } of orders) {
      expect(text).toContain('::error file=/etc/passwd');
      expect(text).toContain('% %0A %25 🙂');
      expect(text.split('\n').length).toBeGreaterThan(10);
    }
    expect(orders[1]?.properties['file']).toMatch(/^docs\/.*\.md$/su);
    expect(Object.keys(orders[1]?.properties ?? {})).toEqual(['file', 'line', 'col', 'title']);
  });
});

describe('junit', () => {
  test('XML parses, and its texts are the findings’', () => {
    const parser = new SaxesParser();
    const names = new Set<string>();
    const messages: string[] = [];
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', ({ name, attributes }) => {
      names.add(name);
      if (attributes['message'] !== undefined) messages.push(attributes['message']);
    });
    parser.write(rendered('junit')).close();
    expect([...names].sort()).toEqual(['error', 'failure', 'skipped', 'testcase', 'testsuite', 'testsuites']);
    for (const message of messages) {
      expect(message).toContain('</failure></testcase>]]> & "quoted"');
      expect(message).toContain('\n::error file=');
    }
    expect(messages).toHaveLength(4);
  });
});

describe('markdown', () => {
  test('nothing of it becomes a link, an image, a heading or HTML', () => {
    const text = rendered('markdown');
    const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
    const types = new Map<string, string[]>();
    const walk = (node: { type: string; value?: unknown; children?: unknown[] }) => {
      types.set(node.type, [...(types.get(node.type) ?? []), String(node.value ?? '')]);
      for (const child of (node.children ?? []) as (typeof node)[]) walk(child);
    };
    walk(tree);
    for (const never of [
      'link',
      'image',
      'linkReference',
      'imageReference',
      'emphasis',
      'inlineCode',
      'list',
    ]) {
      expect(types.get(never)).toBeUndefined();
    }
    expect(types.get('heading')).toHaveLength(2);
    // HTML is what we wrote ourselves: tags without attributes.
    for (const html of types.get('html') ?? []) {
      expect(html.replace(/<\/?(?:details|summary|code)>/gu, '')).not.toMatch(/[<>]/u);
    }
    // As many cells as the tables' heads have.
    const rows = types.get('tableRow')?.length ?? 0;
    expect(types.get('tableCell')).toHaveLength(rows * 3);
    expect(types.get('code')?.every((code) => code.includes('```\n</details>\n````'))).toBe(true);
  });

  test('nobody is named and no issue is pointed to', () => {
    const text = rendered('markdown').replace(/```+diff\n[\s\S]*?\n```+\n/gu, '');
    const shown = text.replace(/&#(\d+);/gu, (_, code) => String.fromCharCode(Number(code)));
    expect(shown).not.toMatch(/[@#]\w/u);
  });
});

test('sarif is JSON, and a bracket makes no link', () => {
  const [run] = JSON.parse(rendered('sarif')).runs;
  for (const { message } of run.results) {
    expect(message.text).toContain('\\[click\\](javascript:alert(1))');
  }
  expect(run.results).toHaveLength(2);
});

interface Order {
  name: string;
  properties: Record<string, string>;
  text: string;
}

/** Reads a log as GitHub's runner does: `::name key=value,…::text` after spaces, `##[name …]text` anywhere. */
function ordersIn(log: string): Order[] {
  return log.split(/\r\n|\n|\r/u).flatMap((line) => {
    const old = /##(?:vso)?\[([a-z]+)/u.exec(line);
    if (old !== null) return [{ name: old[1] ?? '', properties: {}, text: line }];
    const order = /^::([^:\s]+)(?: (.*?))?::(.*)$/su.exec(line.trimStart());
    if (order === null) return [];
    const [, name = '', words = '', text = ''] = order;
    const properties = words.split(',').map((word) => {
      const [key = '', ...value] = word.split('=');
      return [key, unescaped(value.join('='))];
    });
    return [{ name, properties: Object.fromEntries(properties), text: unescaped(text) }];
  });
}

function unescaped(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
