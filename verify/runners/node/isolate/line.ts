/** The isolate's line to who started it: a port of a thread's own, or a process's channel. The program does not find it. */
import { syncBuiltinESMExports } from 'node:module';
import type { Script } from 'node:vm';
import * as threads from 'node:worker_threads';
import type { Said, ThreadData, Told } from '../messages.ts';
import { emptyIndex, type PackIndex } from '../pack/index.ts';
import type { Codes } from '../pack/script.ts';

export interface Line {
  /** The program has a thread, not a process. */
  thread: boolean;
  /** What was known of packages when it was started, and V8's code caches of their chunks. */
  index: PackIndex;
  codes: Codes;
  /** Of the isolate itself, when the run is to say what V8 has compiled. */
  compiled: Pick<Script, 'createCachedData'> | undefined;
  say(said: Said): void;
  /** Listening keeps nothing alive. */
  hear(told: (told: Told) => void): void;
  /** Until the first message has come, it does. */
  release(): void;
}

/** Take the line. From then on, a program in a thread looks to itself like one in a process. */
export function takeLine(): Line {
  if (threads.isMainThread) return channelLine();
  const { index, codes, port, tellCompiled, isolateScript } = threads.workerData as ThreadData;
  // Documents about threads ask these which part they are to play. As in life: the first.
  const own = { isMainThread: true, parentPort: null, threadId: 0, workerData: null };
  Object.assign(process.getBuiltinModule('node:worker_threads'), own);
  syncBuiltinESMExports();
  return {
    thread: true,
    index,
    codes,
    compiled: tellCompiled ? isolateScript : undefined,
    // Bound now: what a program does to the prototype comes too late.
    say: port.postMessage.bind(port),
    hear: (told) => port.on('message', told),
    release: () => port.unref(),
  };
}

function channelLine(): Line {
  const { channel } = process;
  const inner = process as unknown as { _send?: unknown };
  if (process.send === undefined) throw new Error('This file is started by spanlab, not by hand.');
  // `send` goes by what the process it belongs to has: here, for good.
  const held = Object.create(process, { _send: { value: inner._send }, connected: { value: true } });
  const send = process.send.bind(held);
  for (const name of ['send', '_send']) Reflect.deleteProperty(process, name);
  return {
    thread: false,
    index: emptyIndex,
    codes: new Map(),
    compiled: undefined,
    say: (said) => void send(said),
    hear: (told) => process.on('message', (message) => told(message as Told)),
    release: () => channel?.unref(),
  };
}
