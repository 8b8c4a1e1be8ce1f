/** Examples without a document, and a place for their spans to go. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExampleOptions, ProgramExample } from '../../../../verify/model/example.ts';
import type { Job } from '../../../../verify/model/run.ts';

/** In a folder from which the packages of this repository resolve. */
const here = fileURLToPath(new URL('.', import.meta.url));
let count = 0;

export function jobOf(
  files: string | Record<string, string>,
  more: Partial<Omit<Job, 'example'>> & { options?: ExampleOptions; folder?: string } = {},
): Job {
  const { options = {}, folder = here, ...rest } = more;
  const named = typeof files === 'string' ? { 'app.ts': files } : files;
  const at = { file: 'guide.md', line: 1, column: 1 };
  count += 1;
  const example: ProgramExample = {
    kind: 'program',
    id: `guide.md#${count}`,
    title: `example ${count}`,
    document: join(folder, 'guide.md'),
    at,
    options,
    files: Object.entries(named).map(([name, text]) => ({
      name,
      text,
      origins: text.split('\n').map((_line, i) => ({ line: i + 1, column: 1 })),
    })),
    entry: Object.keys(named).at(-1) ?? '',
    outputs: [],
    spans: [],
  };
  return {
    runId: `run-${process.pid}-${count}`,
    example,
    project: { folder, lockfiles: [], typescript: { folder: '', version: '' } },
    endpoint: 'http://127.0.0.1:9',
    alone: false,
    timeoutMs: 20_000,
    signal: new AbortController().signal,
    ...rest,
  };
}

export interface Intake extends AsyncDisposable {
  endpoint: string;
  /** Bodies of what was posted, in order. */
  bodies: string[];
  /** Resolves with the first. */
  received: Promise<void>;
}

/** A server that says yes to everything. */
export async function openIntake(): Promise<Intake> {
  const bodies: string[] = [];
  const first = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString());
      first.resolve();
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bodies,
    received: first.promise,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const stdout = (ran: { output: readonly { stream: string; text: string }[] }) =>
  ran.output.filter(({ stream }) => stream === 'stdout').map(({ text }) => text);
