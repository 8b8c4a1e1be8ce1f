/** What a plain socket hears of real servers that are not what the address says. */
import { afterEach, expect, test } from 'vitest';
import type { Knock } from '../../sandbox/local-lab/knock.ts';
import { emptyExport, knock } from '../../tools/lab/knock.ts';
import { type Faulty, type FaultyServer, faulty } from './faulty-servers.ts';

let server: Faulty | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const http = (port: number): string => `http://127.0.0.1:${port}`;
const https = (port: number): string => `https://127.0.0.1:${port}`;

test.each<[FaultyServer, (port: number) => string, Knock]>([
  ['plain', http, { kind: 'answered', status: 200 }],
  ['grpc', http, { kind: 'grpc' }],
  ['tls', http, { kind: 'tls' }],
  ['goTls', http, { kind: 'tls' }],
  ['tls', https, { kind: 'answered', status: 200 }],
  ['plain', https, { kind: 'not-tls' }],
  ['notHttp', http, { kind: 'not-http' }],
  ['closing', http, { kind: 'not-http' }],
  ['silent', http, { kind: 'silent' }],
  ['notOtlp', http, { kind: 'answered', status: 404 }],
])('%s', async (kind, address, heard) => {
  server = await faulty(kind);
  expect(await knock(address(server.port), emptyExport, 300)).toEqual(heard);
});

test('nobody', async () => {
  server = await faulty('plain');
  const { port } = server;
  await server.close();
  server = undefined;
  expect(await knock(http(port), emptyExport)).toEqual({ kind: 'refused' });
});

test('a name nobody has', async () => {
  expect(await knock('http://no-such-host.invalid:4318', emptyExport)).toEqual({ kind: 'unknown-host' });
});
