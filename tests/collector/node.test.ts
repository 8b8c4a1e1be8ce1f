import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CollectorAnswer, CollectorCall, CollectorHost } from '../../sandbox/collector/collector.ts';
import { openNodeCollector } from '../../sandbox/collector/node.ts';
import { decodeTracesProtobuf } from '../../sandbox/store/otlp/decode-protobuf.ts';
import { buildLimitMs, collectorFolder } from './collector-folder.ts';
import { tracesJson } from './traces-json.ts';

/** Everything in it can be exchanged, the exporters above all. */
const config = (exporters: string, batch = 'timeout: 0s') => `
receivers:
  otlp:
    protocols:
      grpc: { endpoint: 0.0.0.0:4317 }
      http: { endpoint: localhost:4318 }
processors:
  batch: { ${batch} }
exporters:
  otlp_grpc: { endpoint: jaeger:4317, tls: { insecure: true } }
  otlp_http: { endpoint: http://jaeger:4318, compression: none }
  otlp_http/unknown: { endpoint: http://jaegr:4318, retry_on_failure: { enabled: false } }
  otlp_http/refused: { endpoint: http://jaeger:9999, retry_on_failure: { enabled: false } }
  otlp_http/itself: { endpoint: http://localhost:4318 }
  otlp_grpc/itself: { endpoint: localhost:4317, tls: { insecure: true }, retry_on_failure: { initial_interval: 50ms } }
  debug: { verbosity: detailed }
service:
  telemetry: { metrics: { level: none } }
  pipelines:
    traces: { receivers: [otlp], processors: [batch], exporters: [${exporters}] }
`;
const start = (exporters: string, batch?: string) => ({ config: config(exporters, batch), env: {} });

let host: CollectorHost;
let calls: CollectorCall[] = [];
let log: string[] = [];
let broke: string[] = [];
let waiting: (() => void)[] = [];
const ok: CollectorAnswer = { status: 200, statusText: '', headers: [], grpcStatus: 0 };
let answer: (call: CollectorCall, signal: AbortSignal) => Promise<CollectorAnswer> = async () => ok;

/** Resolves as soon as it is so; what it looks at changes by calls and log lines only. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
  }
}
const noticed = (): void => {
  for (const resolve of waiting.splice(0)) resolve();
};

async function openHost(): Promise<CollectorHost> {
  const opened = await openNodeCollector(
    {
      call: (call, signal) => {
        calls.push(call);
        noticed();
        return answer(call, signal);
      },
      log: ({ level, text }) => {
        log.push(`${level}: ${text}`);
        noticed();
      },
      progress: () => undefined,
      broke: (reason) => {
        broke.push(reason);
        noticed();
      },
    },
    await collectorFolder(),
  );
  opened.places({
    at: { 'jaeger:4317': 'grpc', 'jaeger:4318': 'http' },
    hosts: ['jaeger'],
    taken: [16686],
  });
  return opened;
}

const post = (spans: number, port = 4318) =>
  host.request(port, {
    method: 'POST',
    url: `http://localhost:${port}/v1/traces`,
    headers: [['content-type', 'application/json']],
    body: new TextEncoder().encode(tracesJson(spans)),
  });

beforeAll(async () => {
  host = await openHost();
}, buildLimitMs);
afterAll(() => host.dispose());
beforeEach(() => {
  calls = [];
  log = [];
  broke = [];
  waiting = [];
  answer = async () => ok;
});

describe('a Collector in a thread of Node', () => {
  it('takes spans and hands them on, by gRPC and by HTTP', async () => {
    const started = await host.start(start('otlp_grpc, otlp_http'));
    expect(started).toMatchObject({ ok: true, lost: 0 });
    expect(started.ok && started.listeners.map(({ port }) => port).toSorted()).toEqual([4317, 4318]);
    expect(await post(3)).toMatchObject({ status: 200 });
    await until(() => calls.length === 2);
    const seen = calls.map(({ protocol, request }) => [protocol, request.url]).toSorted();
    expect(seen).toEqual([
      ['grpc', 'http://jaeger:4317/opentelemetry.proto.collector.trace.v1.TraceService/Export'],
      ['http', 'http://jaeger:4318/v1/traces'],
    ]);
    for (const { request } of calls) {
      expect(decodeTracesProtobuf(request.body ?? new Uint8Array()).map(({ name }) => name)).toEqual([
        'span 0',
        'span 1',
        'span 2',
      ]);
    }
  });

  it('counts what passes each component, and shows the first spans at each hop', async () => {
    await host.start(start('otlp_grpc'));
    host.watchHops({ spans: 2, bytes: 100_000 });
    await post(5);
    await until(() => calls.length === 1);
    const hops = await host.hops();
    expect(hops.map(({ pipeline, index, total, spans }) => [pipeline, index, total, spans.length])).toEqual([
      ['traces', 0, 5, 2],
      ['traces', 1, 5, 2],
    ]);
    const { components } = await host.status();
    expect(components.find(({ kind }) => kind === 'processor')).toMatchObject({
      id: 'batch',
      received: 5,
      sent: 5,
    });
  });

  it('reads its environment', async () => {
    const text = config('otlp_http').replace('http://jaeger:4318', '"$'.concat('{env:WHERE}"'));
    const env = { WHERE: 'http://jaeger:4318/prefix' };
    expect(await host.start({ config: text, env })).toMatchObject({ ok: true });
    await post(1);
    await until(() => calls.length === 1);
    expect(calls[0]?.request.url).toBe('http://jaeger:4318/prefix/v1/traces');
  });

  it('says in Go’s words that a host is not known, and that nobody listens', async () => {
    await host.start(start('otlp_http/unknown, otlp_http/refused'));
    await post(1);
    const all = () => log.join('\n');
    await until(() => all().includes('no such host') && all().includes('connection refused'));
    expect(calls).toEqual([]);
  });

  it('logs each record as one, over as many lines as it has', async () => {
    await host.start(start('debug'));
    await post(2);
    await until(() => log.some((each) => each.includes('Span #1')));
    const [record] = log.filter((each) => each.includes('ResourceSpans #0'));
    expect(record).toMatch(/^info: .*\n[\s\S]*Span #0[\s\S]*Span #1/u);
    expect(log.filter((each) => each.includes('Everything is ready'))).toHaveLength(1);
  });

  it('is as it was after a configuration it refuses', async () => {
    expect(await host.start(start('nothing'))).toMatchObject({
      ok: false,
      error: expect.stringContaining('references exporter "nothing" which is not configured'),
    });
    expect(await post(1)).toMatchObject({ failure: { code: 'ECONNREFUSED' } });
    expect(await host.start(start('debug'))).toMatchObject({ ok: true });
    expect(await post(1)).toMatchObject({ status: 200 });
  });

  it('validates without touching what runs', async () => {
    await host.start(start('debug'));
    expect(await host.validate(start('debug'))).toBe('');
    expect(await host.validate({ config: 'receivers: 3\n', env: {} })).toContain(
      "'receivers' expected a map",
    );
    expect(await post(1)).toMatchObject({ status: 200 });
  });

  it('refuses garbage and goes on', async () => {
    await host.start(start('debug'));
    const bad = { method: 'POST', url: 'http://localhost:4318/v1/traces' };
    const json: [string, string] = ['content-type', 'application/json'];
    const body = new TextEncoder().encode('{"resourceSpans": [7');
    expect(await host.request(4318, { ...bad, headers: [json], body })).toMatchObject({ status: 400 });
    const zipped: [string, string] = ['content-encoding', 'gzip'];
    expect(await host.request(4318, { ...bad, headers: [json, zipped], body })).toMatchObject({
      status: 400,
    });
    expect(await host.request(4317, { ...bad, headers: [json], body })).toMatchObject({
      failure: { code: 'HPE_INVALID_CONSTANT' },
    });
    expect(await post(1)).toMatchObject({ status: 200 });
  });
});

describe('ending it', () => {
  it('delivers what a batch holds', async () => {
    await host.start(start('otlp_grpc', 'timeout: 1h'));
    await post(4);
    expect(calls).toEqual([]);
    expect(await host.stop()).toEqual({ lost: 0 });
    expect(calls).toHaveLength(1);
  });

  it('does not wait for an exporter that gets no answer, and counts its spans as lost', async () => {
    await host.start(start('otlp_grpc'));
    let isAborted = false;
    answer = (_, signal) =>
      new Promise(() => {
        signal.addEventListener('abort', () => {
          isAborted = true;
        });
      });
    await post(6);
    await until(() => calls.length === 1);
    const startedAt = performance.now();
    expect(await host.start(start('debug'))).toMatchObject({ ok: true, lost: 6 });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(isAborted).toBe(true);
    expect(await post(1)).toMatchObject({ status: 200 });
    expect(broke).toEqual([]);
  });

  it('takes the last of several starts', async () => {
    const starts = ['otlp_grpc', 'nothing', 'otlp_http', 'debug'].map((exporter) =>
      host.start(start(exporter)),
    );
    const outcomes = await Promise.all(starts);
    expect(outcomes.map(({ ok: isUp }) => isUp)).toEqual([true, true, true, true]);
    await post(1);
    await until(() => log.some((each) => each.includes('Span #0')));
    expect(calls).toEqual([]);
  });
});

describe('whatever happens', () => {
  it('can be asked and ended while it sends to itself', async () => {
    for (const exporter of ['otlp_http/itself', 'otlp_grpc/itself']) {
      await host.start(start(exporter));
      await post(1);
      // It has gone round when more has come in than was sent to it.
      let received = 0;
      while (received < 20) received = (await host.status()).components[0]?.received ?? 0;
      expect(await host.start(start('debug'))).toMatchObject({ ok: true, lost: expect.any(Number) });
      expect(await post(1)).toMatchObject({ status: 200 });
    }
    expect(broke).toEqual([]);
  });

  it('does not mind time in nanoseconds, which would never let it rest', async () => {
    expect(await host.start(start('debug', 'timeout: 5'))).toMatchObject({ ok: true });
    expect(await post(1)).toMatchObject({ status: 200 });
  });

  it('settles what is asked when it is disposed of', async () => {
    const other = await openHost();
    await other.load();
    const asked = [other.start(start('debug')), other.validate(start('debug')), other.hops()];
    other.dispose();
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes).toHaveLength(3);
    await expect(other.load()).rejects.toThrow('closed');
  });
});
