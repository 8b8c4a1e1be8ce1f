/** Requests and answers with what HTTP adds to them on their way. */
import type { WireRequest, WireResponse } from '../realm/lab-message.ts';
import type { HeaderList } from '../schemas/run-event.ts';
import type { Address } from './address.ts';
import { statusTexts } from './status-text.ts';

export function lowerCase(headers: HeaderList): HeaderList {
  return headers.map(([name, value]) => [name.toLowerCase(), value]);
}

/** The headers as they leave; with those that Node's client adds, when it is one that sends them. */
export function onItsWay(
  { headers, body }: WireRequest,
  address: Address | undefined,
  fromNode: boolean,
): HeaderList {
  const nodes: HeaderList = [
    ['accept', '*/*'],
    ['user-agent', 'node'],
    ...(body === undefined ? [] : ([['content-length', String(body.byteLength)]] as HeaderList)),
  ];
  const added: HeaderList = [
    ['host', address === undefined ? '' : `${address.host}:${address.port}`],
    ...(fromNode ? nodes : []),
  ];
  return [...headers, ...added.filter(([name]) => !headers.some(([given]) => given === name))];
}

/** An answer with what HTTP wants of it: a known status, its text, the length of its body. */
export function completed({ status, statusText, headers, body }: WireResponse): WireResponse {
  const known = status >= 200 && status <= 599;
  const given = lowerCase(headers);
  // gRPC frames its messages itself.
  const has = (name: string): boolean => given.some(([each]) => each === name);
  const length: HeaderList =
    has('content-length') || has('grpc-status') ? [] : [['content-length', String(body?.byteLength ?? 0)]];
  const code = known ? status : 502;
  return {
    status: code,
    statusText: statusText === '' ? (statusTexts[code] ?? '') : statusText,
    headers: [...given, ...length],
    ...(body === undefined ? {} : { body }),
  };
}
