import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeTracesJson } from '../../../sandbox/store/otlp/encode-json.ts';
import { encodeTracesProtobuf } from '../../../sandbox/store/otlp/encode-protobuf.ts';
import { run } from '../../../verify/run.ts';
import { spansOf, trip } from '../../expect/some-trees.ts';
import { eventsOf, raw, startView, viewerFolder } from './started-view.ts';

let folder = '';
let viewer: Awaited<ReturnType<typeof viewerFolder>>;
const at = (name: string) => join(folder, name);
const spans = spansOf(trip);
const traces = JSON.stringify(encodeTracesJson(spans));

beforeAll(async () => {
  viewer = await viewerFolder();
  folder = await mkdtemp(join(tmpdir(), 'spanlab-traces-'));
  await writeFile(at('trip.json'), traces);
  await writeFile(at('<!--<script><b>$&.json'), traces);
  await writeFile(at('secret.txt'), 'nobody may read this');
  await mkdir(at('folder'));
});
afterAll(async () => {
  await viewer[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});
const start = (args: string[], stdin = '') => startView(args, { folder: viewer.path, stdin });
/** Any port: tests run beside each other. */
const anywhere = ['--port', '0'];

async function sessionOf(url: string) {
  const html = await (await fetch(url)).text();
  return { html, session: JSON.parse(/id="session">(.*)<\/script>/su.exec(html)?.[1] ?? '') };
}

describe('the page', () => {
  test('is served with its files, and is told of what was given', async () => {
    await using started = await start([at('trip.json'), ...anywhere]);
    const { html, session } = await sessionOf(started.url);
    expect(html).toContain('<title>A page</title>');
    expect(session.files).toMatchObject([{ name: 'trip.json', bytes: traces.length }]);
    const script = await fetch(`${started.url}assets/main-1a2b.js`);
    expect(await script.text()).toBe('console.log("here");');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(started.out[0]).toBe(`The explorer is at ${started.url}`);
    expect(await started.end()).toBe(0);
  });

  test('lets no name of a file become a part of it', async () => {
    await using started = await start([at('<!--<script><b>$&.json'), ...anywhere]);
    const { html, session } = await sessionOf(started.url);
    expect(html).not.toContain('<b>');
    expect(session.files[0].name).toBe('<!--<script><b>$&.json');
  });

  test('may load scripts from here and nothing from elsewhere', async () => {
    await using started = await start(anywhere);
    const policy = (await fetch(started.url)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('http');
  });

  test('opens in the browser when asked to', async () => {
    await using started = await start(['--open', ...anywhere]);
    expect(started.opened).toEqual([started.url]);
  });
});

describe('a file', () => {
  test('is sent as it is, with its length', async () => {
    await using started = await start([at('trip.json'), ...anywhere]);
    const answer = await fetch(`${started.url}files/0`);
    expect(answer.headers.get('content-length')).toBe(String(traces.length));
    expect(await answer.text()).toBe(traces);
    const head = await fetch(`${started.url}files/0`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('is standard input when it is -', async () => {
    await using started = await start(['-', ...anywhere], traces);
    expect(await (await fetch(`${started.url}files/0`)).text()).toBe(traces);
    expect((await sessionOf(started.url)).session.files[0].name).toBe('standard input');
  });

  test('that is gone meanwhile is said to be', async () => {
    await writeFile(at('short-lived.json'), traces);
    await using started = await start([at('short-lived.json'), ...anywhere]);
    await rm(at('short-lived.json'));
    const answer = await fetch(`${started.url}files/0`);
    expect([answer.status, await answer.text()]).toEqual([
      404,
      'short-lived.json is not there any more, is no file, or may not be read',
    ]);
  });

  test.skipIf(process.platform === 'win32')(
    'in whose place there is a pipe or a folder by now is not read',
    async () => {
      await writeFile(at('replaced.json'), traces);
      await using started = await start([at('replaced.json'), at('trip.json'), ...anywhere]);
      await rm(at('replaced.json'));
      execFileSync('mkfifo', [at('replaced.json')]);
      // More than there are threads to wait in.
      const answers = await Promise.all(Array.from({ length: 6 }, () => fetch(`${started.url}files/0`)));
      expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(404));
      expect(await (await fetch(`${started.url}files/1`)).text()).toBe(traces);
      await rm(at('replaced.json'));
      await mkdir(at('replaced.json'));
      const folderAnswer = await fetch(`${started.url}files/0`);
      expect(folderAnswer.status).toBe(404);
      expect(await folderAnswer.text()).toContain('is no file');
    },
  );

  test.each([
    ['that is not there', 'nowhere.json', 'there is no such file'],
    ['that is a folder', 'folder', 'found a folder, expected a file with traces'],
    ['that is empty', 'empty.json', 'found an empty file, expected traces'],
    ['that is a picture', 'picture.png', 'found a picture (PNG), expected traces'],
    ['that is a web page', 'page.html', 'found a web page, expected traces'],
  ])('%s ends the command with a sentence', async (_, name, words) => {
    await writeFile(at('empty.json'), '');
    await writeFile(at('picture.png'), Buffer.from('\u0089PNG\r\n', 'latin1'));
    await writeFile(at('page.html'), '\n<!DOCTYPE html><title>404</title>');
    const error: string[] = [];
    const code = await run(['view', at(name)], { out: () => undefined, error: (text) => error.push(text) });
    expect(code).toBe(2);
    // The page need not be built for that to be said.
    expect(error.join('\n')).toContain(words);
  });

  test('that changes, or is replaced, is told of once it is whole', async () => {
    await writeFile(at('growing.jsonl'), `${traces}\n`);
    await using started = await start([at('growing.jsonl'), ...anywhere]);
    const leave = new AbortController();
    const events = eventsOf(started.url, leave.signal);
    const first = (await events.next()).value?.files[0];
    await appendFile(at('growing.jsonl'), `${traces}\n`);
    const second = (await events.next()).value?.files[0];
    expect(second?.bytes).toBe(2 * (traces.length + 1));
    expect(second?.version).not.toBe(first?.version);
    await writeFile(at('growing.new'), '{}');
    await rename(at('growing.new'), at('growing.jsonl'));
    const third = (await events.next()).value?.files[0];
    expect(third?.bytes).toBe(2);
    leave.abort();
  });
});

describe('what is told as it happens', () => {
  test('is told to as many pages as anybody sees, the latest of them', async () => {
    await using started = await start([at('trip.json'), ...anywhere]);
    const leave = new AbortController();
    const listen = () => fetch(`${started.url}events`, { signal: leave.signal });
    const first = (await listen()).body?.getReader();
    await first?.read();
    await Promise.all(Array.from({ length: 50 }, listen));
    expect(await first?.read()).toMatchObject({ done: true });
    leave.abort();
  });

  test('is not told to whoever asks for the head alone', async () => {
    await using started = await start([at('trip.json'), ...anywhere]);
    expect((await raw(started.url, { path: '/events', method: 'HEAD' })).status).toBe(200);
  });
});

describe('who asks', () => {
  test('by another name is refused: a site whose name leads here', async () => {
    await using started = await start([at('trip.json'), ...anywhere]);
    for (const host of ['evil.example', 'evil.example:4380', '127.0.0.1.evil.example', 'localhost.evil']) {
      const answer = await raw(started.url, { path: '/files/0', headers: { host } });
      expect([host, answer.status]).toEqual([host, 403]);
      expect(answer.body).not.toContain('resourceSpans');
    }
    for (const host of ['localhost:1', '127.0.0.1', '[::1]:4380']) {
      expect((await raw(started.url, { path: '/files/0', headers: { host } })).status).toBe(200);
    }
  });

  test('from another page is refused, and may only follow a link', async () => {
    await using started = await start([at('trip.json'), ...anywhere]);
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await raw(started.url, { path: '/files/0', headers })).status).toBe(403);
    expect((await raw(started.url, { path: '/events', headers })).status).toBe(403);
    expect((await raw(started.url, { path: '/', headers })).status).toBe(200);
    const answer = await raw(started.url, { path: '/files/0', headers: { origin: 'https://evil.example' } });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('may only read', async () => {
    await using started = await start(anywhere);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await raw(started.url, { method })).status).toBe(405);
    }
  });

  test('finds no way out of what is served', async () => {
    await using started = await start([at('trip.json'), ...anywhere]);
    const paths = [
      '/../secret.txt',
      '/files/../secret.txt',
      '/files/1',
      '/files/-1',
      '/files/0/../1',
      '/files/%2e%2e%2fsecret.txt',
      '/assets/../../secret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/assets//main-1a2b.js',
      `/files/${at('secret.txt')}`,
      '/files/0x0',
      '/files/00',
      '/files/9999999',
      '/package.json',
      '/index.html',
      '//etc/passwd',
      '/jaeger/api/services',
      '/live',
      '/%',
    ];
    for (const path of paths) {
      const answer = await raw(started.url, { path });
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.body).not.toContain('nobody');
    }
  });
});

describe('--listen', () => {
  async function listening() {
    // A port that was free a moment ago.
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => probe.once('listening', resolve));
    const { port } = probe.address() as { port: number };
    await new Promise((resolve) => probe.close(resolve));
    const started = await start(['--listen', String(port), ...anywhere]);
    return { started, to: `http://127.0.0.1:${port}/v1/traces` };
  }
  const send = (to: string, type: string, body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(to, { method: 'POST', headers: { 'content-type': type, ...headers }, body });

  test('takes JSON, protobuf and gzip, tells the page, and hands the spans on', async () => {
    const { started, to } = await listening();
    await using _ = started;
    const leave = new AbortController();
    const events = eventsOf(started.url, leave.signal);
    expect((await events.next()).value?.live).toBe(0);

    expect((await send(to, 'application/json', traces)).status).toBe(200);
    expect((await events.next()).value?.live).toBe(1);
    const protobuf = new Uint8Array(encodeTracesProtobuf(spans));
    const packed = new Uint8Array(gzipSync(protobuf));
    expect((await send(to, 'application/x-protobuf', packed, { 'content-encoding': 'gzip' })).status).toBe(
      200,
    );
    expect((await events.next()).value?.live).toBe(2);

    const lines = (await (await fetch(`${started.url}live?after=0`)).text()).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([JSON.parse(traces), JSON.parse(traces)]);
    expect(await (await fetch(`${started.url}live?after=1&to=1`)).text()).toBe('');
    leave.abort();
  });

  test('refuses what is no OTLP, and says why', async () => {
    const { started, to } = await listening();
    await using _ = started;
    const answer = await send(to, 'application/json', '{"resourceSpans": 5}');
    expect(answer.status).toBe(400);
    expect((await answer.json()).message).toContain('resourceSpans');
    expect((await send(to, 'text/plain', 'x')).status).toBe(415);
  });

  test('lets any page send to it, as exporters in pages do', async () => {
    const { started, to } = await listening();
    await using _ = started;
    const headers = { origin: 'http://localhost:3000', 'access-control-request-headers': 'content-type' };
    const answer = await fetch(to, { method: 'OPTIONS', headers });
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
    expect(answer.headers.get('access-control-allow-headers')).toBe('content-type');
  });

  test('at a port that is taken says who has it', async () => {
    const { started, to } = await listening();
    await using _ = started;
    const port = new URL(to).port;
    await expect(start(['--listen', port, ...anywhere])).rejects.toThrow(
      new RegExp(`port ${port} is held by .*: choose another with --listen`, 'u'),
    );
  });
});

test('a port that is taken is said to be, and is the next one only when nobody asked for it', async () => {
  await using first = await start([]);
  await using second = await start([]);
  expect(second.url).not.toBe(first.url);
  expect(second.error.join('\n')).toMatch(/port \d+ is held by .*, so it is \d+ this time/u);
  const port = new URL(first.url).port;
  await expect(start(['--port', port])).rejects.toThrow(/choose another with --port/u);
});

test('help says what there is, and wrong arguments what is allowed', async () => {
  const said: string[] = [];
  const output = { out: (text: string) => said.push(text), error: (text: string) => said.push(text) };
  expect(await run(['view', '--help'], output)).toBe(0);
  expect(said.join('\n')).toMatch(/--listen \[port\].*--jaeger <url>.*--port <n>/su);
  for (const args of [
    ['--port', 'x'],
    ['--listen=0'],
    ['--jaeger', 'ftp://x'],
    ['--holograms'],
    ['-', '-'],
  ]) {
    expect(await run(['view', ...args], output)).toBe(2);
  }
});
