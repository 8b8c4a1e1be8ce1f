/** A span of an `expect` block in YAML, made to say what has come. Only what was missed changes. */

import type { FieldMiss } from '@spanlab/sandbox/expect/span-fields.ts';
import { attribute } from '@spanlab/sandbox/schemas/attribute.ts';
import type { Attributes, Span } from '@spanlab/sandbox/schemas/trace.ts';
import { type Document, isMap, type YAMLMap } from 'yaml';
import { namePattern, valueExpectation } from './normalise-value.ts';
import { servicePattern } from './of-machine.ts';

/** Change the fields that were missed. Links and durations stay: what they should be, only their author knows. */
export function mendFields(
  document: Document,
  node: YAMLMap,
  span: Span,
  misses: readonly FieldMiss[],
): void {
  for (const { of, key = '' } of misses) {
    if (of === 'name') node.set('name', namePattern(span.name));
    else if (of === 'service') node.set('service', servicePattern(span));
    else if (of === 'kind') node.set('kind', span.kind);
    else if (of === 'status') setStatus(node, span);
    else if (of === 'status message') node.setIn(['status', 'message'], namePattern(span.status.message));
    else if (of === 'attribute') setValue(document, node, 'attributes', key, span.attributes);
    else if (of === 'resource') setValue(document, node, 'resource', key, span.resource.attributes);
    else if (of === 'scope')
      node.setIn(['scope', key], key === 'version' ? span.scope.version : span.scope.name);
    else if (of === 'event') setEvents(document, node, span);
  }
}

function setStatus(node: YAMLMap, { status }: Span): void {
  if (isMap(node.get('status', true))) node.setIn(['status', 'code'], status.code);
  else node.set('status', status.code);
}

function setValue(
  document: Document,
  node: YAMLMap,
  field: 'attributes' | 'resource',
  key: string,
  values: Attributes,
): void {
  const value = attribute(values, key);
  if (value !== undefined) {
    node.setIn([field, key], document.createNode(valueExpectation(key, value)));
    return;
  }
  node.deleteIn([field, key]);
  const rest = node.get(field);
  if (isMap(rest) && rest.items.length === 0) node.delete(field);
}

function setEvents(document: Document, node: YAMLMap, { events }: Span): void {
  if (events.length === 0) node.delete('events');
  else node.set('events', document.createNode(events.map(({ name }) => ({ name: namePattern(name) }))));
}

/** Which fields its author cares for: the rest is not written for spans that are new. */
export interface Habits {
  kind: boolean;
  service: boolean;
}

/** A span nobody expected, as its author would have written it. */
export function newSpan(document: Document, span: Span, habits: Habits): YAMLMap {
  const isPlain = span.kind === 'INTERNAL' || span.kind === 'UNSPECIFIED';
  return document.createNode({
    name: namePattern(span.name),
    ...(habits.service && { service: servicePattern(span) }),
    ...((habits.kind || !isPlain) && span.kind !== 'UNSPECIFIED' && { kind: span.kind }),
    ...(span.status.code === 'ERROR' && { status: 'ERROR' }),
  }) as YAMLMap;
}
