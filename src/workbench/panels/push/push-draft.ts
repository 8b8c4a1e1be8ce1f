/** A hand-made span as it is being written in the push form, and the request it makes. */
import { parseYaml } from '@spanlab/sandbox/expect/parse.ts';
import { type MakeSpansEffects, makeSpans } from '@spanlab/sandbox/push/make-spans.ts';
import {
  type OtlpEncoding,
  type OtlpRequest,
  otlpRequest,
  tracesUrl,
} from '@spanlab/sandbox/push/otlp-request.ts';
import { type SpanFile, spanFileSchema } from '@spanlab/sandbox/push/span-file.ts';
import { type OptionProblem, type SpanOptions, spanFromOptions } from '@spanlab/sandbox/push/span-options.ts';
import type { HeaderList } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';

/** Fields of the form. Those that take several are texts with one a line. */
export interface PushDraft {
  endpoint: string;
  encoding: OtlpEncoding;
  /** Several spans as YAML, in place of the one the other fields describe. */
  several: boolean;
  yaml: string;
  name: string;
  service: string;
  duration: string;
  start: string;
  shift: string;
  'trace-id': string;
  'span-id': string;
  parent: string;
  kind: string;
  status: string;
  'status-message': string;
  'trace-state': string;
  attr: string;
  resource: string;
  event: string;
  link: string;
  header: string;
}

export const emptyDraft: PushDraft = {
  endpoint: 'http://localhost:4318',
  encoding: 'json',
  several: false,
  yaml: 'defaults: { service: serviceA }\nspans:\n  - { as: top, name: spanOne, duration: 2s }\n  - { name: spanTwo, parent: top, duration: 500ms, shift: -1s }\n',
  name: 'spanOne',
  service: 'serviceA',
  duration: '2000ms',
  start: '',
  shift: '',
  'trace-id': '',
  'span-id': '',
  parent: '',
  kind: '',
  status: '',
  'status-message': '',
  'trace-state': '',
  attr: '',
  resource: '',
  event: '',
  link: '',
  header: '',
};

const singles = [
  'service',
  'name',
  'duration',
  'start',
  'shift',
  'trace-id',
  'span-id',
  'parent',
  'kind',
  'status',
  'status-message',
  'trace-state',
] as const;
const lists = ['attr', 'resource', 'event', 'link'] as const;

export type Drafted =
  | { ok: true; request: OtlpRequest; spans: Span[] }
  | { ok: false; problems: OptionProblem[] };

/** The request a draft makes, or every field that keeps it from being made. */
export function requestOf(draft: PushDraft, effects: MakeSpansEffects): Drafted {
  const problems: OptionProblem[] = [];
  const url = tracesUrl(draft.endpoint.trim());
  if (url === undefined) {
    problems.push({
      option: 'endpoint',
      message: `found "${draft.endpoint}", allowed: an address such as http://localhost:4318`,
    });
  }
  const headers = headersOf(draft, problems);
  const file = draft.several ? fromYaml(draft.yaml, problems) : fromFields(draft, problems);
  const made = file && makeSpans(file, effects);
  for (const { path, message } of made?.problems ?? []) {
    const where = draft.several ? `spans, number ${Number(path[1]) + 1}: ` : '';
    problems.push({ option: draft.several ? 'yaml' : String(path.at(-1)), message: `${where}${message}` });
  }
  if (problems.length > 0 || url === undefined || made === undefined) return { ok: false, problems };
  const { spans } = made;
  return { ok: true, request: otlpRequest(spans, { url, encoding: draft.encoding, headers }), spans };
}

function fromFields(draft: PushDraft, problems: OptionProblem[]): SpanFile | undefined {
  const filled = singles.filter((option) => draft[option].trim() !== '');
  const options: SpanOptions = {
    ...Object.fromEntries(filled.map((option) => [option, draft[option].trim()])),
    attr: linesOf(draft.attr),
    resource: linesOf(draft.resource),
    event: linesOf(draft.event),
    link: linesOf(draft.link),
  };
  const read = spanFromOptions(options);
  problems.push(...read.problems);
  return read.span && { spans: [read.span] };
}

function fromYaml(text: string, problems: OptionProblem[]): SpanFile | undefined {
  const parsed = parseYaml(spanFileSchema, { file: 'spans.yaml', text });
  if (parsed.ok) return parsed.value;
  for (const { line, message } of parsed.problems)
    problems.push({ option: 'yaml', message: `line ${line}: ${message}` });
  return undefined;
}

function headersOf({ header }: PushDraft, problems: OptionProblem[]): HeaderList {
  return linesOf(header).flatMap((line): HeaderList => {
    const [, name, value] = /^([!#$%&'*+.^`|~\w-]+)\s*:(.*)$/u.exec(line) ?? [];
    if (name !== undefined && value !== undefined) return [[name, value.trim()]];
    problems.push({ option: 'header', message: `found "${line}", allowed: name: value` });
    return [];
  });
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The same push in a terminal. */
export function commandOf(draft: PushDraft): string {
  const words = ['spanlab push', `--endpoint=${quoted(draft.endpoint)}`];
  if (draft.encoding !== 'json') words.push(`--encoding=${draft.encoding}`);
  for (const line of linesOf(draft.header)) words.push(`--header=${quoted(line)}`);
  if (draft.several) words.push('--file=spans.yaml');
  else {
    for (const option of singles) {
      const value = draft[option].trim();
      if (value !== '') words.push(`--${option}=${quoted(value)}`);
    }
    for (const option of lists)
      for (const line of linesOf(draft[option])) words.push(`--${option}=${quoted(line)}`);
  }
  return `npx ${words.join(' \\\n  ')}`;
}

/** As a POSIX shell reads it back. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
