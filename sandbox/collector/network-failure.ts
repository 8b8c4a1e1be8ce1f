/** Why a request to the Collector has no answer, said as Node says it to the program that made the request. */
import { refused, reset } from '../network/address.ts';
import type { NetworkFailure } from '../realm/lab-message.ts';

/** `words` are those of Go's HTTP client, which made the request on the program's behalf. */
export function failureOf(port: number, words: string): NetworkFailure {
  if (/connection refused/u.test(words)) return refused({ host: '127.0.0.1', port, secure: false });
  // A gRPC port answers with a frame of HTTP/2.
  if (/malformed HTTP|HTTP\/2|http2/u.test(words)) return notHttp();
  return reset();
}

function notHttp(): NetworkFailure {
  return { message: 'Parse Error: Expected HTTP/, RTSP/ or ICE/', code: 'HPE_INVALID_CONSTANT', details: {} };
}
