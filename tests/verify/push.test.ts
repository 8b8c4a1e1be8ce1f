import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receive } from '../../sandbox/store/otlp-receiver.ts';
import { run } from '../../verify/run.ts';

/** What reached the receiver, which is the embedded store's own. */
const taken: { headers: IncomingMessage['headers']; names: string[] }[] = [];
const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray());
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const answer = await receive({ method: request.method ?? '', path: request.url ?? '', headers, body });
  taken.push({ headers: request.headers, names: answer.accepted.map(({ name }) => name) });
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(answer.body);
});
const mute = createTcpServer();
const portOf = (listening: typeof mute): number => {
  const address = listening.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};
let endpoint = '';

beforeAll(async () => {
  await Promise.all(
    [server, mute].map((each) => new Promise<void>((done) => each.listen(0, '127.0.0.1', done))),
  );
  endpoint = `http://127.0.0.1:${portOf(server)}`;
});
afterAll(() => {
  server.close();
  mute.close();
});

async function push(...args: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const code = await run(['push', ...args], {
    out: (text) => lines.push(text),
    error: (text) => errors.push(text),
  });
  return { code, out: lines.join('\n'), error: errors.join('\n') };
}

describe('spanlab push', () => {
  test.each(['json', 'protobuf'])('sends a span as %s and prints the answer', async (encoding) => {
    const { code, out } = await push(
      '-e',
      endpoint,
      '-s',
      'serviceA',
      '-n',
      'spanOne',
      '-d',
      '2000',
      '--encoding',
      encoding,
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^200 OK\n[\s\S]*trace [0-9a-f]{32}$/u);
    expect(taken.at(-1)?.names).toEqual(['spanOne']);
  });

  test('sends headers, of its arguments and of the environment', async () => {
    await push('-e', endpoint, '-n', 'x', '-H', 'Authorization: Bearer a:b');
    expect(taken.at(-1)?.headers.authorization).toBe('Bearer a:b');
  });

  test('ends with 1 when a receiver refuses', async () => {
    const { code, out, error } = await push('-e', `${endpoint}/v1/nothing`, '-n', 'x');
    expect(code).toBe(1);
    expect(out).toMatch(/^404/u);
    expect(error).toMatch(/^Refused: the answer to 1 span was 404/u);
  });

  test('ends with 2 when nothing listens, and says what to look at', async () => {
    const { code, error } = await push('-e', 'http://127.0.0.1:1', '-n', 'x');
    expect(code).toBe(2);
    expect(error).toContain('could not send to http://127.0.0.1:1/v1/traces');
  });

  test('ends with 2 when nobody answers in time', async () => {
    const { code, error } = await push(
      '-e',
      `http://127.0.0.1:${portOf(mute)}`,
      '-n',
      'x',
      '--timeout',
      '50ms',
    );
    expect(code).toBe(2);
    expect(error).toContain('accepted the connection and did not answer');
  });

  test('sends nothing on a dry run, and prints what it would', async () => {
    const before = taken.length;
    const { code, out } = await push(
      '-e',
      endpoint,
      '-n',
      'x',
      '-a',
      'n:int=1',
      '--shift',
      '-1h',
      '--dry-run',
    );
    expect(code).toBe(0);
    expect(out).toContain('"intValue": "1"');
    expect(taken.length).toBe(before);
  });

  test.each([
    [[], 'push needs --name, or --file'],
    [['-n', 'x', '--kind', 'servr'], '--kind: found "SERVR"'],
    [['-n', 'x', '-d', 'long'], '--duration: found "long", allowed: a length of time'],
    [['-n', 'x', '--start', 'soon'], '--start: found "soon"'],
    [['-n', 'x', '-a', 'novalue'], '--attr: found "novalue"'],
    [['-n', 'x', '--link', 'abc'], '--link: found'],
    [['-n', 'x', '--encoding', 'xml'], 'found --encoding "xml", allowed: json, protobuf'],
    [['-n', 'x', '-e', 'ftp://x'], 'found the endpoint "ftp://x"'],
    [
      ['-f', 'x.yaml', '-n', 'x', '-a', 'k=v'],
      'found --name, --attr beside --file, allowed there: --service, --resource, --duration',
    ],
    [['-n', 'x', '-d', '-5s'], '--duration: found -5s, allowed: 0 or more'],
    [
      ['-n', 'x', '--timeout', '1000h'],
      'found --timeout "1000h", allowed: a length of time such as 10s, 24 days at most',
    ],
    [['-n', 'x', '-a', '__proto__=1'], 'found the key "__proto__"'],
    [['-f', '/nowhere.yaml'], 'cannot read the file /nowhere.yaml'],
  ])('refuses %j', async (args, words) => {
    const { code, error } = await push(...args);
    expect(code).toBe(2);
    expect(error).toContain(words);
  });

  test('says what there is', async () => {
    expect((await push('--help')).out).toContain('--dry-run');
  });
});
