/** A process of the pool: runs one program after the other, each in a thread of its own, the next thread already warm. */
import { mkdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { markOf } from './marked-stream.ts';
import type { PoolSettings, Program, SaidByPool, ThreadData, Told, ToldPool } from './messages.ts';
import { emptyIndex, type PackIndex } from './pack/index.ts';
import { scriptOf, shared } from './pack/script.ts';
import { permissionFlags } from './permission.ts';

// Most of what a program makes lives as long as it does: looking for what can go costs more than it frees.
setFlagsFromString('--min-semi-space-size=16');
const settings = JSON.parse(process.argv[2] ?? '{}') as PoolSettings;
/** How long a thread may take to say what holds it before it counts as one that never gives way. */
const answerMs = 200;

interface Seat {
  worker: Worker;
  /** Private to the thread: its program has no way to it. */
  line: MessagePort;
  folder: string;
}

let index: PackIndex = emptyIndex;
/** V8's code caches of the pack's chunks. */
const codes = new Map<number, Uint8Array>();
/** Is the next thread to say what its program needed compiled? */
let tellCompiled = true;
let isolateCode: Uint8Array | undefined;
let count = 0;
let warm: Seat | undefined = open();
let stop: (() => void) | undefined;
let finish: (() => void) | undefined;

function open(): Seat {
  count += 1;
  const folder = join(settings.work, `run-${process.pid}-${count}`);
  mkdirSync(folder);
  const { port1: line, port2: port } = new MessageChannel();
  const worker = new Worker(settings.start, {
    execArgv: permissionFlags([folder, ...settings.allowWrite]),
    env: {},
    workerData: {
      index,
      port,
      codes,
      isolate: settings.isolate,
      isolateCode,
      tellCompiled,
    } satisfies ThreadData,
    transferList: [port],
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: settings.memoryMb },
  });
  tellCompiled = false;
  // A warm one that fails is told of when it is used.
  worker.on('error', () => {});
  worker.unref();
  return { worker, line, folder };
}

/** A thread that was opened before much was known is not worth keeping. */
function learn(known: PackIndex): void {
  const much = index.chunks.length === 0;
  index = known;
  for (const [number, { file, paths }] of index.chunks.entries()) {
    if (paths.length === 0) codes.delete(number);
    else if (!codes.has(number)) codes.set(number, shared(scriptOf(file, undefined).createCachedData()));
    else continue;
    tellCompiled = true;
  }
  if (!much || warm === undefined) return;
  discard(warm);
  warm = open();
}

/** Keeps what V8 has compiled for a run for those after it. True when that was said. */
function takeCompiled(said: unknown): boolean {
  const { say, chunk, code } = (said ?? {}) as { say?: unknown; chunk?: unknown; code?: unknown };
  if (say !== 'compiled' || !(code instanceof Uint8Array)) return false;
  if (chunk === undefined) isolateCode = shared(code);
  else if (typeof chunk === 'number' && codes.has(chunk)) codes.set(chunk, shared(code));
  return true;
}

function discard({ worker, line, folder }: Seat): void {
  line.close();
  void worker.terminate();
  rmSync(folder, { recursive: true, force: true });
}

const say = (said: SaidByPool) => void process.send?.(said);

function run(run: string, program: Program): void {
  const { worker, line, folder } = warm ?? open();
  const tell = (told: Told) => line.postMessage(told);
  mark(run);
  process.chdir(folder);
  let timedOut = false;
  let problem: { rule: 'killed-itself' | 'too-much-output'; message: string } | undefined;
  let asking: NodeJS.Timeout | undefined;

  const end = () => void worker.terminate();
  const timeout = setTimeout(() => {
    timedOut = true;
    asking = setTimeout(end, answerMs);
    tell({ tell: 'what-holds' });
  }, program.timeoutMs);
  const memory = setInterval(() => {
    const used = process.memoryUsage.rss() / 2 ** 20;
    if (used < settings.memoryMb * 2) return;
    problem = tooMuchMemory();
    end();
  }, 100);

  const hear = (said: unknown) => {
    if (takeCompiled(said)) return;
    say({ run, say: 'said', said });
    const what = typeof said === 'object' && said !== null && 'say' in said ? said.say : undefined;
    if (what === 'done' || what === 'holding') end();
  };
  line.on('message', hear);
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
    // What it said last may not have been read yet.
    for (let last = receiveMessageOnPort(line); last !== undefined; last = receiveMessageOnPort(line))
      hear(last.message);
    line.close();
    stop = undefined;
    finish = undefined;
    process.chdir(settings.work);
    rmSync(folder, { recursive: true, force: true });
    mark(run);
    say({
      run,
      say: 'over',
      timedOut,
      timeoutMs: program.timeoutMs,
      ...(problem === undefined ? {} : { problem }),
    });
  });
  worker.ref();
  stop = end;
  finish = () => tell({ tell: 'finish' });
  tell({
    tell: 'run',
    program: { ...program, env: { ...program.env, TMPDIR: folder, PWD: folder } },
  });
  warm = open();
}

function mark(run: string): void {
  writeSync(1, markOf(run));
  writeSync(2, markOf(run));
}

function tooMuchMemory() {
  return {
    rule: 'killed-itself' as const,
    message: `It used more than ${settings.memoryMb} MB of memory and was ended. Let it keep less.`,
  };
}

process.on('message', (told: ToldPool) => {
  if (told.tell === 'run') run(told.run, told.program);
  else if (told.tell === 'pack') learn(told.index);
  else if (told.tell === 'finish') finish?.();
  else stop?.();
});
// Whoever started it has gone.
process.on('disconnect', () => process.exit());
