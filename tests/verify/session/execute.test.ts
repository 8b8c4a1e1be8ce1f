import { describe, expect, test, vi } from 'vitest';
import { type Backend, BackendGone } from '../../../verify/model/backend.ts';
import type { Example, ProgramExample, Runtime } from '../../../verify/model/example.ts';
import type { Outcome } from '../../../verify/model/outcome.ts';
import type { Project } from '../../../verify/model/project.ts';
import { CannotRun, type Job, type Ran, type Runner } from '../../../verify/model/run.ts';
import { execute } from '../../../verify/session/execute.ts';
import type { Parts } from '../../../verify/session/parts.ts';
import { plan } from '../../../verify/session/plan.ts';
import { data, documentOf, program, shell } from './examples.ts';

/** Parts that are seen to work: who runs beside whom, and what is disposed. Runs take a few turns of the event loop. */
function someParts(more: Partial<Parts> & { run?: (job: Job) => Promise<Ran>; width?: number } = {}) {
  const log: string[] = [];
  const running = new Set<string>();
  let most = 0;
  const during = async <Value>(name: string, work: () => Promise<Value>): Promise<Value> => {
    running.add(name);
    most = Math.max(most, running.size);
    log.push(name.startsWith('alone ') ? `${name} beside ${running.size - 1}` : name);
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
    try {
      return await work();
    } finally {
      running.delete(name);
    }
  };
  const backend: Backend = {
    kind: 'embedded',
    digest: 'embedded',
    endpointOf: (runId) => `http://127.0.0.1/run/${runId}`,
    received: () => ({ requests: 0, spans: 0, refused: [], exchanges: [] }),
    spansOf: () => Promise.resolve([]),
    moved: () => Promise.resolve(),
    takePorts(runId) {
      log.push(`takes ports for ${runId}`);
      return Promise.resolve({
        async [Symbol.asyncDispose]() {
          log.push(`gives ports of ${runId} back`);
        },
      });
    },
    forget: (runId) => log.push(`forgets ${runId}`),
    dispose: () => Promise.resolve(),
  };
  const runner = (runtime: Runtime): Runner => ({
    runtime,
    width: more.width ?? 2,
    version: '1',
    prepare: () => Promise.resolve(),
    run: (job) =>
      during(`${job.alone ? 'alone ' : ''}${job.example.title}`, () =>
        (more.run ?? (() => Promise.resolve(ran)))(job),
      ),
    dispose: () => Promise.resolve(),
  });
  const parts: Parts = {
    backend: () => Promise.resolve(backend),
    runner: (runtime) => Promise.resolve(runner(runtime)),
    lessons: () => Promise.reject(new CannotRun('no lessons here')),
    projectOf: () => Promise.resolve(project),
    types: (examples) =>
      Promise.resolve({
        diagnostics: new Map(examples.map(({ example }) => [example.id, []])),
        elsewhere: [],
        problems: [],
        loaded: new Map(),
        unsettled: new Set<string>(),
      }),
    judge: () => Promise.resolve({ findings: [], held: ['run'], results: {}, edits: [] }),
    untilMet: () => Promise.resolve(),
    shellFolder: () => Promise.resolve('/nowhere'),
    shell: ({ title }) =>
      during(title, () => Promise.resolve({ findings: [], held: ['run'], results: {}, edits: [] })),
    data: () => Promise.resolve({ findings: [] }),
    dispose: () => Promise.resolve(),
    ...more,
  };
  return { parts, log, most: () => most };
}

const ran: Ran = {
  exitCode: 0,
  output: [],
  printed: [],
  errors: [],
  troubles: [],
  flush: 'none',
  loaded: [],
  durationMs: 1,
};
const project: Project = { folder: '/project', lockfiles: [], typescript: { folder: '/ts', version: '7' } };

/** Carries out examples, and resolves with what came of it. */
async function carryOut(examples: Example[], parts: Parts, stop = new AbortController()) {
  const outcomes: Outcome[] = [];
  const problems: string[] = [];
  let runs = 0;
  const steps = plan([documentOf(...examples)], {
    runtimes: ['node'],
    runtimesAsked: false,
    backend: 'embedded',
    today: '2026-11-21',
  });
  await execute(steps, {
    parts,
    signal: stop.signal,
    timeoutMs: 1000,
    jobs: 2,
    now: () => 0,
    newRunId: () => `run${++runs}`,
    begun() {},
    done: (_, outcome) => outcomes.push(outcome),
    problem: (message) => problems.push(message),
  });
  return { outcomes, problems, ids: outcomes.map(({ title }) => title) };
}

const alone = (name: string) => program(name, { options: { alone: true } });

describe('a session', () => {
  test('runs as many programs at a time as the runner takes', async () => {
    const { parts, most } = someParts({ width: 3 });
    const { ids } = await carryOut(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => program(name)),
      parts,
    );
    expect(ids).toHaveLength(6);
    expect(most()).toBe(3);
  });

  test('runs those that must be alone after all others, one by one, with the ports theirs meanwhile', async () => {
    const { parts, log } = someParts();
    await carryOut([alone('x'), program('a'), alone('y'), program('b'), shell('s')], parts);
    const last = log.slice(log.findIndex((line) => line.startsWith('takes')));
    expect(last).toEqual([
      'takes ports for run4',
      'alone x beside 0',
      'forgets run4',
      'gives ports of run4 back',
      'takes ports for run5',
      'alone y beside 0',
      'forgets run5',
      'gives ports of run5 back',
    ]);
  });

  test('runs what needs no runtime though there is none, and says what was not run', async () => {
    const { parts } = someParts({ runner: () => Promise.reject(new CannotRun('There is no Node.')) });
    const { ids, problems } = await carryOut([program('a'), shell('s'), data('d')], parts);
    expect(ids.sort()).toEqual(['d', 's']);
    expect(problems).toEqual(['Of the examples in node, 1 could not be run: There is no Node.']);
  });

  test('judges what has run when the runner goes', async () => {
    const { parts } = someParts({
      width: 1,
      // Judged only after the next one was tried.
      judge: async () => {
        for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
        return { findings: [], held: ['run'], results: {}, edits: [] };
      },
      run: ({ example }) =>
        example.title === 'b' ? Promise.reject(new CannotRun('Chromium has gone.')) : Promise.resolve(ran),
    });
    const { ids, problems } = await carryOut([program('a'), program('b'), program('c')], parts);
    expect(ids).toEqual(['a']);
    expect(problems).toEqual(['Of the examples in node, 2 could not be run: Chromium has gone.']);
  });

  test('counts a backend that went against the runs it took along, and goes on', async () => {
    const { parts } = someParts({
      judge: ({ example }) =>
        example.title === 'a'
          ? Promise.reject(new BackendGone('Jaeger answers no more.'))
          : Promise.resolve({ findings: [], held: [], results: {}, edits: [] }),
    });
    const { outcomes, problems } = await carryOut([program('a'), program('b')], parts);
    expect(problems).toEqual([]);
    expect(outcomes.find(({ title }) => title === 'a')).toMatchObject({
      status: 'falls-short',
      findings: [{ rule: 'backend', message: 'Jaeger answers no more.' }],
    });
    expect(outcomes.find(({ title }) => title === 'b')?.status).toBe('holds');
  });

  test('counts ports that cannot be had against the one that needs them', async () => {
    const { parts } = someParts();
    const backend = await parts.backend();
    const taken = { ...backend, takePorts: () => Promise.reject(new Error('node (pid 7) holds port 4318')) };
    const fixed = program('x', { text: "fetch('http://localhost:4318')" });
    const { outcomes } = await carryOut([fixed, alone('y'), program('a')], {
      ...parts,
      backend: () => Promise.resolve(taken),
    });
    expect(outcomes.find(({ title }) => title === 'x')?.findings).toMatchObject([
      { rule: 'backend', message: expect.stringContaining('node (pid 7) holds port 4318') },
    ]);
    // Neither names them.
    expect(outcomes.filter(({ status }) => status === 'holds').map(({ title }) => title)).toEqual(['a', 'y']);
  });

  test('never runs two at a time that name the same port', async () => {
    const running = new Set<string>();
    let most = 0;
    const { parts } = someParts({
      width: 4,
      async run({ example }) {
        running.add(example.title);
        most = Math.max(most, [...running].filter((title) => title.startsWith('server')).length);
        for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
        running.delete(example.title);
        return ran;
      },
    });
    const ids = await carryOut(
      [
        program('server', { text: 'createServer().listen(38080);' }),
        program('a', { text: 'createServer().listen(0);' }),
        program('server of two', { text: 'const port = 38081; fetch("http://localhost:38080")' }),
        program('server as well', { text: 'app.listen(38081); fetch(`http://127.0.0.1:38080`);' }),
      ],
      parts,
    );
    expect(ids.ids).toHaveLength(4);
    expect(most).toBe(1);
  });

  test('runs programs though types cannot be checked, and says why', async () => {
    const { parts } = someParts({ types: () => Promise.reject(new CannotRun('There is no compiler.')) });
    const seen: unknown[] = [];
    const judge: Parts['judge'] = (each) => {
      seen.push(each.types);
      return parts.judge(each);
    };
    const { ids, problems } = await carryOut([program('a')], { ...parts, judge });
    expect([ids, problems, seen]).toEqual([
      ['a'],
      ['Types could not be checked: There is no compiler.'],
      [undefined],
    ]);
  });

  test('names an error nobody foresaw, with the example and where it comes from', async () => {
    const { parts } = someParts({ judge: () => Promise.reject(new TypeError('x is not a function')) });
    const { ids, problems } = await carryOut([program('a')], parts);
    expect(ids).toEqual([]);
    expect(problems).toEqual([
      expect.stringMatching(
        /^docs\/guide\.md#a could not be judged: TypeError: x is not a function \(at .*\)$/u,
      ),
    ]);
  });

  test('waits for no runner for ever: what it lost falls short, and the others go on', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const stopped: string[] = [];
      const { parts } = someParts({
        width: 1,
        run({ example, signal }) {
          if (example.title !== 'lost') return Promise.resolve(ran);
          signal.addEventListener('abort', () => stopped.push(example.title));
          return new Promise(() => {});
        },
      });
      const carriedOut = carryOut([program('lost'), program('b'), alone('x')], parts);
      // Its second, and the minute it is given beyond.
      for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
      vi.advanceTimersByTime(62_000);
      const { outcomes, problems } = await carriedOut;
      expect(problems).toEqual([]);
      expect(stopped).toEqual(['lost']);
      expect(outcomes.map(({ title, status }) => [title, status]).sort()).toEqual([
        ['b', 'holds'],
        ['lost', 'falls-short'],
        ['x', 'holds'],
      ]);
      expect(outcomes.find(({ title }) => title === 'lost')?.findings).toMatchObject([
        { rule: 'backend', message: expect.stringContaining('did not come back within 61 s') },
      ]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('begins nothing more, and has no more outcomes, once it is to end', async () => {
    const stop = new AbortController();
    const { parts, log } = someParts({
      width: 1,
      run(job) {
        if (job.example.title === 'b') stop.abort();
        return Promise.resolve(ran);
      },
    });
    const examples: ProgramExample[] = [program('a'), program('b'), program('c'), alone('x')];
    const { ids, problems } = await carryOut(examples, parts, stop);
    expect([ids, problems]).toEqual([['a'], []]);
    expect(log.filter((line) => /^(?:alone )?[a-z]$/u.test(line))).toEqual(['a', 'b']);
  });
});
