/** Runs programs of examples in Node: a thread each in a few processes, or a process of their own. */
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Job, Ran, Runner } from '../../model/run.ts';
import { openTemporaryFolder } from '../temporary-folder.ts';
import type { Program } from './messages.ts';
import { needsOwnProcess } from './needs-own-process.ts';
import { runInOwnProcess } from './own-process.ts';
import { Pack } from './pack/pack.ts';
import { PoolProcess } from './pool.ts';
import { programOf } from './program.ts';
import { type RuntimeFiles, runtimeFiles } from './runtime-files.ts';
import { placeSyntaxErrors } from './syntax-place.ts';
import { unloadedFiles } from './unloaded-files.ts';
import { postWatchman, type Watchman } from './watchman.ts';

export interface NodeRunnerOptions {
  /** Programs at a time. Default: as many as there are processors. */
  jobs?: number;
  /** What programs inherit. Default: this process's own environment. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Folders programs may write to beside their own. Absolute. */
  allowWrite?: readonly string[];
  /** Memory of one program, in MB. */
  memoryMb?: number;
}

/** A runner for Node. Starts nothing before `prepare` or the first run. */
export function createNodeRunner(options: NodeRunnerOptions = {}): Runner {
  const { jobs = availableParallelism(), env = process.env, allowWrite = [], memoryMb = 512 } = options;
  let place: Promise<{ files: RuntimeFiles; work: string; pack: Pack; watchman: Watchman }> | undefined;
  const idle: PoolProcess[] = [];
  const all = new Set<PoolProcess>();
  const running = new Set<Promise<unknown>>();
  const gone = new AbortController();
  /** A thread has the time zone of the process it lives in. */
  const zone = process.env['TZ'];

  const open = async () => {
    const work = await openTemporaryFolder('spanlab-node');
    const watchman = postWatchman({ folder: work });
    const pack = new Pack(work, (index) => {
      for (const process of all) process.know(index);
    });
    return { work, pack, watchman, files: await runtimeFiles(work) };
  };
  const opened = () => {
    place ??= open();
    return place;
  };
  async function startProcess(): Promise<PoolProcess> {
    const { files, work, pack } = await opened();
    const settings = { isolate: files.isolate, start: files.start, work, allowWrite, memoryMb };
    const process = new PoolProcess(files.pool, settings, (said) => {
      if (said.say === 'recorded') pack.add(said.recorded);
    });
    if (pack.index.chunks.length > 0) process.know(pack.index);
    all.add(process);
    return process;
  }

  async function runJob(job: Job): Promise<Ran> {
    const signal = AbortSignal.any([job.signal, gone.signal]);
    const program = await programOf(job, env);
    if (job.alone || program.env['TZ'] !== zone || needsOwnProcess(job.example)) {
      const { files, work } = await opened();
      const settings = { isolate: files.isolate, start: files.start, work, allowWrite, memoryMb, signal };
      return finish(await runInOwnProcess(program, job, settings), job, program);
    }
    const process = idle.pop() ?? (await startProcess());
    const ran = await process.run(program, { signal });
    if (process.usable) idle.push(process);
    else {
      all.delete(process);
      void process.end();
    }
    return finish(ran, job, program);
  }

  return {
    runtime: 'node',
    width: jobs,
    version: process.version,
    async prepare(examples) {
      const wanted = Math.min(jobs, examples.length) - all.size;
      const started = await Promise.all(Array.from({ length: Math.max(0, wanted) }, startProcess));
      idle.push(...started);
    },
    run(job) {
      const run = runJob(job);
      const ended = run
        .then(
          () => {},
          () => {},
        )
        .finally(() => running.delete(ended));
      running.add(ended);
      return run;
    },
    async dispose() {
      gone.abort();
      await Promise.all(running);
      await Promise.all([...all].map((process) => process.end()));
      all.clear();
      idle.length = 0;
      const opened = await place?.catch(() => undefined);
      await opened?.pack.settled();
      if (opened === undefined) return;
      await rm(opened.work, { recursive: true, force: true });
      await opened.watchman.release();
    },
  };
}

/** What is seen in the example's files better than in its run. */
async function finish(ran: Ran, { example }: Job, program: Program): Promise<Ran> {
  const placed = await placeSyntaxErrors(ran, example);
  const unloaded = unloadedFiles(example, program);
  return unloaded.length === 0 ? placed : { ...placed, troubles: [...placed.troubles, ...unloaded] };
}
