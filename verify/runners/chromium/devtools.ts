/** Speaks Chrome's DevTools protocol over a pipe: JSON, with a zero byte behind each message. */
import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

export interface DevtoolsEvent {
  method: string;
  params: Readonly<Record<string, unknown>>;
  sessionId?: string;
}

export interface Devtools {
  /** Rejects with what the browser says, or once the pipe is closed. */
  send(method: string, params?: object, sessionId?: string): Promise<Readonly<Record<string, unknown>>>;
  /** Returns what takes the listener away. */
  listen(listener: (event: DevtoolsEvent) => void): () => void;
  /** Resolves when the browser has gone. */
  closed: Promise<void>;
}

interface Message extends DevtoolsEvent {
  id?: number;
  result?: Record<string, unknown>;
  error?: { message?: string };
}

export function openDevtools(input: Writable, output: Readable): Devtools {
  const waiting = new Map<number, PromiseWithResolvers<Readonly<Record<string, unknown>>>>();
  const listeners = new Set<(event: DevtoolsEvent) => void>();
  const gone = Promise.withResolvers<void>();
  let isClosed = false;
  let last = 0;

  const close = (): void => {
    isClosed = true;
    for (const { reject } of waiting.values()) reject(new Error('the browser was closed'));
    waiting.clear();
    gone.resolve();
  };
  const take = (text: string): void => {
    const message = JSON.parse(text) as Message;
    if (message.id === undefined) {
      for (const listener of [...listeners]) listener(message);
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) asked?.resolve(message.result ?? {});
    else asked?.reject(new Error(message.error.message ?? 'an error without a word'));
  };
  const decoder = new StringDecoder('utf8');
  let parts: string[] = [];
  output.on('data', (chunk: Buffer) => {
    const texts = decoder.write(chunk).split('\0');
    for (const text of texts.slice(0, -1)) {
      parts.push(text);
      take(parts.join(''));
      parts = [];
    }
    parts.push(texts.at(-1) ?? '');
  });
  output.once('close', close).once('error', close);
  input.once('error', close);

  return {
    closed: gone.promise,
    async send(method, params = {}, sessionId) {
      if (isClosed) throw new Error('the browser was closed');
      last += 1;
      const asked = Promise.withResolvers<Readonly<Record<string, unknown>>>();
      waiting.set(last, asked);
      input.write(
        `${JSON.stringify({ id: last, method, params, ...(sessionId !== undefined && { sessionId }) })}\0`,
      );
      return asked.promise;
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
