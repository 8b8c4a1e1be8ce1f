/** Stands for the lab's Worker: the Collector's Worker is started from here. */
import { openCollector } from '../../../../sandbox/collector/client.ts';
import type { MeasuredHost } from '../../../../sandbox/collector/host.ts';
import { tracesJson } from '../../../collector/traces-json.ts';
import type { Answer, Command, Load, OutsideMode, State } from './messages.ts';

let host: MeasuredHost | undefined;
let mode: OutsideMode = 'answers';
let calls = 0;
const seen: Pick<State, 'broke' | 'log' | 'progress'> = { broke: [], log: [], progress: [] };

addEventListener('message', ({ data, ports: [port] }: MessageEvent<Command>) => {
  const startedAt = performance.now();
  const answer = (rest: Omit<Answer, 'ms'>): void =>
    port?.postMessage({ ms: performance.now() - startedAt, ...rest } satisfies Answer);
  perform(data).then(
    (value) => answer({ value }),
    (error: unknown) => answer({ error: error instanceof Error ? error.message : String(error) }),
  );
});

async function perform(command: Command): Promise<unknown> {
  if (command.type === 'open') {
    host = open(command.assetBase);
    return;
  }
  if (command.type === 'outside') {
    ({ mode } = command);
    return;
  }
  if (host === undefined) throw new Error('open it first');
  switch (command.type) {
    case 'load':
      return host.load();
    case 'start':
      return host.start({ config: command.config, env: {} });
    case 'validate':
      return host.validate({ config: command.config, env: {} });
    case 'post':
      return post(host, command.load);
    case 'stop':
      return host.stop();
    case 'state':
      return { ...seen, calls, memoryBytes: await host.memoryBytes() } satisfies State;
    case 'dispose':
      return host.dispose();
  }
}

function open(assetBase: string): MeasuredHost {
  const opened = openCollector(
    { assetBase },
    {
      call: () => {
        calls += 1;
        if (mode === 'silent') return new Promise(() => undefined);
        if (mode === 'breaks') return Promise.reject(new Error('reset'));
        return Promise.resolve({ status: 200, statusText: '', headers: [], grpcStatus: 0 });
      },
      log: ({ level, text }) => void seen.log.push(`${level} ${text}`),
      progress: (progress) => void seen.progress.push(progress),
      broke: (reason) => void seen.broke.push(reason),
    },
  );
  opened.places({ at: { 'jaeger:4317': 'grpc', 'jaeger:4318': 'http' }, hosts: ['jaeger'], taken: [] });
  return opened;
}

/** Statuses of the answers, or what there was in their place, and how often. */
async function post(to: MeasuredHost, { requests, spansEach }: Load): Promise<Record<string, number>> {
  const body = new TextEncoder().encode(tracesJson(spansEach));
  const outcomes: Record<string, number> = {};
  for (let request = 0; request < requests; request += 1) {
    const answer = await to.request(4318, {
      method: 'POST',
      url: 'http://localhost:4318/v1/traces',
      headers: [['content-type', 'application/json']],
      body,
    });
    const outcome = 'failure' in answer ? answer.failure.code : String(answer.status);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return outcomes;
}
