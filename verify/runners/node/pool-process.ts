/** A process of the pool: runs one program after the other, each in a thread of its own, the next thread already warm. */
import { mkdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { endMark } from './marked-stream.ts';
import type { PoolSettings, Program, Said, SaidByPool, ToldPool } from './messages.ts';
import { emptyIndex, type PackIndex } from './pack/index.ts';
import { permissionFlags } from './permission.ts';

// Most of what a program makes lives as long as it does: looking for what can go costs more than it frees.
setFlagsFromString('--min-semi-space-size=16');
const settings = JSON.parse(process.argv[2] ?? '{}') as PoolSettings;
/** How long a thread may take to say what holds it before it counts as one that never gives way. */
const answerMs = 200;

interface Seat {
  worker: Worker;
  folder: string;
}

let index: PackIndex = emptyIndex;
let count = 0;
let warm: Seat | undefined = open();
let stop: (() => void) | undefined;
let finish: (() => void) | undefined;

function open(): Seat {
  count += 1;
  const folder = join(settings.work, `run-${process.pid}-${count}`);
  mkdirSync(folder);
  const worker = new Worker(settings.isolate, {
    execArgv: permissionFlags([folder, ...settings.allowWrite]),
    env: {},
    workerData: { index },
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: settings.memoryMb },
  });
  // A warm one that fails is told of when it is used.
  worker.on('error', () => {});
  worker.unref();
  return { worker, folder };
}

/** A thread that was opened before much was known is not worth keeping. */
function learn(known: PackIndex): void {
  const much = index.chunks.length === 0;
  index = known;
  if (!much || warm === undefined) return;
  discard(warm);
  warm = open();
}

function discard({ worker, folder }: Seat): void {
  void worker.terminate();
  rmSync(folder, { recursive: true, force: true });
}

const say = (said: SaidByPool) => void process.send?.(said);

function run(program: Program): void {
  const seat = warm ?? open();
  const { worker, folder } = seat;
  process.chdir(folder);
  let timedOut = false;
  let problem: { rule: 'killed-itself' | 'too-much-output'; message: string } | undefined;
  let asking: NodeJS.Timeout | undefined;

  const end = () => void worker.terminate();
  const timeout = setTimeout(() => {
    timedOut = true;
    asking = setTimeout(end, answerMs);
    worker.postMessage({ tell: 'what-holds' });
  }, program.timeoutMs);
  const memory = setInterval(() => {
    const used = process.memoryUsage.rss() / 2 ** 20;
    if (used < settings.memoryMb * 2) return;
    problem = tooMuchMemory();
    end();
  }, 100);

  worker.on('message', (said: Said) => {
    say(said);
    if (said.say === 'done' || said.say === 'holding') end();
  });
  worker.on('error', (error: Error & { code?: string }) => {
    problem ??=
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? tooMuchMemory()
        : { rule: 'killed-itself', message: `Its thread ended: ${error.message}` };
  });
  worker.once('exit', () => {
    clearTimeout(timeout);
    clearTimeout(asking);
    clearInterval(memory);
    stop = undefined;
    finish = undefined;
    process.chdir(settings.work);
    rmSync(folder, { recursive: true, force: true });
    writeSync(1, endMark);
    writeSync(2, endMark);
    say({
      say: 'over',
      timedOut,
      timeoutMs: program.timeoutMs,
      ...(problem === undefined ? {} : { problem }),
    });
  });
  worker.ref();
  stop = end;
  finish = () => worker.postMessage({ tell: 'finish' });
  worker.postMessage({
    tell: 'run',
    program: { ...program, env: { ...program.env, TMPDIR: folder, PWD: folder } },
  });
  warm = open();
}

function tooMuchMemory() {
  return {
    rule: 'killed-itself' as const,
    message: `It used more than ${settings.memoryMb} MB of memory and was ended. Let it keep less.`,
  };
}

process.on('message', (told: ToldPool) => {
  if (told.tell === 'run') run(told.program);
  else if (told.tell === 'pack') learn(told.index);
  else if (told.tell === 'finish') finish?.();
  else stop?.();
});
// Whoever started it has gone.
process.on('disconnect', () => process.exit());
