import { expect, test, vi } from 'vitest';
import { verifyFolder, verifyingFolder } from '../support/verify-folder.ts';

// Each starts the command and the compiler as anybody would.
vi.setConfig({ testTimeout: 240_000 });

const fence = '```';
const block = (first: string, text: string) => `${fence}${first}\n${text}\n${fence}\n\n`;
const inShort = ({ report }: Awaited<ReturnType<typeof verifyFolder>>) =>
  Object.fromEntries(
    report.outcomes.map(({ id, status, held, findings }) => [
      id.replace('README.md#', ''),
      `${status} ${held.join('+')} ${findings.map(({ rule, at }) => `${rule}:${at.line}`).join(' ')}`.trim(),
    ]),
  );

test('JavaScript that is not run is held to what can be checked of it, and said to be held to no more', async () => {
  const folder = await verifyingFolder({
    'README.md': [
      block('js verify=broken no-run', 'const a = ;'),
      block('js verify=missing no-run', "import x from 'not-installed';\nx();"),
      block('js verify=typed no-run', '// @ts-check\nconst n = 1;\nn.nothing;'),
      block('js verify=good no-run', "import { trace } from '@opentelemetry/api';\nundeclared(trace);"),
      block('js verify=nothing no-run no-check', 'const a = ;'),
    ].join(''),
  });
  try {
    const listed = await folder.verify(['--list']);
    expect(
      listed.stdout.match(/^README\S+ {2}README.*$/gmu)?.map((line) => line.split('  ').slice(1)),
    ).toEqual([
      ['README.md#broken', 'program', 'syntax'],
      ['README.md#missing', 'program', 'syntax'],
      ['README.md#typed', 'program', 'types'],
      ['README.md#good', 'program', 'syntax'],
    ]);
    const verified = await folder.verify();
    expect(verified.exitCode).toBe(1);
    expect(inShort(verified)).toEqual({
      broken: 'falls-short syntax type-error:2',
      missing: 'falls-short syntax import:6',
      typed: 'falls-short types type-error:13',
      good: 'holds syntax',
    });
    const all = verified.report.findings.map(({ rule, at }) => `${rule}:${at.line}`);
    expect(all).toEqual(['document:21']);
  } finally {
    await folder.remove();
  }
});

test('a list falls short of --require-coverage as a session does', async () => {
  const files = { 'README.md': block('ts verify', 'const a = 1;') + block('ts', 'let b = 1;') };
  const [short, enough] = await Promise.all([
    verifyFolder(files, ['--list', '--require-coverage', '90%']),
    verifyFolder(files, ['--list', '--require-coverage', '50%']),
  ]);
  expect(short.exitCode).toBe(1);
  expect(short.stderr).toContain('1 of 2 blocks are held (50 %), and 90 % are required');
  expect(enough.exitCode).toBe(0);
});

test('documents are found whatever their ending looks like', async () => {
  const readme = block('sh verify', 'true');
  const { stdout } = await verifyFolder({ 'a.markdown': readme, 'B.MD': readme, 'c.mdx': readme }, [
    '--list',
  ]);
  expect(stdout.match(/^\S+:1:1/gmu)?.sort()).toEqual(['B.MD:1:1', 'a.markdown:1:1', 'c.mdx:1:1']);
});

test('what could not be checked is not counted as held, and keeps no baseline from saying so', async () => {
  const verified = await verifyFolder(
    {
      'README.md': block('yaml collector', 'receivers: {}') + block('sh verify', 'false').repeat(20),
      'spanlab.config.json': '{ "collector": { "command": ["./no-such-collector"] } }',
    },
    ['--update-baseline'],
  );
  expect(verified.exitCode).toBe(2);
  expect(verified.report.coverage).toMatchObject({ blocks: 21, held: 20 });
  expect(verified.report.problems).toEqual([
    expect.stringContaining('./no-such-collector'),
    expect.stringContaining('spanlab-baseline.json was not written'),
  ]);
  expect(verified.stdout).not.toContain('To start from where you are');
});
