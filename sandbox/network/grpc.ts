/**
 * gRPC as it stands in the log of exchanges: HTTP with its trailers among the headers.
 * https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md
 */
import type { WireResponse } from '../realm/lab-message.ts';
import type { HeaderList } from '../schemas/run-event.ts';
import { statusTexts } from './status-text.ts';

export const grpcCode = {
  ok: 0,
  unknown: 2,
  permissionDenied: 7,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

const byHttpStatus: Readonly<Record<number, number>> = {
  400: grpcCode.internal,
  401: grpcCode.unauthenticated,
  403: grpcCode.permissionDenied,
  404: grpcCode.unimplemented,
  429: grpcCode.unavailable,
  502: grpcCode.unavailable,
  503: grpcCode.unavailable,
  504: grpcCode.unavailable,
};

/** @param code 0 is OK. */
export function grpcAnswer(code: number, message: string, body?: Uint8Array<ArrayBuffer>): WireResponse {
  const trailers: HeaderList = [['grpc-status', String(code)]];
  if (message !== '') trailers.push(['grpc-message', message]);
  return {
    status: 200,
    statusText: '',
    headers: [['content-type', 'application/grpc'], ...trailers],
    ...(body === undefined ? {} : { body }),
  };
}

/** What a gRPC client makes of a proxy that answers with this HTTP status, in grpc-go's words. */
export function grpcStatusAnswer(status: number): WireResponse {
  const text = statusTexts[status] ?? '';
  const message = `unexpected HTTP status code received from server: ${status} (${text})`;
  return { ...grpcAnswer(byHttpStatus[status] ?? grpcCode.unknown, message), status };
}

/** Status and message of an answer, undefined when it is none of gRPC. */
export function grpcStatusOf({
  headers,
}: Pick<WireResponse, 'headers'>): { code: number; message: string } | undefined {
  const code = headers.find(([name]) => name === 'grpc-status')?.[1];
  if (code === undefined) return undefined;
  return { code: Number(code), message: headers.find(([name]) => name === 'grpc-message')?.[1] ?? '' };
}
