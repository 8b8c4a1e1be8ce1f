/**
 * What an OTLP/HTTP server answers: `ExportTraceServiceResponse`, or `google.rpc.Status` when it failed, in the
 * request's own encoding. https://opentelemetry.io/docs/specs/otlp/#otlphttp-response
 */
import protobuf from 'protobufjs/minimal.js';

export const otlpEncodings = ['application/x-protobuf', 'application/json'] as const;
export type OtlpEncoding = (typeof otlpEncodings)[number];

/** google.rpc.Code, as far as it is used here. */
export const rpcCode = {
  invalidArgument: 3,
  notFound: 5,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
} as const;

/** `partial_success` is set only when something is to be said, as the specification asks. */
export function encodeExportResponse(
  encoding: OtlpEncoding,
  rejectedSpans: number,
  errorMessage: string,
): Uint8Array {
  const partial = rejectedSpans > 0 || errorMessage !== '';
  if (encoding === 'application/json') {
    return utf8(partial ? { partialSuccess: { rejectedSpans: String(rejectedSpans), errorMessage } } : {});
  }
  const writer = new protobuf.Writer();
  if (partial) {
    writer.uint32(tag(1)).fork();
    if (rejectedSpans > 0) writer.uint32(tag(1, 0)).int64(rejectedSpans);
    writer.uint32(tag(2)).string(errorMessage).ldelim();
  }
  return writer.finish();
}

export function encodeStatus(encoding: OtlpEncoding, code: number, message: string): Uint8Array {
  if (encoding === 'application/json') return utf8({ code, message });
  return new protobuf.Writer().uint32(tag(1, 0)).int32(code).uint32(tag(2)).string(message).finish();
}

function utf8(json: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(json));
}

function tag(field: number, wireType = 2): number {
  return (field << 3) | wireType;
}
