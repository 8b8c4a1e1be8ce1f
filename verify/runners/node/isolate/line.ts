/** The isolate's line to who started it: a thread's port, or a process's channel. */
import { parentPort } from 'node:worker_threads';
import type { Said, Told } from '../messages.ts';

export interface Line {
  say(said: Said): void;
  /** Listening keeps nothing alive. */
  hear(told: (told: Told) => void): void;
  /** Until the first message has come, it does. */
  release(): void;
}

/** Take the line, so that the program does not find it. */
export function takeLine(): Line {
  if (parentPort !== null) {
    const port = parentPort;
    return {
      say: (said) => port.postMessage(said),
      hear: (told) => port.on('message', told),
      release: () => port.unref(),
    };
  }
  const send = process.send?.bind(process);
  const { channel } = process;
  if (send === undefined) throw new Error('This file is started by spanlab, not by hand.');
  delete process.send;
  return {
    say: (said) => void send(said),
    hear: (told) => process.on('message', (message) => told(message as Told)),
    release: () => channel?.unref(),
  };
}
