/** One span as options have it, on a command line or in a form: texts, each on one line. */
import { spanKinds, statusCodes } from '../schemas/span-enums.ts';
import type { AttributeValue } from '../schemas/trace.ts';
import { base64FromBytes } from '../store/otlp/base64.ts';
import { type DurationUnit, parseDuration } from './duration.ts';
import { type HandMadeSpan, handMadeSpanSchema } from './span-file.ts';
import { parseAttribute, type ValueType } from './typed-value.ts';

/** Named as the options of `spanlab push`. */
export interface SpanOptions {
  name?: string | undefined;
  service?: string | undefined;
  duration?: string | undefined;
  start?: string | undefined;
  shift?: string | undefined;
  'trace-id'?: string | undefined;
  'span-id'?: string | undefined;
  parent?: string | undefined;
  kind?: string | undefined;
  status?: string | undefined;
  'status-message'?: string | undefined;
  'trace-state'?: string | undefined;
  /** `key=value` or `key:type=value`. */
  attr: readonly string[];
  resource: readonly string[];
  /** `name`, `name@250ms`, `name@250ms;key=value;key:int=1`. */
  event: readonly string[];
  /** `<trace id>:<span id>;key=value`. */
  link: readonly string[];
}

/** An option that is not what it may be; the message says what was found and what is allowed. */
export interface OptionProblem {
  option: string;
  message: string;
}

/**
 * The span that options describe, or what is wrong with them.
 * @param unit of durations that name none
 */
export function spanFromOptions(
  options: SpanOptions,
  unit: DurationUnit = 'ms',
): { span: HandMadeSpan; problems: readonly [] } | { span?: never; problems: OptionProblem[] } {
  const problems: OptionProblem[] = [];
  const attributesOf = (option: string, written: readonly string[]): Values => {
    const pairs = written.flatMap((each): [string, Values[string]][] => {
      const read = parseAttribute(each);
      if (typeof read !== 'string') return [[read.key, asWritten(read.value)]];
      problems.push({ option, message: read });
      return [];
    });
    return Object.fromEntries(pairs);
  };
  const status = options.status?.toUpperCase();
  const message = options['status-message'];
  const span = given({
    name: options.name ?? '',
    service: options.service,
    duration: inUnit(options.duration, unit),
    shift: inUnit(options.shift, unit),
    start: options.start,
    traceId: options['trace-id'],
    spanId: options['span-id'],
    parent: options.parent,
    traceState: options['trace-state'],
    kind: options.kind?.toUpperCase(),
    status: message === undefined ? status : { code: status ?? 'UNSET', message },
    attributes: attributesOf('attr', options.attr),
    resource: options.resource.length > 0 ? attributesOf('resource', options.resource) : undefined,
    events: options.event.map((written) => {
      const [head = '', ...rest] = written.split(';');
      const attributes = attributesOf('event', rest);
      const [, name = head, at] = /^([\s\S]*)@([^@]*)$/u.exec(head) ?? [];
      return at !== undefined && parseDuration(at) !== undefined
        ? { name, at, attributes }
        : { name: head, attributes };
    }),
    links: options.link.map((written) => {
      const [head = '', ...rest] = written.split(';');
      const [traceId = '', spanId = ''] = head.split(':');
      return { traceId, spanId, attributes: attributesOf('link', rest) };
    }),
  });
  const checked = handMadeSpanSchema.safeParse(span);
  for (const issue of checked.error?.issues ?? []) {
    const option = optionOf(String(issue.path[0]));
    const found = issue.path.reduce<unknown>(
      (inside, key) => (inside as Record<PropertyKey, unknown>)?.[key],
      span,
    );
    problems.push({ option, message: `found "${found}", allowed: ${words[option] ?? issue.message}` });
  }
  return checked.success && problems.length === 0 ? { span: checked.data, problems: [] } : { problems };
}

const words: Readonly<Record<string, string>> = {
  kind: spanKinds.slice(1).join(', '),
  status: statusCodes.join(', '),
};

function optionOf(key: string): string {
  return (
    { traceId: 'trace-id', spanId: 'span-id', attributes: 'attr', events: 'event', links: 'link' }[key] ?? key
  );
}

/** Without what nobody gave. */
function given(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** A bare number gets the unit it was meant in. */
function inUnit(time: string | undefined, unit: DurationUnit): string | undefined {
  return time !== undefined && /\d$/u.test(time) ? `${time}${unit}` : time;
}

type Values = NonNullable<HandMadeSpan['attributes']>;

/** As a span file writes it, where numbers name their types. */
function asWritten(value: AttributeValue): Values[string] {
  if (Array.isArray(value)) {
    const type = listTypeOf(value[0]);
    return type === undefined ? value.map(String) : { [type]: value.map(String) };
  }
  if (typeof value === 'bigint') return { int: String(value) };
  if (typeof value === 'number') return { double: String(value) };
  if (value instanceof Uint8Array) return { bytes: base64FromBytes(value) };
  return typeof value === 'boolean' ? value : String(value);
}

function listTypeOf(item: AttributeValue | undefined): ValueType | undefined {
  if (typeof item === 'bigint') return 'int[]';
  if (typeof item === 'number') return 'double[]';
  return typeof item === 'boolean' ? 'bool[]' : undefined;
}
