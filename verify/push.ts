/** `spanlab push`: spans made by hand, sent over OTLP/HTTP. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseYaml } from '@spanlab/sandbox/expect/parse.ts';
import { formatProblem } from '@spanlab/sandbox/expect/problem.ts';
import { makeSpans } from '@spanlab/sandbox/push/make-spans.ts';
import { bodyText, type OtlpAnswer, verdictOn } from '@spanlab/sandbox/push/otlp-answer.ts';
import { type OtlpRequest, otlpRequest, tracesUrl } from '@spanlab/sandbox/push/otlp-request.ts';
import { type SpanFile, spanFileSchema } from '@spanlab/sandbox/push/span-file.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { encodeTracesJson } from '@spanlab/sandbox/store/otlp/encode-json.ts';
import { type ExitCode, exitCodes, type Output, UsageError } from './output.ts';
import { type PushArguments, pushArguments } from './push-arguments.ts';

/** What the command needs from outside. */
export interface PushEffects {
  /** Nanoseconds since 1970. */
  now(): bigint;
  randomHex(digits: number): string;
  readText(file: string): Promise<string>;
  send(request: OtlpRequest, timeoutMs: number): Promise<OtlpAnswer>;
}

/** Push spans as the arguments after `push` say. Exit code: 0 all accepted, 1 refused in whole or part, 2 not sent. */
export async function push(args: string[], output: Output, effects: PushEffects = real): Promise<ExitCode> {
  const given = pushArguments(args);
  const { endpoint, encoding, headers, dryRun, debug, timeoutMs } = given;
  const url = tracesUrl(endpoint);
  if (url === undefined) {
    throw new UsageError(
      `found the endpoint "${endpoint}", allowed: an address such as http://localhost:4318`,
    );
  }
  const spans = await spansOf(given, effects);
  const request = otlpRequest(spans, { url, encoding, headers });

  if (dryRun || debug) {
    output.out(dryRun ? `Dry run: nothing is sent. This would be a POST to ${url}` : `POST ${url}`);
    for (const [name, value] of request.headers) output.out(`${name}: ${value}`);
    output.out(`\n${JSON.stringify(encodeTracesJson(spans), undefined, 2)}\n`);
    if (dryRun) return exitCodes.good;
  }
  return told(spans, url, output, debug, () => effects.send(request, timeoutMs));
}

async function told(
  spans: readonly Span[],
  url: string,
  { out, error }: Output,
  debug: boolean,
  send: () => Promise<OtlpAnswer>,
): Promise<ExitCode> {
  let answer: OtlpAnswer;
  try {
    answer = await send();
  } catch (problem) {
    error(`spanlab push: ${whyNotSent(problem, url)}`);
    return exitCodes.unusable;
  }
  out(`${answer.status} ${answer.statusText}`.trimEnd());
  if (debug) for (const [name, value] of answer.headers) out(`${name}: ${value}`);
  const body = bodyText(answer.body);
  if (body !== '') out(body);
  const { outcome, sentence } = verdictOn(answer, spans.length);
  if (outcome !== 'accepted') error(sentence);
  for (const traceId of new Set(spans.map((span) => span.traceId))) out(`trace ${traceId}`);
  return outcome === 'accepted' ? exitCodes.good : exitCodes.bad;
}

async function spansOf({ file, span }: PushArguments, effects: PushEffects): Promise<Span[]> {
  const random = { now: effects.now(), randomHex: effects.randomHex };
  if (file === undefined)
    return made({ spans: [span] }, random, ({ path, message }) => `--${path.at(-1)}: ${message}`);
  const text = await effects.readText(file);
  const parsed = parseYaml(spanFileSchema, { file, text });
  if (!parsed.ok) throw new UsageError(parsed.problems.map(formatProblem).join('\n'));
  const { defaults, spans } = parsed.value;
  // What the arguments say holds for every span of the file that says nothing else.
  const { service, resource, duration } = span;
  const shared = { ...(service !== undefined && { service }), ...(duration !== undefined && { duration }) };
  const both = { ...resource, ...defaults?.resource };
  return made({ defaults: { ...shared, ...defaults, resource: both }, spans }, random, ({ path, message }) =>
    formatProblem({ file, ...parsed.at(path), message }),
  );
}

function made(
  file: SpanFile,
  random: Parameters<typeof makeSpans>[1],
  words: (problem: ReturnType<typeof makeSpans>['problems'][number]) => string,
): Span[] {
  const { spans, problems } = makeSpans(file, random);
  if (problems.length > 0) throw new UsageError(problems.map(words).join('\n'));
  return spans;
}

/** `fetch failed` hides why in its causes. */
function whyNotSent(problem: unknown, url: string): string {
  const reasons: string[] = [];
  for (let at = problem; at instanceof Error; at = at.cause) {
    const nested =
      at instanceof AggregateError ? at.errors.map((each) => String(each.message)).join('; ') : '';
    reasons.push(at.message === '' ? nested : at.message);
  }
  const reason = reasons.filter((each) => each !== 'fetch failed' && each !== '').join(': ');
  const { host, protocol } = new URL(url);
  const hints = [
    /ECONNREFUSED/u.test(reason)
      ? `Nothing listens at ${host}. Is the Collector running, and is this its HTTP port?`
      : '',
    /timeout/iu.test(reason) ? `${host} accepted the connection and did not answer.` : '',
    /HPE_INVALID|Parse Error|Expected HTTP/iu.test(reason)
      ? `${host} does not speak HTTP/1. Is it a gRPC port (4317)? OTLP/HTTP has one of its own (4318).`
      : '',
    protocol === 'https:' && /SSL|EPROTO|wrong version/iu.test(reason)
      ? `${host} speaks no TLS. Use http:// there.`
      : '',
    /self.signed|unable to (verify|get local)/iu.test(reason)
      ? 'Its certificate is not trusted: name its authority in NODE_EXTRA_CA_CERTS.'
      : '',
  ].filter((hint) => hint !== '');
  return [`could not send to ${url}: ${reason === '' ? String(problem) : reason}`, ...hints].join('\n');
}

const real: PushEffects = {
  now: () => BigInt(Date.now()) * 1_000_000n,
  randomHex: (digits) => randomBytes(digits / 2).toString('hex'),
  readText: (file) =>
    readFile(file, 'utf8').catch(() => {
      throw new UsageError(`cannot read the file ${file}`);
    }),
  async send({ url, headers, body }, timeoutMs) {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return {
      status: response.status,
      statusText: response.statusText,
      headers: [...response.headers],
      body: await response.bytes(),
    };
  },
};
