import { describe, expect, test } from 'vitest';
import { verifyArguments } from '../../verify/verify-arguments.ts';

describe('the arguments of spanlab verify', () => {
  test('are all optional', () => {
    expect(verifyArguments([])).toEqual({
      globs: [],
      watch: false,
      update: false,
      force: false,
      list: false,
      failFast: false,
      updateBaseline: false,
      reports: [],
    });
  });

  test('are read', () => {
    const given = verifyArguments(
      (
        'docs/*.md --runtime node,chromium --backend url --otlp http://localhost:4318/ --jaeger http://j:16686 ' +
        '--sdk 2 --jobs 3 --shard 2/5 --fail-fast --timeout 1.5s --no-cache --baseline known.json ' +
        '--require-coverage 80% --config other.config.ts --report pretty,json=out.json --report sarif=out.sarif'
      ).split(' '),
    );
    expect(given).toMatchObject({
      globs: ['docs/*.md'],
      runtimes: ['node', 'chromium'],
      backend: 'url',
      otlp: 'http://localhost:4318',
      jaeger: 'http://j:16686',
      jobs: 3,
      shard: { index: 2, count: 5 },
      failFast: true,
      timeoutMs: 1500,
      cache: false,
      baseline: 'known.json',
      requireCoverage: 80,
      config: 'other.config.ts',
      reports: [
        { format: 'pretty' },
        { format: 'json', file: 'out.json' },
        { format: 'sarif', file: 'out.sarif' },
      ],
    });
  });

  test.each([
    ['--runtme node', 'found --runtme, did you mean --runtime?'],
    ['--no-cahce', 'found --cahce, did you mean --cache?'],
    ['--colour', 'found --colour, allowed: --runtime, '],
    ['--runtime firefox', 'found --runtime "firefox", allowed: node, chromium'],
    ['--runtime nod', 'did you mean node?'],
    ['--backend docker', 'found --backend "docker", allowed: embedded, containers, url'],
    ['--sdk 3', 'version 3 of the OpenTelemetry SDK is not there yet, allowed: 2'],
    ['--sdk 1', 'found --sdk 1, allowed: 2'],
    ['--jobs 0', 'found --jobs "0", allowed: a whole number from 1 to 256'],
    ['--shard 3/2', 'found --shard 3/2, allowed: which of how many'],
    ['--timeout soon', 'found --timeout "soon", allowed: a length of time'],
    ['--require-coverage 120', 'found --require-coverage "120", allowed: 0% to 100%'],
    ['--otlp localhost', 'found --otlp "localhost", allowed: an address'],
    ['--report html', 'found --report "html", allowed: pretty, json'],
    ['--report json=', 'found --report json=, expected a file after the ='],
    ['--report json=a,sarif=a', 'found two reports to a, allowed: one'],
    ['--report pretty,json', '--report pretty,json=FILE'],
    ['--update-baseline --filter x', 'found --update-baseline beside --filter or --shard'],
    ['--watch --list', 'found --watch beside --list'],
    ['--filter', "Option '--filter <value>' argument missing"],
  ])('are not %s', (line, words) => {
    expect(() => verifyArguments(line.split(' '))).toThrow(words);
  });
});
