/** A Collector and the Jaeger behind it, over HTTP. */
import { bodyText, verdictOn } from '@spanlab/sandbox/push/otlp-answer.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { spansFromJson } from '@spanlab/sandbox/store/otlp/decode-json.ts';
import { encodeTracesProtobuf } from '@spanlab/sandbox/store/otlp/encode-protobuf.ts';
import { tracesPath } from '@spanlab/sandbox/store/otlp-receiver.ts';
import type { Delivery } from './intake.ts';

/** Base addresses, without a slash at the end. */
export interface Target {
  otlp: string;
  jaeger: string;
}

/** An address did not answer, or not as what it should be. Says which, and what came instead. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

/** Long enough for a machine that is busy; whoever hangs longer has gone. */
const answerWithinMs = 10_000;

/** Hands spans to the Collector. What it refuses is a delivery too. @throws NoAnswer */
export async function sendSpans({ otlp }: Pick<Target, 'otlp'>, spans: readonly Span[]): Promise<Delivery> {
  const response = await asked(`${otlp}${tracesPath}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf' },
    body: encodeTracesProtobuf(spans),
  });
  const { status, statusText, body } = response;
  const verdict = verdictOn({ ...response, headers: [...response.headers] }, spans.length);
  if (verdict.outcome !== 'refused') {
    return { taken: true, rejected: verdict.rejected, message: verdict.rejected > 0 ? verdict.sentence : '' };
  }
  const said = bodyText(body).slice(0, 500);
  const message = `${otlp} answered ${status} ${statusText}${said === '' ? '' : `: ${said}`}`;
  return { taken: false, status, message };
}

/** Every span Jaeger has of a trace, as it was sent to it; none is an empty list. @throws NoAnswer */
export async function readTrace({ jaeger }: Pick<Target, 'jaeger'>, traceId: string): Promise<Span[]> {
  const url = `${jaeger}/api/v3/traces/${traceId}?raw_traces=true`;
  const { status, body } = await asked(url, {});
  if (status === 404) return [];
  const json = status === 200 ? parsed(body) : undefined;
  if (json === undefined) throw new NoAnswer(`${url} answered ${status}: ${bodyText(body).slice(0, 200)}`);
  return spansFromJson(json['result'] ?? {});
}

/** Whether OTLP/HTTP is spoken at an address: it takes an empty export. @throws NoAnswer */
export async function knockAtOtlp({ otlp }: Pick<Target, 'otlp'>): Promise<void> {
  const url = `${otlp}${tracesPath}`;
  const headers = { 'content-type': 'application/x-protobuf' };
  const { status, statusText } = await asked(url, { method: 'POST', headers, body: new Uint8Array() });
  if (status === 200) return;
  throw new NoAnswer(
    `${url} answered ${status} ${statusText} to an empty export, expected 200: is it the Collector's OTLP/HTTP address?`,
  );
}

/** Whether a Jaeger with its query API v3 is at an address. @throws NoAnswer */
export async function knockAtJaeger({ jaeger }: Pick<Target, 'jaeger'>): Promise<void> {
  const url = `${jaeger}/api/v3/services`;
  const { status, body } = await asked(url, {});
  const json = status === 200 ? parsed(body) : undefined;
  const services = json?.['services'];
  // Protobuf's JSON leaves an empty list out.
  if (json !== undefined && (services === undefined || Array.isArray(services))) return;
  throw new NoAnswer(
    `${url} answered ${status} and is no Jaeger with a query API v3 (expected 200 and a list of services): ${JSON.stringify(bodyText(body).slice(0, 100))}`,
  );
}

interface Answered {
  status: number;
  statusText: string;
  headers: Headers;
  body: Uint8Array;
}

async function asked(url: string, init: RequestInit): Promise<Answered> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const { status, statusText, headers } = response;
    return { status, statusText, headers, body: new Uint8Array(await response.arrayBuffer()) };
  } catch (error) {
    throw new NoAnswer(`${url} did not answer: ${reasonOf(error)}`);
  }
}

/** `fetch failed` hides why in its causes. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `nothing came within ${answerWithinMs / 1000} s`;
  const { cause } = error;
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? reasonOf(cause) : error.message;
}

function parsed(body: Uint8Array): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
