/** The GitHub Action, its examples and the container: what can be known of them without GitHub. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { verifyArguments } from '../../verify/verify-arguments.ts';
import { githubParsers } from './support/github-parsers.ts';

interface Step {
  id?: string;
  name?: string;
  if?: string;
  uses?: string;
  run?: string;
  shell?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}
interface Workflow {
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  jobs: Record<string, { permissions?: Record<string, string>; 'timeout-minutes'?: number; steps: Step[] }>;
}

const text = await readFile('action.yml', 'utf8');
const action = parse(text) as { inputs: Record<string, { description?: string }>; runs: { steps: Step[] } };
const { steps } = action.runs;
const folder = 'deploy/verify/examples';
const examples = await Promise.all(
  (await readdir(folder)).map(async (name) => {
    const content = await readFile(join(folder, name), 'utf8');
    return { name, content, workflow: parse(content) as Workflow };
  }),
);

test('GitHub’s own parsers find nothing wrong with the Action and the example workflows', async () => {
  const { actionErrors, workflowErrors } = await githubParsers();
  expect(actionErrors('action.yml', text)).toEqual([]);
  for (const { name, content } of examples) expect(workflowErrors(name, content)).toEqual([]);
  expect(workflowErrors('a.yml', 'on: push\njobs: { a: { step: [] } }')).not.toEqual([]);
  expect(actionErrors('action.yml', text.replace('using: composite', 'usin: composite'))).not.toEqual([]);
});

describe('inputs', () => {
  const used = new Set([...text.matchAll(/\binputs\.([\w-]+)/gu)].map(([, name]) => name));

  test('each is used and described, and no other is spoken of', () => {
    expect([...used].sort()).toEqual(Object.keys(action.inputs).sort());
    for (const { description } of Object.values(action.inputs)) expect(description).toMatch(/\.$/u);
  });

  test('they are the options of the command that make sense in CI', async () => {
    const { out } = await script('Verify', {
      INPUT_GLOBS: 'docs/**/*.md\n\n--update\n',
      INPUT_CACHE: 'true',
      INPUT_FAIL_FAST: 'true',
      INPUT_ANNOTATIONS: 'true',
      INPUT_SUMMARY: 'true',
      INPUT_SARIF: 'out.sarif',
      INPUT_REPORT: 'junit=a b.xml\n',
      OPTION_RUNTIME: 'node,chromium',
      OPTION_BACKEND: 'url',
      OPTION_OTLP: 'http://collector:4318',
      OPTION_JAEGER: 'http://jaeger:16686',
      OPTION_SDK: '2',
      OPTION_FILTER: 'check out',
      OPTION_JOBS: '3',
      OPTION_SHARD: '1/4',
      OPTION_TIMEOUT: '20s',
      OPTION_CONFIG: 'a $(touch pwned) b.ts',
      OPTION_BASELINE: '`touch pwned`',
      OPTION_REQUIRE_COVERAGE: '80%',
    });
    const given = verifyArguments(JSON.parse(out.args ?? '[]').slice(1));
    expect(given).toMatchObject({
      // A glob is never an option.
      globs: ['docs/**/*.md', '--update'],
      update: false,
      runtimes: ['node', 'chromium'],
      backend: 'url',
      otlp: 'http://collector:4318',
      jaeger: 'http://jaeger:16686',
      jobs: 3,
      shard: { index: 1 },
      timeoutMs: 20_000,
      config: 'a $(touch pwned) b.ts',
      baseline: '`touch pwned`',
      requireCoverage: 80,
      cache: true,
      failFast: true,
    });
    const formats = given.reports.map(({ format, file }) => [format, file]);
    expect(formats).toContainEqual(['junit', 'a b.xml']);
    expect(formats).toContainEqual(['sarif', 'out.sarif']);
    expect(formats.filter(([, file]) => file === undefined)).toEqual([['pretty', undefined]]);
    expect(out.files).not.toContain('pwned');
  });

  test('nothing given is nothing said', async () => {
    const { out } = await script('Verify', { INPUT_CACHE: 'false', INPUT_SUMMARY: 'false' });
    const args: string[] = JSON.parse(out.args ?? '[]');
    const options = args.filter((arg) => /^--./u.test(arg) && arg !== '--report');
    expect(options).toEqual(['--no-cache']);
    expect(args.at(-1)).toBe('--');
  });
});

describe('safe on pull requests from forks', () => {
  test('no expression stands in a script: inputs come in variables', () => {
    const all = [
      ...steps,
      ...examples.flatMap(({ workflow }) => Object.values(workflow.jobs).flatMap((job) => job.steps)),
    ];
    const scripts = all.flatMap(({ run }) => (run === undefined ? [] : [run]));
    expect(scripts.length).toBeGreaterThan(5);
    for (const run of scripts) expect(run).not.toContain('${{');
  });

  test('no secret is asked for, and nothing runs with the rights of the base repository', () => {
    for (const content of [text, ...examples.map((each) => each.content)]) {
      expect(content).not.toMatch(/\bsecrets\b|pull_request_target|workflow_run/u);
    }
    expect(text).not.toContain('github.token');
  });

  test('examples may read the code, and only a job that runs none of it may write issues', () => {
    for (const { workflow } of examples) {
      for (const job of Object.values(workflow.jobs)) {
        const permissions = job.permissions ?? workflow.permissions ?? { all: 'write' };
        const runsCode = job.steps.some(
          ({ uses, run }) => uses?.includes('spanlab') || /\bnp[mx]\b/u.test(run ?? ''),
        );
        expect(permissions).toEqual(runsCode ? { contents: 'read' } : { issues: 'write' });
        expect(job['timeout-minutes']).toBeGreaterThan(0);
        const checkout = job.steps.find(({ uses }) => uses?.startsWith('actions/checkout'));
        expect(checkout?.with?.['persist-credentials']).toBe(runsCode ? false : undefined);
      }
    }
  });

  test('a pull request’s workflow uses inputs that are there', () => {
    for (const { workflow } of examples) {
      const uses = Object.values(workflow.jobs).flatMap((job) =>
        job.steps.filter((step) => step.uses?.startsWith('spanlab/')),
      );
      for (const step of uses) {
        expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
      }
    }
    expect(examples.flatMap(({ workflow }) => Object.keys(workflow.on)).sort()).toEqual([
      'pull_request',
      'push',
      'schedule',
      'workflow_dispatch',
    ]);
  });
});

describe('scripts, run by bash', () => {
  test('the code of the command is the code of the step, and an output', async () => {
    const { out, code } = await script('Verify', {}, 'process.exitCode = 1;');
    expect(code).toBe(1);
    expect(out.output).toContain('exit-code=1\n');
    expect(out.output).toMatch(/report=.*report\.json\n/u);
  });

  test('with the real command: findings on the diff, in the summary, in SARIF and JSON', async () => {
    const { code, log, out } = await script(
      'Verify',
      { INPUT_GLOBS: 'guide.md', INPUT_ANNOTATIONS: 'true', INPUT_SUMMARY: 'true', INPUT_SARIF: 'out.sarif' },
      `fs.writeFileSync('guide.md', '# Guide\\n\\n\`\`\`ts verify\\nconsole.log(1);\\n\`\`\`\\n\\n[gone](gone.md)\\n');
      const { spawnSync } = require('node:child_process');
      const args = [${JSON.stringify(resolve('verify/cli.ts'))}, ...process.argv.slice(2)];
      process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status;`,
    );
    expect(code).toBe(1);
    expect(log).toMatch(/^::stop-commands::[\w-]{36}$/mu);
    expect(log).toContain('guide.md:7:1 link');
    expect(log).toContain(
      '::error file=guide.md,line=7,col=1,endLine=7,endColumn=16,title=spanlab link::Found gone.md',
    );
    expect(out.files).toEqual(expect.arrayContaining(['out.sarif', 'summary']));
    expect(out.summary).toContain('| 7:1 | link |');
  }, 30_000);

  test('what examples print gives the runner no order, but annotations do', async () => {
    const { log } = await script(
      'Verify',
      { INPUT_ANNOTATIONS: 'true' },
      `console.log('::error::from an example');
      const file = process.argv.find((arg) => arg.startsWith('github=')).slice(7);
      fs.writeFileSync(file, '::error::from spanlab\\n');
      process.stdout.write('no line end');`,
    );
    const [, token = ''] = /^::stop-commands::([\w-]{36})$/mu.exec(log) ?? [];
    const [, stopped = '', after = ''] = log.split(`${token}`);
    expect(stopped).toContain('::error::from an example');
    expect(after).not.toContain('from an example');
    expect(log.split('\n')).toContain(`::${token}::`);
    expect(after).toContain('::error::from spanlab');
  });

  test('an example cannot speak for the step', async () => {
    const { out } = await script(
      'Verify',
      {},
      'fs.writeFileSync("seen.json", JSON.stringify(Object.keys(process.env)));',
    );
    const seen = JSON.parse(out.seen ?? '[]');
    expect(seen).not.toEqual(expect.arrayContaining(['GITHUB_OUTPUT']));
    expect(seen).not.toEqual(expect.arrayContaining(['GITHUB_ENV']));
    expect(seen).toEqual(expect.arrayContaining(['GITHUB_STEP_SUMMARY']));
  });

  test('the project’s own spanlab goes first, and says where its cache is', async () => {
    const { out } = await script('Find spanlab', { SPANLAB_VERSION: '0.1.0' });
    expect(out.output).toMatch(/^bin=.*\/node_modules\/\.bin\/spanlab$/mu);
    expect(out.output).toMatch(/^cache=.*\/node_modules\/\.cache\/spanlab$/mu);
    expect(out.output).toContain('version=0.0.0-test\n');
  });

  test.each(['latest', '1.0.0 --registry=http://evil.example', '$(touch pwned)', ''])(
    '"%s" is no version to install',
    async (version) => {
      const { code, log, out } = await script('Find spanlab', { SPANLAB_VERSION: version }, '', {
        hasSpanlab: false,
      });
      expect(code).toBe(2);
      expect(log).toContain('must be one exact version');
      expect(out.files).not.toContain('pwned');
    },
  );

  test('a browser that is there is found', async () => {
    const { out } = await script('Look for a browser', { CHROME_PATH: process.execPath });
    expect(out.output).toBe('found=true\n');
  });
});

describe('the container', () => {
  test('nobody is root in it, nothing is fetched by version “latest”, and the command is spanlab', async () => {
    const lines = (await readFile('deploy/verify/Dockerfile', 'utf8')).replace(/\\\n/gu, ' ').split('\n');
    const of = (word: string) =>
      lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
    expect(of('FROM')).toEqual([expect.stringMatching(/^node:\d+-bookworm-slim$/u)]);
    expect(of('USER').at(-1)).toBe('node');
    expect(JSON.parse(of('ENTRYPOINT')[0] ?? '')).toEqual(['tini', '--', 'spanlab']);
    const known = /^(?:#.*|FROM|RUN|COPY|ENV|WORKDIR|USER|ENTRYPOINT|CMD)(?: |$)|^$/u;
    for (const line of lines) expect(line).toMatch(known);
    expect(of('RUN').join(' ')).toContain('--ignore-scripts');
  });

  test('the version of the Action’s spanlab and browser are the ones of this repository', async () => {
    const about = JSON.parse(await readFile('verify/package.json', 'utf8'));
    expect((action.inputs['version'] as { default?: string }).default).toBe(about.version);
    const browser = JSON.parse(await readFile('package.json', 'utf8')).devDependencies['@playwright/test'];
    expect(text).toContain(`playwright@${browser} install`);
    expect(text).toContain(`-${browser}\n`);
  });
});

/** Run a step's script as the runner does (`bash --noprofile --norc -eo pipefail`), with a spanlab that says how it was called. */
async function script(
  name: string,
  env: Record<string, string>,
  does = '',
  { hasSpanlab = true } = {},
): Promise<{
  code: number;
  log: string;
  out: { args?: string; seen?: string; summary?: string; output: string; files: string[] };
}> {
  const step = steps.find((each) => each.name === name);
  if (step?.run === undefined) throw new Error(`no step ${name} with a script`);
  expect(step.shell).toBe('bash');
  const home = await mkdtemp(join(tmpdir(), 'spanlab-action-'));
  onTestFinished(() => rm(home, { recursive: true }));
  const bin = join(home, 'node_modules/.bin/spanlab');
  if (hasSpanlab) {
    await mkdir(join(home, 'node_modules/.bin'), { recursive: true });
    await writeFile(
      bin,
      `#!${process.execPath}
const fs = require('node:fs');
if (process.argv[2] === '--version') { console.log('0.0.0-test'); process.exit(0); }
fs.writeFileSync('args.json', JSON.stringify(process.argv.slice(2)));
${does}
`,
    );
    await chmod(bin, 0o755);
  }
  await writeFile(join(home, 'script.sh'), step.run);
  const args = ['--noprofile', '--norc', '-e', '-o', 'pipefail', 'script.sh'];
  const options = {
    cwd: home,
    env: {
      PATH: process.env['PATH'] ?? '',
      RUNNER_TEMP: join(home, 'temp'),
      GITHUB_OUTPUT: join(home, 'output'),
      GITHUB_STEP_SUMMARY: join(home, 'summary'),
      GITHUB_ENV: join(home, 'env'),
      SPANLAB_BIN: resolve(bin),
      ...env,
    },
  };
  const { code, log } = await new Promise<{ code: number; log: string }>((done) => {
    execFile('bash', args, options, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), log: stdout + stderr });
    });
  });
  const read = (file: string) => readFile(join(home, file), 'utf8').catch(() => undefined);
  const [called, seen, summary, output] = await Promise.all([
    read('args.json'),
    read('seen.json'),
    read('summary'),
    read('output'),
  ]);
  return {
    code,
    log,
    out: {
      ...(called && { args: called }),
      ...(seen && { seen }),
      ...(summary && { summary }),
      output: output ?? '',
      files: await readdir(home),
    },
  };
}
