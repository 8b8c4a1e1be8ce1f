/** What must have crossed the network. */
import type { ValueExpectation, WireExpectation } from '../schemas/expectation.ts';
import type { Body, Exchange, HeaderList } from '../schemas/run-event.ts';
import { countFits, describeCount, plural } from './describe.ts';
import type { Reason } from './explain.ts';
import { inQuotes, isExpression, longestTestedText, textContains, textMatches } from './pattern.ts';
import { cut, describeExpectedValue, headerMatches } from './value.ts';

/** Hold exchanges to an expectation. A miss speaks of the exchange that came nearest. */
export function wireMiss(expected: WireExpectation, exchanges: readonly Exchange[]): Reason | undefined {
  const count = expected.count ?? { min: 1 };
  const held = exchanges.map((exchange) => ({ exchange, misses: exchangeMisses(expected, exchange) }));
  const fitting = held.filter(({ misses }) => misses.length === 0);
  if (countFits(count, fitting.length)) return undefined;

  const [first] = fitting;
  if (first) {
    const text = `${plural(fitting.length, 'request')} like ${describeRequest(first.exchange)}, expected ${describeCount(count)}.`;
    return { text, target: { type: 'exchange', id: first.exchange.id } };
  }
  const wanted = describeExpected(expected);
  if (held.length === 0) return { text: `No request crossed the network, expected ${wanted}.` };
  const about = held.filter(({ exchange }) => isAbout(expected, exchange));
  if (about.length === 0) return { text: `No ${wanted} crossed the network.` };
  const nearest = about.reduce((a, b) => (b.misses.length < a.misses.length ? b : a));
  const text = `${describeRequest(nearest.exchange)} ${nearest.misses.join(' and ')}.`;
  return { text, target: { type: 'exchange', id: nearest.exchange.id } };
}

/** Is it the request that was meant, whatever came of it? */
function isAbout({ from, to, method, path }: WireExpectation, exchange: Exchange): boolean {
  return (
    (from === undefined || from === exchange.from) &&
    (to === undefined || to === exchange.to || exchange.to === undefined) &&
    (method === undefined || sameMethod(method, exchange)) &&
    (path === undefined || pathMatches(path, exchange.url))
  );
}

function exchangeMisses(expected: WireExpectation, exchange: Exchange): string[] {
  const { from, to, method, path, status, failed, request, response } = expected;
  const misses: string[] = [];
  const say = (ok: boolean, miss: string) => {
    if (!ok) misses.push(miss);
  };
  say(from === undefined || from === exchange.from, `came from ${exchange.from}, expected ${from}`);
  say(to === undefined || to === exchange.to, `reached ${exchange.to ?? 'nobody'}, expected ${to}`);
  say(
    method === undefined || sameMethod(method, exchange),
    `has the method ${exchange.method}, expected ${method}`,
  );
  say(
    path === undefined || pathMatches(path, exchange.url),
    `asked for ${pathOf(exchange.url)}, expected ${path}`,
  );
  const answer = exchange.response;
  const outcome = answer
    ? `was answered ${answer.status}`
    : `failed (${cut(exchange.failure ?? 'no answer')})`;
  say(status === undefined || status === answer?.status, `${outcome}, expected ${status}`);
  say(failed !== true || answer === undefined, `${outcome}, expected no answer`);
  say(failed !== false || answer !== undefined, `${outcome}, expected an answer`);
  if (request)
    misses.push(...messageMisses('request', request, exchange.requestHeaders, exchange.requestBody));
  if (response) misses.push(...messageMisses('answer', response, answer?.headers ?? [], answer?.body));
  // Without an answer there is none that lacks a header.
  if (response && !answer) say(false, outcome);
  return misses;
}

function messageMisses(
  what: 'request' | 'answer',
  expected: { headers?: Record<string, ValueExpectation> | undefined; body?: string | undefined },
  headers: HeaderList,
  body: Body | undefined,
): string[] {
  const whose = what === 'request' ? 'carried' : 'was answered with';
  const misses = Object.entries(expected.headers ?? {}).flatMap(([name, wanted]) => {
    const values = headers
      .filter(([key]) => key.toLowerCase() === name.toLowerCase())
      .map(([, value]) => value);
    const value = values.length === 0 ? undefined : values.join(', ');
    if (headerMatches(wanted, value)) return [];
    if (value === undefined) return [`${whose} no header ${name}`];
    return [`${whose} the header ${name}: ${cut(value)}, expected ${describeExpectedValue(wanted)}`];
  });
  if (expected.body === undefined) return misses;
  const text = body === undefined ? '' : new TextDecoder().decode(body.bytes.subarray(0, longestTestedText));
  if (textContains(expected.body, text)) return misses;
  const verb = isExpression(expected.body) ? 'like' : 'with';
  return [...misses, `${whose} the body "${cut(text)}", expected one ${verb} ${inQuotes(expected.body)}`];
}

function describeRequest({ method, url, from }: Exchange): string {
  return `${method} ${cut(url)} from ${from}`;
}

function describeExpected({ method, path, from, to }: WireExpectation): string {
  const parts = [
    method?.toUpperCase(),
    'request',
    path && `for ${path}`,
    from && `from ${from}`,
    to && `to ${to}`,
  ];
  const words = parts.filter((part) => part !== undefined && part !== '').join(' ');
  return words;
}

function sameMethod(method: string, exchange: Exchange): boolean {
  return method.toUpperCase() === exchange.method.toUpperCase();
}

function pathMatches(pattern: string, url: string): boolean {
  const path = pathOf(url);
  return textMatches(pattern, path) || textMatches(pattern, path.split('?')[0] ?? path);
}

/** Path and query; the whole text of what is no URL. */
function pathOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}
