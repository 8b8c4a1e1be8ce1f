/** What a destination's host name says about how it answers; the same beside either Collector. */

export interface Delivery {
  /** `grpc jaeger:4317`, `http archive:4318/v1/traces`. */
  destination: string;
  contentType: string;
  /** Not compressed; of gRPC the message. */
  body: Uint8Array;
}

export interface SinkAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  grpcStatus: number;
  grpcMessage: string;
}

const fine: SinkAnswer = {
  status: 200,
  headers: { 'content-type': 'application/x-protobuf' },
  body: '',
  grpcStatus: 0,
  grpcMessage: '',
};

const text = { 'content-type': 'text/plain' };

/** By host. The first three take everything. */
const answers: Readonly<Record<string, Partial<SinkAnswer>>> = {
  jaeger: {},
  localhost: {},
  archive: {},
  strict: { status: 400, headers: text, body: 'not like this', grpcStatus: 3, grpcMessage: 'not like this' },
  overloaded: { status: 503, headers: text, body: 'later', grpcStatus: 14, grpcMessage: 'later' },
  locked: { status: 401, headers: text, body: 'who are you', grpcStatus: 16, grpcMessage: 'who are you' },
  broken: { status: 500, headers: text, body: 'oh no', grpcStatus: 13, grpcMessage: 'oh no' },
  picky: {
    headers: { 'content-type': 'application/json' },
    body: '{"partialSuccess":{"rejectedSpans":"2","errorMessage":"two were too old"}}',
  },
};

/** Hosts there are, each with a gRPC server on 4317 and an HTTP server on 4318. */
export const sinkHosts: readonly string[] = Object.keys(answers);

export function answerOf(host: string): SinkAnswer {
  return { ...fine, ...answers[host] };
}
