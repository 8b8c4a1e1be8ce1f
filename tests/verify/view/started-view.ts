/** `spanlab view` as people start it: real server, real files, in this process. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ViewerEvent } from '../../../src/viewer/session.ts';
import { view } from '../../../verify/view/view.ts';

export interface StartedView extends AsyncDisposable {
  /** `http://127.0.0.1:4380/`. */
  url: string;
  out: string[];
  error: string[];
  opened: string[];
  /** Ends it, as Ctrl+C does. */
  end(): Promise<number>;
}

/** A folder with what a built page is made of, as far as the server is concerned. */
export async function viewerFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'spanlab-viewer-'));
  await mkdir(join(path, 'assets'));
  await writeFile(join(path, 'index.html'), '<!doctype html><title>A page</title><!-- session -->');
  await writeFile(join(path, 'assets/main-1a2b.js'), 'console.log("here");');
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

/** Resolves once its address is printed. */
export async function startView(
  args: readonly string[],
  { folder, stdin = '' }: { folder: string; stdin?: string },
): Promise<StartedView> {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const { promise: address, resolve: hasAddress } = Promise.withResolvers<string>();
  const started = { out: [] as string[], error: [] as string[], opened: [] as string[] };
  const out = (text: string) => {
    started.out.push(text);
    const url = /at (http:\/\/127\.0\.0\.1:\d+\/)/u.exec(text)?.[1];
    if (url !== undefined) hasAddress(url);
  };
  const running = view(
    args,
    { out, error: (text) => started.error.push(text) },
    {
      stdin: Readable.from([stdin]),
      ended: () => ended,
      openInBrowser: (url) => started.opened.push(url),
      viewerFolder: folder,
    },
  );
  const stop = async () => {
    end();
    return running;
  };
  // What it cannot do is said before there is an address.
  const url = await Promise.race([address, running.then(() => '')]);
  return { ...started, url, end: stop, [Symbol.asyncDispose]: async () => void (await stop()) };
}

/** A request whose path and headers are sent as they are: nothing tidies `..` away. */
export function raw(
  url: string,
  {
    path = '/',
    method = 'GET',
    headers = {},
  }: { path?: string; method?: string; headers?: Record<string, string> },
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text) => {
        body += text;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers }));
    });
    asked.once('error', reject);
    asked.end();
  });
}

/** What the page is told, one after the other. */
export async function* eventsOf(url: string, signal: AbortSignal): AsyncGenerator<ViewerEvent> {
  const answer = await fetch(`${url}events`, { signal });
  const decoder = new TextDecoder();
  const reader = answer.body?.getReader();
  if (reader === undefined) return;
  let text = '';
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    text += decoder.decode(next.value, { stream: true });
    const pieces = text.split('\n\n');
    text = pieces.pop() ?? '';
    for (const piece of pieces) yield JSON.parse(piece.replace(/^data: /u, '')) as ViewerEvent;
  }
}
