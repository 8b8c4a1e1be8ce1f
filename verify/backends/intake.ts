/** Takes OTLP requests of runs, whatever way they came: decodes, hands on, answers, and writes down. */

import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { HeaderList } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import {
  encodeExportResponse,
  encodeStatus,
  type OtlpEncoding,
  otlpEncodings,
  rpcCode,
} from '@spanlab/sandbox/store/otlp/response.ts';
import { receive } from '@spanlab/sandbox/store/otlp-receiver.ts';
import type { Ledger } from './ledger.ts';

/** What became of spans that were handed on. */
export type Delivery =
  | { taken: true; rejected: number; message: string }
  /** `status` is the HTTP status the sender is answered with. */
  | { taken: false; status: number; message: string };
export type Deliver = (runId: string, spans: readonly Span[]) => Promise<Delivery>;

export interface IntakeRequest {
  method: string;
  /** As the sender named it. */
  url: string;
  /** Behind the base address: `/v1/traces`. */
  path: string;
  headers: HeaderList;
  /** The headers on the wire, where they are not those that tell how to read the body: gRPC. */
  wireHeaders?: HeaderList;
  body: Uint8Array<ArrayBuffer>;
}

export interface IntakeAnswer {
  status: number;
  headers: HeaderList;
  body: Uint8Array<ArrayBuffer>;
  /** Why it was refused, whole or in part; '' when all is well. */
  message: string;
}

export interface Intake {
  /** Never rejects. */
  take(runId: string, request: IntakeRequest): Promise<IntakeAnswer>;
}

/** Signals that are taken and let go: a program that sends them is not wrong, and nothing here holds them. */
const otherSignals: ReadonlySet<string> = new Set(['/v1/metrics', '/v1/logs', '/v1development/profiles']);

export function createIntake(
  ledger: Pick<Ledger, 'record'>,
  deliver: Deliver,
  nowMs: () => number = Date.now,
): Intake {
  return {
    async take(runId, request) {
      const startedAtMs = nowMs();
      const { answer, spans, sender } = await answerTo(runId, request, deliver);
      const { method, url, headers, wireHeaders: requestHeaders = headers } = request;
      const endedAtMs = nowMs();
      ledger.record(runId, {
        exchange: { from: sender, to: 'collector', method, url, requestHeaders, startedAtMs, endedAtMs },
        requestBody: request.body,
        response: answer,
        spans,
        ...(answer.message !== '' && { refused: refusal(request, answer) }),
      });
      return answer;
    },
  };
}

interface Answered {
  answer: IntakeAnswer;
  spans: number;
  /** The service that sent it, as its spans say. */
  sender: string;
}

async function answerTo(runId: string, request: IntakeRequest, deliver: Deliver): Promise<Answered> {
  const path = request.path.split('?')[0] ?? '';
  if (otherSignals.has(path) && request.method === 'POST') {
    const encoding = encodingOf(request.headers);
    return {
      answer: answered(encoding, 200, encodeExportResponse(encoding, 0, ''), ''),
      spans: 0,
      sender: '',
    };
  }
  const receipt = await receive(request);
  const { accepted, rejected, message } = receipt;
  const [first] = accepted;
  const sender = first === undefined ? '' : serviceName(first);
  const plain = { ...receipt, body: new Uint8Array(receipt.body) };
  if (first === undefined) return { answer: plain, spans: 0, sender };

  const encoding = encodingOf(receipt.headers);
  const delivery = await deliver(runId, accepted);
  if (!delivery.taken) {
    const code = delivery.status >= 500 ? rpcCode.internal : rpcCode.invalidArgument;
    const body = encodeStatus(encoding, code, delivery.message);
    return { answer: answered(encoding, delivery.status, body, delivery.message), spans: 0, sender };
  }
  const spans = accepted.length - delivery.rejected;
  if (delivery.rejected === 0) return { answer: plain, spans, sender };
  const why = [message, delivery.message].filter((each) => each !== '').join('; ');
  const body = encodeExportResponse(encoding, rejected + delivery.rejected, why);
  return { answer: answered(encoding, 200, body, why), spans, sender };
}

function answered(encoding: OtlpEncoding, status: number, body: Uint8Array, message: string): IntakeAnswer {
  return { status, headers: [['content-type', encoding]], body: new Uint8Array(body), message };
}

function encodingOf(headers: HeaderList): OtlpEncoding {
  const type = headers
    .find(([name]) => name === 'content-type')?.[1]
    .split(';')[0]
    ?.trim()
    .toLowerCase();
  return otlpEncodings.find((each) => each === type) ?? 'application/json';
}

function refusal({ method, path }: IntakeRequest, { status, message }: IntakeAnswer): string {
  if (status === 200)
    return `${method} ${path} was answered 200, and not all of its spans were taken: ${message}`;
  return `${method} ${path} was answered ${status}: ${message}`;
}
