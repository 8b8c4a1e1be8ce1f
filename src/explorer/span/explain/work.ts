/** What kind of work it is. */
import { plainDoc } from '../conventions/doc-text.ts';
import { code, listed, quote, type Sentence, say } from './sentence.ts';
import { firstOf, httpStatus, service, type ToldSpan } from './told-span.ts';

/** Attributes these sentences use up: they need not be said again. */
export const workKeys: ReadonlySet<string> = new Set([
  ...['http.request.method', 'http.method', 'http.route', 'url.full', 'http.url', 'url.path', 'http.target'],
  ...['http.response.status_code', 'http.status_code'],
  ...['db.system.name', 'db.system', 'db.query.text', 'db.statement', 'db.operation.name', 'db.operation'],
  ...['messaging.system', 'messaging.destination.name', 'messaging.destination'],
  ...['rpc.system.name', 'rpc.system', 'rpc.method', 'rpc.service'],
]);

/** Named by its attributes where they say it, otherwise by its kind. */
export function workSentence(told: ToldSpan): Sentence {
  return query(told) ?? message(told) ?? call(told) ?? http(told) ?? plain(told);
}

function http(told: ToldSpan): Sentence | undefined {
  const { span } = told;
  const method = firstOf(span, 'http.request.method', 'http.method');
  const status = httpStatus(span);
  if (method === undefined && status === undefined) return undefined;
  const target =
    span.kind === 'CLIENT'
      ? firstOf(span, 'url.full', 'http.url', 'http.route', 'url.path', 'http.target')
      : firstOf(span, 'http.route', 'url.path', 'http.target', 'url.full', 'http.url');
  const what: Sentence = [
    ...(method === undefined ? [] : [code(method.value)]),
    ...(target === undefined ? [] : [method === undefined ? '' : ' ', code(target.value)]),
  ];
  const request: Sentence = what.length === 0 ? [] : [', ', ...what, ','];
  const who = service(told);
  const answered: Sentence = status === undefined ? [] : say` The answer’s status is ${status}.`;
  if (span.kind === 'SERVER') return say`${who} answers an HTTP request${request.slice(0, -1)}.${answered}`;
  if (span.kind === 'CLIENT')
    return say`${who} sends an HTTP request${request.length === 0 ? [] : request} and waits for the answer.${answered}`;
  return say`Work inside ${who} that has to do with an HTTP request${request.slice(0, -1)}.${answered}`;
}

function query(told: ToldSpan): Sentence | undefined {
  const system = firstOf(told.span, 'db.system.name', 'db.system');
  if (system === undefined) return undefined;
  const query = firstOf(told.span, 'db.query.text', 'db.statement', 'db.operation.name', 'db.operation');
  const known = told.book?.value(system.key, String(system.value))?.brief;
  const database: Sentence =
    known === undefined
      ? say`a database (${code(system.value)})`
      : say`a database, ${plainDoc(known).replace(/\.$/u, '')},`;
  const asked: Sentence = query === undefined ? say`` : say` It asks: ${code(query.value)}.`;
  return say`${service(told)} asks ${database} and waits for the answer.${asked}`;
}

function message(told: ToldSpan): Sentence | undefined {
  const { span } = told;
  if (span.kind !== 'PRODUCER' && span.kind !== 'CONSUMER') return undefined;
  const to = firstOf(span, 'messaging.destination.name', 'messaging.destination');
  const by = firstOf(span, 'messaging.system');
  const way: Sentence = [
    ...(to === undefined ? [] : say` ${span.kind === 'PRODUCER' ? 'for' : 'from'} ${code(to.value)}`),
    ...(by === undefined ? [] : say` by ${code(by.value)}`),
  ];
  return span.kind === 'PRODUCER'
    ? say`${service(told)} hands over a message${way} and does not wait for what becomes of it.`
    : say`${service(told)} takes up a message${way}: it may have waited there for a while.`;
}

function call(told: ToldSpan): Sentence | undefined {
  const { span } = told;
  const system = firstOf(span, 'rpc.system.name', 'rpc.system');
  if (system === undefined) return undefined;
  const names = [firstOf(span, 'rpc.service'), firstOf(span, 'rpc.method')].flatMap((each) =>
    each === undefined ? [] : [say`${code(each.value)}`],
  );
  const what: Sentence = names.length === 0 ? [] : say`, ${listed(names)},`;
  return span.kind === 'SERVER'
    ? say`${service(told)} answers a remote call${what.slice(0, -1)}, made by ${code(system.value)}.`
    : say`${service(told)} calls a procedure${what} of another service by ${code(system.value)} and waits for its answer.`;
}

function plain(told: ToldSpan): Sentence {
  const { span } = told;
  const who = service(told);
  const name = quote(span.name);
  const called: Sentence = span.name === '' ? [] : say`; the span is called ${name}`;
  switch (span.kind) {
    case 'SERVER':
      return say`${who} answers a request from elsewhere${called}.`;
    case 'CLIENT':
      return say`${who} asks something of another service and waits for the answer${called}.`;
    case 'UNSPECIFIED':
      return say`${who} does something, of which the kind was not sent${called}.`;
    default:
      return span.name === ''
        ? say`Work inside ${who}, without a name.`
        : say`Work inside ${who}, which its author called ${name}.`;
  }
}
