import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CollectorHost } from '../../sandbox/collector/collector.ts';
import { openNodeCollector } from '../../sandbox/collector/node.ts';
import { problemsOf } from '../../sandbox/collector/problems.ts';
import { brokenConfigs, workingConfig } from './broken-configs.ts';
import { buildLimitMs, collectorFolder } from './collector-folder.ts';

describe('what the Collector itself says', () => {
  let host: CollectorHost;
  /** What `validate` has nothing against may fail when it starts. */
  const said = async (config: string): Promise<string> => {
    const start = { config, env: {} };
    const error = await host.validate(start);
    if (error !== '') return error;
    const started = await host.start(start);
    return started.ok ? '' : started.error;
  };

  beforeAll(async () => {
    const outside = { call: () => new Promise<never>(() => undefined), log: () => undefined };
    host = await openNodeCollector(
      { ...outside, progress: () => undefined, broke: () => undefined },
      await collectorFolder(),
    );
  }, buildLimitMs);
  afterAll(() => host.dispose());

  it.each(brokenConfigs.filter(({ line }) => line !== undefined))(
    'is placed where $name is',
    async ({ config, line }) => {
      const error = await said(config);
      expect(error).not.toBe('');
      const [first] = problemsOf(config, error);
      expect(config.split('\n')[(first?.line ?? 0) - 1]?.trim()).toBe(line?.trim());
    },
  );

  it('is kept in its own words', async () => {
    for (const { config } of brokenConfigs) {
      const error = await said(config);
      for (const { message } of problemsOf(config, error)) {
        for (const line of message.replace(/^yaml: /u, '').split('\n')) expect(error).toContain(line);
      }
    }
  });

  it('is nothing of a configuration that works', async () => {
    expect(problemsOf(workingConfig, await said(workingConfig))).toEqual([]);
  });

  it('is taken apart when it is about several things', async () => {
    const config = brokenConfigs.find(({ name }) => name === 'two invalid components')?.config ?? '';
    const problems = problemsOf(config, await said(config));
    expect(problems.map(({ message, line }) => [line, message.split('\n').at(-1)])).toEqual([
      [8, "'batchprocessor.Config' has invalid keys: timout"],
      [11, "'debugexporter.Config' has invalid keys: verbos"],
    ]);
  });
});

describe('placing', () => {
  it('leads to the whole entry, from key to value', () => {
    const config = 'processors:\n  batch:\n    timeout: soon # later\n';
    const error = `'processors' error reading configuration for "batch": decoding failed due to the following error(s):\n\n'timeout' time: invalid duration`;
    expect(problemsOf(config, error)).toEqual([
      {
        message: `'processors' error reading configuration for "batch":\n'timeout' time: invalid duration`,
        line: 3,
        column: 5,
        endColumn: 18,
      },
    ]);
  });

  it('leads to the receiver whose port is taken', () => {
    const config =
      'receivers:\n  otlp:\n    protocols:\n      grpc:\n        endpoint: 0.0.0.0:4317\n      http:\n        endpoint: localhost:4318\n';
    const error = 'failed to start "otlp" receiver: listen tcp 127.0.0.1:4318: bind: address already in use';
    expect(problemsOf(config, error)).toMatchObject([{ line: 7 }]);
  });

  it('goes up to what there is when a message names more', () => {
    expect(problemsOf('exporters:\n  otlp_http:\n', 'exporters::otlp_http::sending_queue: no')).toMatchObject(
      [{ line: 2 }],
    );
  });

  it('keeps words that lead nowhere, without a line', () => {
    expect(problemsOf('a: 1\n', 'something else\nand another')).toEqual([
      { message: 'something else' },
      { message: 'and another' },
    ]);
  });

  it('is bounded, however much there is to say', () => {
    const keys = Array.from({ length: 4_000 }, (_, at) => `key${at}`);
    const config = `receivers:\n  otlp:\n${keys.map((key) => `    ${key}: 1\n`).join('')}`;
    const error = `'receivers' error reading configuration for "otlp": decoding failed due to the following error(s):\n\n'' has invalid keys: ${keys.join(', ')}`;
    const problems = problemsOf(config, error);
    expect([problems.length, problems.at(-1)?.line]).toEqual([50, 52]);
    expect(Math.max(...problems.map(({ message }) => message.length))).toBeLessThan(4_100);
  });

  it('never throws, and never leaves the text, whatever the words and the text are', () => {
    const configs = fc.oneof(fc.string(), fc.constantFrom(...brokenConfigs.map(({ config }) => config)));
    const words = fc.oneof(
      fc.string(),
      fc
        .array(
          fc.constantFrom(
            "'receivers' ",
            "'a.b[0].c' ",
            'has invalid keys: x, y',
            '\n',
            'decoding failed due to the following error(s):',
            'service::pipelines::traces: ',
            '"otlp" receiver',
            'yaml: line 9999999: x',
            'references exporter "x"',
            '[traces]',
          ),
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(configs, words, (config, error) => {
        const lines = config.split('\n');
        for (const { line, column = 1, endColumn = column } of problemsOf(config, error)) {
          if (line === undefined) continue;
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual(endColumn);
          expect(endColumn).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 2);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('does not search a text that is very large, and still knows the lines the parser tells', () => {
    const config = `processors:\n${'  batch/x:\n    timeout: 1s\n'.repeat(20_000)}`;
    const message = 'processors::batch/x: timeout must be greater';
    expect(problemsOf(config.slice(0, 300_000), message)).toMatchObject([{ line: expect.any(Number) }]);
    expect(problemsOf(config, message)).toEqual([{ message }]);
    const parser = 'yaml: line 12345: mapping values are not allowed in this context';
    expect(problemsOf(config, `Error: ${parser}`)).toMatchObject([{ message: parser, line: 12_345 }]);
  });
});
