/**
 * A trace as Jaeger's newer API hands it out: as it is stored, or as its query service adjusts it. Each change that
 * is more than sorting leaves a warning on the span.
 */
import { attribute } from '../../schemas/attribute.ts';
import type { Attributes, Resource, Scope, Span } from '../../schemas/trace.ts';
import { attributeText } from './attribute-text.ts';
import { cleaned, type PresentedSpan } from './clean.ts';
import { clockRulesV3, skewWarnings } from './clock-skew.ts';
import { libraryKeys, withReadableAddresses } from './known-attributes.ts';
import { withOwnSpanIds } from './shared-span-ids.ts';

/**
 * All spans must be of one trace. Stored spans are not changed.
 * @param raw leave ids, the order of attributes and events, duplicates and empty links alone
 */
export function present(spans: readonly Span[], raw: boolean): PresentedSpan[] {
  const stored = cleaned(spans);
  if (raw) return stored;
  const shared = new Map<object, Resource | Scope>();
  const withIds = withOwnSpanIds(
    stored.map(({ span }) => span),
    ({ kind }) => kind,
  );
  const sorted = withIds.map((span, index) => ({
    span: sortedSpan(span, shared),
    warnings: [...(stored[index]?.warnings ?? [])],
  }));
  const distinct = withoutDuplicates(sorted);
  const skew = skewWarnings(
    distinct.map(({ span }) => span),
    clockRulesV3,
  );
  distinct.forEach((each, index) => {
    each.warnings.push(...(skew[index] ?? []));
    const { span } = each;
    span.attributes = withReadableAddresses(span.attributes);
    span.resource.attributes = withReadableAddresses(span.resource.attributes);
  });
  // Once every address is readable, for what is moved is compared with what is there.
  for (const each of distinct) {
    moveLibraryAttributes(each);
    removeEmptyLinks(each);
  }
  return distinct;
}

function sortedSpan(span: Span, shared: Map<object, Resource | Scope>): Span {
  const events = span.events.map((event) => ({ ...event, attributes: sortedAttributes(event.attributes) }));
  return {
    ...span,
    attributes: sortedAttributes(span.attributes),
    events: events.sort((a, b) => compare(a.name, b.name)),
    links: span.links.map((link) => ({ ...link, attributes: sortedAttributes(link.attributes) })),
    resource: once(shared, span.resource, () => ({ attributes: sortedAttributes(span.resource.attributes) })),
    scope: once(shared, span.scope, () => ({
      ...span.scope,
      attributes: sortedAttributes(span.scope.attributes),
    })),
  };
}

/** By key; of one key sent twice, the last value. */
function sortedAttributes(attributes: Attributes): Attributes {
  if (attributes.length < 2) return attributes;
  const byKey = new Map(attributes.map((each) => [each.key, each]));
  return [...byKey.values()].sort((a, b) => compare(a.key, b.key));
}

/** Spans alike in everything are one span that was sent twice. Only spans of one id are compared. */
function withoutDuplicates(presented: readonly PresentedSpan[]): PresentedSpan[] {
  const firstOfId = new Map<string, PresentedSpan>();
  const fingerprintsOfId = new Map<string, Set<string>>();
  return presented.filter((each) => {
    const { spanId } = each.span;
    const first = firstOfId.get(spanId);
    if (first === undefined) {
      firstOfId.set(spanId, each);
      return true;
    }
    const known = fingerprintsOfId.get(spanId) ?? new Set([fingerprint(first)]);
    fingerprintsOfId.set(spanId, known);
    const mine = fingerprint(each);
    const isNew = !known.has(mine);
    known.add(mine);
    return isNew;
  });
}

function fingerprint({ span: { scope, ...span } }: PresentedSpan): string {
  return JSON.stringify([span, scope.attributes], (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
}

/** Onto the resource, and so onto all of its spans; unless that says otherwise. */
function moveLibraryAttributes({ span, warnings }: PresentedSpan): void {
  const { resource } = span;
  span.attributes = span.attributes.filter(({ key, value }) => {
    if (!libraryKeys.has(key)) return true;
    const existing = attribute(resource.attributes, key);
    if (existing !== undefined && attributeText(existing) !== attributeText(value)) {
      warnings.push(`conflicting values between Span and Resource for attribute ${key}`);
      return true;
    }
    if (existing === undefined) resource.attributes = [...resource.attributes, { key, value }];
    return false;
  });
}

function removeEmptyLinks(presented: PresentedSpan): void {
  const { links } = presented.span;
  const valid = links.filter(({ traceId }) => !/^0*$/u.test(traceId));
  for (let removed = valid.length; removed < links.length; removed++) {
    presented.warnings.push('Invalid span link removed');
  }
  presented.span.links = valid;
}

function once<Value extends Resource | Scope>(
  shared: Map<object, Resource | Scope>,
  key: Value,
  make: () => Value,
): Value {
  const found = shared.get(key);
  if (found !== undefined) return found as Value;
  const made = make();
  shared.set(key, made);
  return made;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
