/** The native Collector in a container, under the load the one in the page gets. */
import { execFile } from 'node:child_process';
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { tracesJson } from '../tests/collector/traces-json.ts';

const image = 'otel/opentelemetry-collector-contrib:0.155.0';
const run = promisify(execFile);

export interface LoadSize {
  requests: number;
  batches: number;
  spansInBatch: number;
}

/** Requests and spans a second, over one connection that is kept open, one request at a time. */
export async function loadNative(
  config: string,
  size: LoadSize,
): Promise<{ requests: number; spans: number }> {
  const args = [
    'run',
    '--rm',
    '-d',
    '-p',
    '127.0.0.1::4318',
    '-e',
    `CONFIG=${config}`,
    image,
    '--config=env:CONFIG',
  ];
  const id = (await run('docker', args)).stdout.trim();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const port = Number((await run('docker', ['port', id, '4318/tcp'])).stdout.trim().split(':').at(-1));
    const one = tracesJson(1);
    for (let tries = 0; !(await post(agent, port, one).catch(() => false)); tries += 1) {
      if (tries > 100) throw new Error('the native Collector did not answer within 10 s');
      await wait(100);
    }
    await rate(agent, port, 300, one);
    const requests = await rate(agent, port, size.requests, one);
    const batches = await rate(agent, port, size.batches, tracesJson(size.spansInBatch));
    return { requests, spans: batches * size.spansInBatch };
  } finally {
    agent.destroy();
    await run('docker', ['rm', '-f', id]);
  }
}

async function rate(agent: Agent, port: number, requests: number, body: string): Promise<number> {
  const startedAt = performance.now();
  for (let each = 0; each < requests; each += 1) {
    if (!(await post(agent, port, body))) throw new Error('the native Collector refused spans');
  }
  return (1_000 * requests) / (performance.now() - startedAt);
}

function post(agent: Agent, port: number, body: string): Promise<boolean> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, port, host: '127.0.0.1', path: '/v1/traces', method: 'POST', headers },
      (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode === 200));
      },
    );
    sent.on('error', reject).end(body);
  });
}
