/** What one tag of a search asks of a span, on a table's numbers. */
import { spanKinds, statusCodes } from '@spanlab/sandbox/schemas/span-enums.ts';
import type { AttributeValue } from '@spanlab/sandbox/schemas/trace.ts';
import { type AttributeLists, cellTypes } from '../model/attribute-lists.ts';
import type { SpanTable } from '../model/span-table.ts';
import { byNumber, byScope } from './by-number.ts';
import { parentSpans } from './parent-spans.ts';
import type { NumberTest } from './span-tests.ts';
import { type SpanField, spanFields, type Tag } from './tag-query.ts';
import { valueTest } from './tag-value.ts';

/** What is known of a span, or a part of it, and a tag's key: bits. */
const none = 0;
const has = 1;
const meets = 2;

/** Bits of the span, resource … of this number. */
type Bits = (number: number) => number;

export function tagTest(table: SpanTable, tag: Tag): NumberTest {
  const parts = tag.of === 'resource' ? [inResource(table, tag)] : everywhere(table, tag);
  return (span) => {
    let bits = none;
    for (const part of parts) bits |= part(span);
    return tag.operator === '!=' ? bits === has : (bits & meets) !== 0;
  };
}

function everywhere(table: SpanTable, tag: Tag): Bits[] {
  const field = tag.of === 'anything' ? spanFields.find((each) => each === tag.key) : undefined;
  const ofField = field === undefined ? [] : [inField(table, field, tag)];
  // "error" is what the status says, whatever attributes claim, unless they are quoted.
  return field === 'error' ? ofField : [...ofField, ...inAttributes(table, tag)];
}

function inResource(table: SpanTable, tag: Tag): Bits {
  const bits = byNumber(inLists(table, table.attributes.resource, tag));
  return (span) => bits(table.columns.resource[span] ?? 0);
}

function inAttributes(table: SpanTable, tag: Tag): Bits[] {
  const { columns, attributes } = table;
  const ofScope = byNumber(inLists(table, attributes.scope, tag));
  const ofEvent = inLists(table, attributes.event, tag);
  return [
    inLists(table, attributes.span, tag),
    inResource(table, tag),
    (span) => ofScope(columns.scope[span] ?? 0),
    (span) => {
      let bits = none;
      const end = columns.event[span + 1] ?? 0;
      for (let event = columns.event[span] ?? 0; event < end; event++) bits |= ofEvent(event);
      return bits;
    },
  ];
}

/** Of attributes with the tag's key. Texts are compared once each. */
function inLists({ strings }: SpanTable, lists: AttributeLists, tag: Tag): Bits {
  const wantedKey = strings.find(tag.key);
  if (wantedKey === undefined) return () => none;
  const test = valueTest(tag);
  const textMeets = byNumber((text) => test(strings.at(text)));
  const { start, value: cellValue } = lists;
  const { key, type, value } = lists.cells;
  return (list) => {
    let bits = none;
    const end = start(list + 1);
    for (let cell = start(list); cell < end; cell++) {
      if (key[cell] !== wantedKey) continue;
      const isMet = type[cell] === cellTypes.string ? textMeets(value[cell] ?? 0) : test(cellValue(cell));
      bits |= isMet ? has | meets : has;
    }
    return bits;
  };
}

function inField(table: SpanTable, field: SpanField, tag: Tag): Bits {
  const { columns, strings } = table;
  const test = valueTest(tag);
  // A kind or a status is asked for in whatever case: Jaeger writes `server`, OpenTelemetry `SERVER`.
  const lower = valueTest({ ...tag, value: tag.value.toLowerCase() });
  const upper = valueTest({ ...tag, value: tag.value.toUpperCase() });
  const bitsOf = (value: AttributeValue, by = test): number => (by(value) ? has | meets : has);
  const ofText = byNumber((text) => bitsOf(strings.at(text)));
  switch (field) {
    case 'name':
      return (span) => ofText(columns.name[span] ?? 0);
    case 'otel.status_description':
      return (span) => ofText(columns.statusMessage[span] ?? 0);
    case 'error': {
      const ofStatus = statusCodes.map((code) => bitsOf(code === 'ERROR'));
      return (span) => ofStatus[columns.status[span] ?? 0] ?? none;
    }
    case 'otel.status_code': {
      const ofStatus = statusCodes.map((code) => bitsOf(code, upper));
      return (span) => ofStatus[columns.status[span] ?? 0] ?? none;
    }
    case 'span.kind': {
      const ofKind = spanKinds.map((kind) => bitsOf(kind.toLowerCase(), lower));
      return (span) => ofKind[columns.kind[span] ?? 0] ?? none;
    }
    case 'otel.scope.name':
      return byScope(table, ({ name }) => bitsOf(name));
    case 'otel.scope.version':
      return byScope(table, ({ version }) => bitsOf(version));
    case 'parent.service':
      return ofParent(table, (parent) => ofText(table.resource(columns.resource[parent] ?? 0).service));
  }
}

/** Of a span's parent. The parents of a trace are found together, when its first span is asked about. */
function ofParent(table: SpanTable, bits: Bits): Bits {
  const parents = new Int32Array(table.size);
  const done = new Set<number>();
  return (span) => {
    const trace = table.columns.trace[span] ?? 0;
    if (!done.has(trace)) {
      done.add(trace);
      const spans = table.traces.spans(trace);
      const found = parentSpans(table, spans);
      for (let index = 0; index < spans.length; index++) parents[spans[index] ?? 0] = found[index] ?? -1;
    }
    const parent = parents[span] ?? -1;
    return parent === -1 ? none : bits(parent);
  };
}
