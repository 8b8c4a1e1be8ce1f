/** What a check waits for that the reader sends by hand: a request, or a span. */
import { randomBytes } from 'node:crypto';
import { makeSpans } from '@spanlab/sandbox/push/make-spans.ts';
import { otlpRequest } from '@spanlab/sandbox/push/otlp-request.ts';
import { spanFromOptions } from '@spanlab/sandbox/push/span-options.ts';
import type { RequestByHand } from './lab-run.ts';
import { otlpPorts } from './otlp-ports.ts';
import type { ExerciseState } from './states.ts';

/** The workbench's own Push form as it stands when it is opened. */
const usualSpan = { name: 'spanOne', service: 'serviceA', duration: '2000ms' };
const standardPort = 4318;

/** Undefined where the programs do everything by themselves. */
export function byHandOf({ lab, files, expectation }: ExerciseState): RequestByHand | undefined {
  const asked = expectation.checks.flatMap(({ wire }) => wire ?? []).find(({ from }) => from === 'you');
  if (asked === undefined) return undefined;
  if (asked.to === 'collector') {
    const { http } = otlpPorts((lab.collector && files[lab.collector.config]) ?? '');
    return push(http[0] ?? standardPort);
  }
  const to = asked.to ?? lab.services[0]?.name ?? '';
  return { to, method: asked.method ?? 'GET', path: asked.path ?? '/', headers: [] };
}

function push(port: number): RequestByHand {
  const { span } = spanFromOptions({ ...usualSpan, attr: [], resource: [], event: [], link: [] });
  if (span === undefined) throw new Error('the usual span of the Push form cannot be made');
  const randomHex = (digits: number): string => randomBytes(digits / 2).toString('hex');
  const { spans } = makeSpans({ spans: [span] }, { now: BigInt(Date.now()) * 1_000_000n, randomHex });
  const [address, path] = [`localhost:${port}`, '/v1/traces'];
  const { headers, body } = otlpRequest(spans, {
    url: `http://${address}${path}`,
    encoding: 'json',
    headers: [],
  });
  return { to: 'collector', address, method: 'POST', path, headers, body: new TextDecoder().decode(body) };
}
