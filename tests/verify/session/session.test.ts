import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type VerifyingFolder, verifyFolder, verifyingFolder } from '../support/verify-folder.ts';

// Each starts the command, the compiler and Node as anybody would, some of them several times.
vi.setConfig({ testTimeout: 240_000 });

const fence = '```';
const tracing = `import { trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';

const exporter = new OTLPTraceExporter();
trace.setGlobalTracerProvider(
  new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
);`;
/** Sends a span, prints a line, and says so. */
const holding = `# Guide

${fence}ts verify=checkout
${tracing}
trace.getTracer('shop').startSpan('checkout').end();
console.log('paid');
${fence}

${fence}yaml expect
checks:
  - check: The checkout arrives
    spans:
      - name: checkout
${fence}

${fence}text output
paid
${fence}
`;
const prints = (name: string, printed: string, shown = printed) => `${fence}ts verify=${name}
console.log(${JSON.stringify(printed)});
${fence}

${fence}text output
${shown}
${fence}

`;

const statuses = ({ report }: Awaited<ReturnType<typeof verifyFolder>>) =>
  Object.fromEntries(report.outcomes.map(({ id, status }) => [id.replace('README.md#', ''), status]));
const rules = ({ report }: Awaited<ReturnType<typeof verifyFolder>>) => [
  ...report.findings.map(({ rule, at }) => `${rule} ${at.file}:${at.line}`),
  ...report.outcomes.flatMap(({ findings }) =>
    findings.map(({ rule, at }) => `${rule} ${at.file}:${at.line}`),
  ),
];

describe('spanlab verify', () => {
  test('ends with 0 when a README holds: types, run, output and spans', async () => {
    const verified = await verifyFolder({ 'README.md': holding });
    expect(verified.report.outcomes).toMatchObject([
      { id: 'README.md#checkout', status: 'holds', runtime: 'node', backend: 'embedded', findings: [] },
    ]);
    expect([...(verified.report.outcomes[0]?.held ?? [])].sort()).toEqual([
      'output',
      'run',
      'spans',
      'types',
    ]);
    expect(verified).toMatchObject({ exitCode: 0, stderr: '', report: { problems: [] } });
  });

  test('ends with 1 when something falls short, and still runs the rest', async () => {
    const broken = `${prints('good', 'a')}${prints('bad', 'b', 'c')}${fence}ts verify=wrong\nconst n: number = 'x';\n${fence}\n`;
    const verified = await verifyFolder({ 'README.md': broken, 'other.md': prints('fine', 'd') });
    expect(verified.exitCode).toBe(1);
    expect(statuses(verified)).toEqual({
      good: 'holds',
      bad: 'falls-short',
      wrong: 'falls-short',
      'other.md#fine': 'holds',
    });
    expect(rules(verified)).toEqual(['output README.md:14', 'type-error README.md:18']);
  });

  test('ends with 2 when there is nothing to verify, and says what to write', async () => {
    const verified = await verifyFolder({ 'README.md': `${fence}ts\nlet a = 1;\n${fence}\n` });
    expect(verified.exitCode).toBe(2);
    expect(verified.report.problems).toEqual([
      expect.stringContaining('Found nothing to verify in 1 document'),
    ]);
  });

  test.each([
    [['--runtme', 'node'], 'did you mean --runtime?'],
    [['nowhere.md'], 'nowhere.md'],
    [['--config', 'nowhere.ts'], 'nowhere.ts'],
    [['--baseline', 'nowhere.json'], 'There is no baseline nowhere.json'],
    [['--backend', 'url'], '--otlp'],
  ])('ends with 2 when asked for %j', async (args, words) => {
    const { exitCode, stderr, stdout } = await verifyFolder({ 'README.md': holding }, args);
    expect(`${stdout}${stderr}`).toContain(words);
    expect(exitCode).toBe(2);
  });

  test('leaves out what has a skip, and takes up again what had one', async () => {
    const block = (name: string, until: string) =>
      `${fence}ts verify=${name} skip=${until} reason="waits for #12"\nthrow new Error('not yet');\n${fence}\n\n`;
    const verified = await verifyFolder({
      'README.md': block('later', '2999-01-01') + block('over', '2020-01-01'),
    });
    expect(verified.report.outcomes).toMatchObject([
      { status: 'skipped', note: 'waits for #12 (until 2999-01-01)', findings: [] },
      { status: 'falls-short', findings: [{ rule: 'skip-expired' }, { rule: 'threw' }] },
    ]);
    expect(verified.exitCode).toBe(1);
  });

  test('runs what a filter matches, and says so when that is nothing', async () => {
    const folder = await verifyingFolder({ 'README.md': prints('a', 'x') + prints('b', 'y') });
    try {
      expect(statuses(await folder.verify(['--filter', '#b']))).toEqual({ b: 'holds' });
      const none = await folder.verify(['--filter', 'zzz']);
      expect(none.exitCode).toBe(2);
      expect(none.report.problems[0]).toContain('--filter matches none of 2 examples');
    } finally {
      await folder.remove();
    }
  });

  test('shares everything out over shards', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const folder = await verifyingFolder({ 'README.md': names.map((name) => prints(name, name)).join('') });
    try {
      const shards = await Promise.all(['1/2', '2/2'].map((shard) => folder.verify(['--shard', shard])));
      expect(shards.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
      expect(shards.flatMap((shard) => Object.keys(statuses(shard))).sort()).toEqual(names);
    } finally {
      await folder.remove();
    }
  });

  test('ends at the first that falls short when it is to, and says what was not run', async () => {
    const many = Array.from({ length: 30 }, (_, i) => prints(`n${i}`, 'x', i === 0 ? 'y' : 'x')).join('');
    const { exitCode, stderr, report } = await verifyFolder({ 'README.md': many }, [
      '--fail-fast',
      '--jobs',
      '1',
    ]);
    expect(exitCode).toBe(1);
    expect(report.outcomes.filter(({ status }) => status === 'falls-short')).toHaveLength(1);
    expect(report.outcomes.length).toBeLessThan(30);
    expect(stderr).toMatch(/--fail-fast\): \d+ of 30 were not run/u);
  });

  test('lists what there is, and what nothing holds, and runs nothing', async () => {
    const readme = `${holding}${fence}ts\nthrow new Error('never run');\n${fence}\n`;
    const { exitCode, stdout } = await verifyFolder({ 'README.md': readme }, ['--list']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('README.md:3:1  README.md#checkout  node  types, run, output, spans');
    expect(stdout).toMatch(/1 of 2 blocks are held .*nothing holds:\nREADME\.md:26:1 {2}ts/u);
  });

  test('falls short when fewer blocks are held than are required', async () => {
    const readme = `${prints('a', 'x')}${fence}ts\nlet a = 1;\n${fence}\n`;
    const verified = await verifyFolder({ 'README.md': readme }, ['--require-coverage', '90%']);
    expect(verified.exitCode).toBe(1);
    expect(rules(verified)).toEqual(['coverage README.md:9']);
  });

  test('runs shell blocks of a document in order, in one folder', async () => {
    const readme = `${fence}sh verify\n$ echo one > a.txt\n${fence}\n\n${fence}sh verify\ncat a.txt\n${fence}\n\n${fence}text output\none\n${fence}\n`;
    const verified = await verifyFolder({ 'README.md': readme });
    expect(statuses(verified)).toEqual({ 1: 'holds', 2: 'holds' });
  });
});

describe('the cache', () => {
  test('answers for what has not changed, wherever it stands, and for nothing else', async () => {
    const folder = await verifyingFolder({
      'README.md': `${holding}\n${prints('b', 'y')}`,
      'spanlab.config.json': '{ "cache": ".kept" }',
    });
    const cached = async (...args: string[]) => {
      const { report, exitCode } = await folder.verify(['--cache', ...args]);
      return { exitCode, ...Object.fromEntries(report.outcomes.map(({ title, cached }) => [title, cached])) };
    };
    try {
      expect(await cached()).toEqual({ exitCode: 0, checkout: false, b: false });
      expect(await cached()).toEqual({ exitCode: 0, checkout: true, b: true });
      await folder.write({ 'README.md': `# Above\n\n${holding}\n${prints('b', 'z')}` });
      expect(await cached()).toEqual({ exitCode: 0, checkout: true, b: false });
      expect(await cached('--timeout', '29s')).toEqual({ exitCode: 0, checkout: false, b: false });
      await folder.write({ 'README.md': `# Above\n\n${holding}\n${prints('b', 'z', 'not z')}` });
      expect(await cached()).toEqual({ exitCode: 1, checkout: true, b: false });
      expect(await cached()).toEqual({ exitCode: 1, checkout: true, b: false });
    } finally {
      await folder.remove();
    }
  });

  test('remembers nothing of a project whose types could not be checked', async () => {
    const folder = await verifyingFolder({
      'README.md': prints('a', 'x'),
      'tsconfig.json': '{ "compilerOptions": { "target": "nonsense" } }',
      'spanlab.config.json': '{ "cache": ".kept" }',
    });
    try {
      const first = await folder.verify(['--cache']);
      const second = await folder.verify(['--cache']);
      expect([first.exitCode, second.exitCode]).toEqual([2, 2]);
      expect(second.report.problems).toEqual(first.report.problems);
      expect(second.report.problems[0]).toContain('tsconfig.json');
    } finally {
      await folder.remove();
    }
  });
});

describe('--update', () => {
  let folder: VerifyingFolder;
  beforeAll(async () => {
    folder = await verifyingFolder({
      'README.md': `\uFEFF${prints('a', 'x\ny', 'old').replaceAll('\n', '\r\n')}`,
    });
  });
  afterAll(() => folder.remove());

  test('is refused where CI is set, unless it is forced', async () => {
    const before = await folder.read('README.md');
    const refused = await folder.verify(['--update'], { CI: 'true' });
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('CI runs check-only');
    expect(await folder.read('README.md')).toBe(before);
  });

  test('writes what was printed; then all holds, and nothing is left to write', async () => {
    const updated = await folder.verify(['--update', '--force'], { CI: 'true' });
    expect(updated.exitCode).toBe(0);
    expect(updated.stderr).toContain('Updated 1 place in README.md.');
    const text = await folder.read('README.md');
    expect(text).toContain('output\r\nx\r\ny\r\n');
    expect(text.startsWith('\uFEFF')).toBe(true);

    expect((await folder.verify()).exitCode).toBe(0);
    const again = await folder.verify(['--update']);
    expect(again).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await folder.read('README.md')).toBe(text);
  });
});

describe('a baseline', () => {
  test('lets a repository with broken blocks start today, and only get better', async () => {
    const folder = await verifyingFolder({
      'README.md': prints('a', 'x', 'old') + prints('b', 'y', 'older'),
    });
    try {
      const written = await folder.verify(['--update-baseline']);
      expect(written.exitCode).toBe(0);
      expect(written.stderr).toContain('Wrote 2 known findings to spanlab-baseline.json');

      // It is used from now on, wherever the text moves to.
      await folder.write({ 'README.md': `# More\n\n${prints('a', 'x', 'old')}${prints('b', 'y', 'older')}` });
      const known = await folder.verify();
      expect(known.exitCode).toBe(0);
      expect(statuses(known)).toEqual({ a: 'known', b: 'known' });

      await folder.write({
        'README.md': prints('a', 'x', 'old') + prints('b', 'y') + prints('c', 'z', 'new'),
      });
      const better = await folder.verify();
      expect(better.exitCode).toBe(1);
      expect(statuses(better)).toEqual({ a: 'known', b: 'holds', c: 'falls-short' });
      expect(rules(better)).toContain('baseline-outdated spanlab-baseline.json:1');
    } finally {
      await folder.remove();
    }
  });
});

describe('reports', () => {
  test('go to files, several at once', async () => {
    const folder = await verifyingFolder({ 'README.md': prints('a', 'x', 'y') });
    try {
      const asked = 'pretty,junit=out/junit.xml,sarif=out/a.sarif,markdown=out/summary.md';
      const { stdout, exitCode } = await folder.verify(['--report', asked]);
      expect(exitCode).toBe(1);
      expect(stdout).toContain('README.md:6');
      expect(await folder.read('out/junit.xml')).toContain('<testsuite');
      expect(JSON.parse(await folder.read('out/a.sarif'))).toMatchObject({ version: '2.1.0' });
      expect(await folder.read('out/summary.md')).toContain('README.md');
    } finally {
      await folder.remove();
    }
  });

  test('on GitHub are annotations too, and what others wrote into the summary stays', async () => {
    const folder = await verifyingFolder({ 'README.md': prints('a', 'x', 'y'), 'summary.md': 'before\n' });
    try {
      const child = folder.start([], {
        GITHUB_ACTIONS: 'true',
        GITHUB_STEP_SUMMARY: `${folder.path}/summary.md`,
      });
      let stdout = '';
      child.stdout?.on('data', (chunk) => {
        stdout += chunk;
      });
      await new Promise((done) => child.once('close', done));
      expect(stdout).toMatch(/^::error .*file=README\.md/mu);
      expect(await folder.read('summary.md')).toMatch(/^before\n[\s\S]*README\.md/u);
    } finally {
      await folder.remove();
    }
  });
});
