/** What two matched spans say, side by side. Pure. */
import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { Attributes, AttributeValue, Span } from '@spanlab/sandbox/schemas/trace.ts';
import { attributeText, attributeType } from '../parts/attribute-text.ts';
import { formatDuration } from '../parts/duration.ts';

export interface PairField {
  key: string;
  left: AttributeValue | undefined;
  right: AttributeValue | undefined;
  verdict: 'same' | 'changed' | 'only-left' | 'only-right';
}
export interface PairSection {
  title: string;
  fields: PairField[];
}

/** Differences first, then by key. Ids and times differ in any two traces: they are left out. */
export function pairSections(left: Span | undefined, right: Span | undefined): PairSection[] {
  return [
    { title: 'Span', fields: pairFields(facts(left), facts(right), false) },
    { title: 'Attributes', fields: pairFields(left?.attributes, right?.attributes, true) },
    { title: 'Events', fields: pairFields(events(left), events(right), true) },
    { title: 'Resource', fields: pairFields(left?.resource.attributes, right?.resource.attributes, true) },
  ].filter(({ fields }) => fields.length > 0);
}

export function pairFields(
  left: Attributes = [],
  right: Attributes = [],
  differencesFirst: boolean,
): PairField[] {
  const [ofLeft, ofRight] = [lastByKey(left), lastByKey(right)];
  const fields = [...new Set([...ofLeft.keys(), ...ofRight.keys()])].map((key): PairField => {
    const [one, other] = [ofLeft.get(key), ofRight.get(key)];
    return { key, left: one, right: other, verdict: verdictOf(one, other) };
  });
  if (!differencesFirst) return fields;
  const rank = (field: PairField): number => (field.verdict === 'same' ? 1 : 0);
  return fields.sort((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

function verdictOf(
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): PairField['verdict'] {
  if (right === undefined) return 'only-left';
  if (left === undefined) return 'only-right';
  const same = attributeType(left) === attributeType(right) && attributeText(left) === attributeText(right);
  return same ? 'same' : 'changed';
}

/** As a receiver that keeps the last of a key sees them. */
function lastByKey(attributes: Attributes): Map<string, AttributeValue> {
  return new Map(attributes.map(({ key, value }) => [key, value]));
}

function facts(span: Span | undefined): Attributes {
  if (span === undefined) return [];
  const { code, message } = span.status;
  return [
    { key: 'Name', value: span.name },
    { key: 'Service', value: serviceName(span) },
    { key: 'Kind', value: span.kind },
    { key: 'Status', value: message === '' ? code : `${code}: ${message}` },
    { key: 'Duration', value: formatDuration(Number(span.endTimeUnixNano - span.startTimeUnixNano)) },
    { key: 'Scope', value: `${span.scope.name} ${span.scope.version}`.trim() },
  ];
}

/** How many events of each name. */
function events(span: Span | undefined): Attributes {
  const counts = new Map<string, number>();
  for (const { name } of span?.events ?? []) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([key, count]) => ({ key, value: `${count.toLocaleString('en')} ×` }));
}
