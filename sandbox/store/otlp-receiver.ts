/** OTLP/HTTP for traces, as https://opentelemetry.io/docs/specs/otlp/#otlphttp asks of a server. */
import type { HeaderList } from '../schemas/run-event.ts';
import type { Span } from '../schemas/trace.ts';
import { CannotInflate, inflate } from './inflate.ts';
import { acceptSpans } from './otlp/accept-spans.ts';
import { decodeTracesJson } from './otlp/decode-json.ts';
import { decodeTracesProtobuf } from './otlp/decode-protobuf.ts';
import { MalformedOtlp } from './otlp/malformed.ts';
import type { OtlpEncoding } from './otlp/response.ts';
import { encodeExportResponse, encodeStatus, otlpEncodings, rpcCode } from './otlp/response.ts';

export const tracesPath = '/v1/traces';

/** The Collector's own default for a body once inflated. */
export const defaultMaxBodyBytes = 20 * 1024 * 1024;

export interface OtlpRequest {
  method: string;
  /** Path of the URL, with or without a search. */
  path: string;
  headers: HeaderList;
  body: Uint8Array;
}

export interface OtlpReceipt {
  status: number;
  headers: HeaderList;
  body: Uint8Array;
  /** Spans to be stored. Empty unless `status` is 200. */
  accepted: Span[];
  /** Spans of a request answered with 200 that are not to be stored. */
  rejected: number;
  /** Why spans were rejected, or the request failed; '' when all is well. */
  message: string;
}

/** Answers one request. Whatever it holds, this resolves: a bad request is a 4xx with `google.rpc.Status`. */
export async function receive(
  request: OtlpRequest,
  { maxBodyBytes = defaultMaxBodyBytes }: { maxBodyBytes?: number } = {},
): Promise<OtlpReceipt> {
  const contentType = header(request, 'content-type');
  const encoding = otlpEncodings.find((each) => each === contentType.split(';')[0]?.trim().toLowerCase());
  const refuse = (status: number, code: number, message: string, headers: HeaderList = []) =>
    failure(encoding ?? 'application/json', status, code, message, headers);
  if (request.path.split('?')[0] !== tracesPath) {
    return refuse(404, rpcCode.notFound, `${request.path} is not served here; traces go to ${tracesPath}`);
  }
  if (request.method !== 'POST') {
    const message = `method is ${request.method}, expected POST`;
    return refuse(405, rpcCode.unimplemented, message, [['allow', 'POST']]);
  }
  if (encoding === undefined) {
    const found = contentType === '' ? 'missing' : `"${contentType}"`;
    const message = `content-type is ${found}, expected ${otlpEncodings.join(' or ')}`;
    return refuse(415, rpcCode.invalidArgument, message);
  }
  try {
    const body = await inflate(request.body, header(request, 'content-encoding'), maxBodyBytes);
    if (body.length > maxBodyBytes) {
      throw new CannotInflate(`the body has ${body.length} bytes, at most ${maxBodyBytes} are read`, true);
    }
    return success(encoding, decode(encoding, body));
  } catch (error) {
    if (error instanceof CannotInflate && error.tooLarge) {
      return refuse(413, rpcCode.resourceExhausted, error.message);
    }
    if (error instanceof CannotInflate || error instanceof MalformedOtlp) {
      return refuse(400, rpcCode.invalidArgument, error.message);
    }
    return refuse(500, rpcCode.internal, error instanceof Error ? error.message : String(error));
  }
}

function decode(encoding: OtlpEncoding, body: Uint8Array): Span[] {
  if (encoding === 'application/x-protobuf') return decodeTracesProtobuf(body);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new MalformedOtlp('the body is not JSON: it is not UTF-8');
  }
  return decodeTracesJson(text);
}

function success(encoding: OtlpEncoding, spans: readonly Span[]): OtlpReceipt {
  const { accepted, rejected, message } = acceptSpans(spans);
  const body = encodeExportResponse(encoding, rejected, message);
  return { status: 200, headers: [['content-type', encoding]], body, accepted, rejected, message };
}

function failure(
  encoding: OtlpEncoding,
  status: number,
  code: number,
  message: string,
  headers: HeaderList,
): OtlpReceipt {
  return {
    status,
    headers: [['content-type', encoding], ...headers],
    body: encodeStatus(encoding, code, message),
    accepted: [],
    rejected: 0,
    message,
  };
}

function header({ headers }: OtlpRequest, name: string): string {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1].trim() ?? '';
}
