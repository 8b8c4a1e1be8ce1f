import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../../verify/session/filter.ts';
import { localImports } from '../../../verify/session/local-imports.ts';
import { nothingFits, nothingToDo, type PlanSettings, plan } from '../../../verify/session/plan.ts';
import { parseShard, shardOf } from '../../../verify/session/shard.ts';
import { data, documentOf, program, shell } from './examples.ts';

const settings: PlanSettings = {
  runtimes: ['node'],
  runtimesAsked: false,
  backend: 'embedded',
  today: '2026-11-21',
};
const keys = (steps: ReturnType<typeof plan>) => steps.map(({ key }) => key.replace('docs/guide.md#', ''));

describe('a plan', () => {
  test('has every program in every runtime, and what has no runtime once', () => {
    const documents = [documentOf(program('a'), shell('b'), data('c')), documentOf(program('d'))];
    const steps = plan(documents, { ...settings, runtimes: ['node', 'chromium'] });
    expect(keys(steps)).toEqual(['a@node', 'a@chromium', 'b', 'c', 'd@node', 'd@chromium']);
    expect(steps[2]).not.toHaveProperty('backend');
  });

  test('lets an example say where it runs, unless it was asked for runtimes', () => {
    const documents = [documentOf(program('page', { options: { runtimes: ['chromium'] } }))];
    expect(keys(plan(documents, settings))).toEqual(['page@chromium']);
    expect(plan(documents, { ...settings, runtimesAsked: true })).toMatchObject([
      { key: 'docs/guide.md#page', skipped: 'runs in chromium, and this was node' },
    ]);
  });

  test('runs no program that is only to be checked for types, or must not compile', () => {
    const at = { file: 'docs/guide.md', line: 9, column: 1 };
    const documents = [
      documentOf(
        program('types', { options: { noRun: true } }),
        program('broken', { error: { pattern: "TS2345: Argument of type 'string' [..]", at } }),
      ),
    ];
    const steps = plan(documents, { ...settings, runtimes: ['node', 'chromium'] });
    expect(keys(steps)).toEqual(['types', 'broken']);
  });

  test('leaves an example out up to the day its skip names, and says so when it has ended', () => {
    const at = { file: 'docs/guide.md', line: 4, column: 12 };
    const skip = { until: '2026-11-21', reason: 'waits for #12', at };
    const documents = [documentOf(program('a', { options: { skip } }))];
    expect(plan(documents, settings)).toMatchObject([{ skipped: 'waits for #12 (until 2026-11-21)' }]);
    const [step] = plan(documents, { ...settings, today: '2026-11-22' });
    expect(step?.skipped).toBeUndefined();
    expect(step?.findings).toMatchObject([
      { rule: 'skip-expired', at, message: expect.stringContaining('ended on 2026-11-21 (waits for #12)') },
    ]);
  });

  test.each([
    ['const exporter = new OTLPTraceExporter({ url: "http://localhost:4318/v1/traces" });'],
    ["connect('127.0.0.1', 4317)".replace("', ", ':').replace(')', "')")],
    ['connect({ host: "localhost", port: 4318 })'],
    ["import { NodeSDK } from '@opentelemetry/sdk-node';"],
    ["await import('@opentelemetry/auto-instrumentations-node/register');"],
    ["import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';"],
  ])('keeps apart, in Node, %s', (text) => {
    const steps = plan([documentOf(program('a', { text }))], { ...settings, runtimes: ['node', 'chromium'] });
    expect(steps.map(({ alone }) => alone)).toEqual([true, false]);
  });

  test.each([
    ['// It sends to http://localhost:4318 by default.'],
    ['/* import "@opentelemetry/sdk-node" */'],
    ['fetch("http://localhost:8080/4318")'],
    ["import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';"],
  ])('lets run with others %s', (text) => {
    expect(plan([documentOf(program('a', { text }))], settings)).toMatchObject([{ alone: false }]);
  });

  test('sees an address behind a string that looks like a comment', () => {
    const text = 'const glob = "src/*.ts"; fetch("http://localhost:4318/v1/traces"); // */';
    expect(plan([documentOf(program('a', { text }))], settings)).toMatchObject([{ alone: true }]);
  });

  test.each([
    ["fetch('http://localhost:4318')", true],
    ["import '@opentelemetry/exporter-trace-otlp-grpc';", true],
    ["import { NodeSDK } from '@opentelemetry/sdk-node';", false],
  ])('knows that of those apart %s needs the ports: %s', (text, needsPorts) => {
    expect(plan([documentOf(program('a', { text }))], settings)).toMatchObject([{ alone: true, needsPorts }]);
  });

  test('reads the files of the project an example imports, too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'spanlab-plan-'));
    try {
      await writeFile(join(folder, 'tracing.ts'), "import './exporter.js';");
      await writeFile(
        join(folder, 'exporter.ts'),
        "new Exporter({ url: 'http://localhost:4318/v1/traces' });",
      );
      const document = join(folder, 'README.md');
      const examples = [
        program('a', { document, text: "import './tracing';" }),
        program('b', { document, text: "import './nowhere.ts';" }),
      ];
      const steps = plan([documentOf(...examples)], { ...settings, importedBy: localImports });
      expect(steps.map(({ needsPorts }) => needsPorts)).toEqual([true, false]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('says so when no example fits what was asked for', () => {
    const inChromium = program('a', { options: { runtimes: ['chromium'] } });
    const skip = { until: '2999-01-01', reason: 'later', at: inChromium.at };
    const later = program('b', { options: { skip } });
    const said = (...examples: ReturnType<typeof program>[]) =>
      nothingFits(plan([documentOf(...examples)], { ...settings, runtimes: ['node'], runtimesAsked: true }));
    expect(said(inChromium, later)).toMatch(
      /^Nothing was run: of 2 examples none fits .* docs\/guide\.md#a runs in chromium/u,
    );
    expect(said(later)).toBeUndefined();
    expect(said(inChromium, program('c'))).toBeUndefined();
  });

  test('takes what a filter matches, by id or title, as text or as a regular expression', () => {
    const documents = [documentOf(program('checkout'), program('cart', { title: 'Paying' }), program('x'))];
    const filtered = (filter: string) => keys(plan(documents, { ...settings, filter: parseFilter(filter) }));
    expect(filtered('CHECK')).toEqual(['checkout@node']);
    expect(filtered('pay')).toEqual(['cart@node']);
    expect(filtered('/#c/')).toEqual(['checkout@node', 'cart@node']);
    expect(filtered('/^paying$/i')).toEqual(['cart@node']);
    expect(() => parseFilter('/(/')).toThrow('found --filter /(/, expected a regular expression');
  });
});

describe('shards', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/u), { maxLength: 40 });

  test('are all there is together, nothing twice, and differ by one at most', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 7 }), (items, count) => {
        const parts = Array.from({ length: count }, (_, i) => {
          return shardOf(items, { index: i + 1, count }, (item) => item);
        });
        expect(parts.flat().sort()).toEqual([...items].sort());
        const sizes = parts.map((part) => part.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('do not depend on the order in which documents are found', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 7 }), (items, count) => {
        const shard = { index: 1, count };
        const turned = shardOf([...items].reverse(), shard, (item) => item).reverse();
        expect(turned).toEqual(shardOf(items, shard, (item) => item));
      }),
    );
  });

  test('keep the shell blocks of a document together, and an example in all its runtimes', () => {
    const documents = [documentOf(shell('1'), program('a'), shell('2'), program('b'), shell('3'))];
    const parts = [1, 2, 3].map((index) => {
      return keys(
        plan(documents, { ...settings, runtimes: ['node', 'chromium'], shard: { index, count: 3 } }),
      );
    });
    expect(parts).toContainEqual(['1', '2', '3']);
    expect(parts).toContainEqual(['a@node', 'a@chromium']);
  });

  test.each(['0/2', '3/2', '1', '1/0', 'a/b', '1/2/3'])('are not %s', (given) => {
    expect(() => parseShard(given)).toThrow(`found --shard ${given}, allowed: which of how many`);
  });
});

describe('nothing to do', () => {
  test('is a mistake when documents mark nothing', () => {
    expect(nothingToDo([documentOf()], [documentOf()], settings)).toMatch(
      /^Found nothing to verify in 1 document\. Write the word verify/u,
    );
  });

  test('is a mistake when a filter matches nothing anywhere, and none when another shard has it all', () => {
    const documents = [documentOf(program('a'))];
    const filter = parseFilter('nowhere');
    expect(nothingToDo(documents, documents, { ...settings, filter })).toMatch(
      /^--filter matches none of 1/u,
    );
    const shard = { index: 2, count: 2 };
    expect(nothingToDo(documents, documents, { ...settings, shard })).toBeUndefined();
  });
});
