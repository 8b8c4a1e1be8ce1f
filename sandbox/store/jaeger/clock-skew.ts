/**
 * What Jaeger says about clocks that disagree. It would shift a child that lies outside its parent, but does so
 * only when told how far it may, and by default it may not: it leaves the times alone and warns.
 */

import { attribute } from '../../schemas/attribute.ts';
import type { AttributeValue, Resource, Span } from '../../schemas/trace.ts';
import { attributeText } from './attribute-text.ts';
import { between, wrapped } from './go-number.ts';
import { formatDuration } from './go-text.ts';
import { dotted } from './known-attributes.ts';
import { parentByReference } from './references.ts';

interface Node {
  span: Span;
  index: number;
  host: string;
  children: Node[];
}

/** Where the newer and the older API differ. */
export interface ClockRules {
  /** What tells one host's clock from another's; '' when nothing does. */
  hostOf(resource: Resource): string;
  /** '' for a root. */
  parentOf(span: Span): string;
  unknownParent(spanId: string): string;
}

function textOrNothing(value: AttributeValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

export const clockRulesV3: ClockRules = {
  hostOf({ attributes }) {
    const id = attribute(attributes, 'host.id');
    if (id !== undefined) return textOrNothing(id);
    const ip = attribute(attributes, 'host.ip');
    if (typeof ip === 'string') return ip;
    if (Array.isArray(ip) && ip[0] !== undefined) return attributeText(ip[0]);
    return textOrNothing(attribute(attributes, 'host.name'));
  },
  parentOf: (span) => span.parentSpanId,
  unknownParent: (spanId) => `parent span ID=${spanId} is not in the trace; skipping clock skew adjustment`,
};

export const clockRulesV1: ClockRules = {
  hostOf({ attributes }) {
    const ip = attribute(attributes, 'ip');
    if (typeof ip === 'bigint') return dotted(ip);
    if (ip instanceof Uint8Array) return ip.length === 4 ? ip.join('.') : '';
    return textOrNothing(ip);
  },
  parentOf: parentByReference,
  unknownParent: (spanId) => `invalid parent span IDs=${spanId}; skipping clock skew adjustment`,
};

/** For every span of a trace, its warnings. Spans in a cycle hang from no root and get none. */
export function skewWarnings(spans: readonly Span[], rules: ClockRules): string[][] {
  const warnings: string[][] = spans.map(() => []);
  const nodes = new Map<string, Node>();
  spans.forEach((span, index) => {
    if (nodes.has(span.spanId)) warnings[index]?.push('duplicate span IDs; skipping clock skew adjustment');
    else nodes.set(span.spanId, { span, index, host: rules.hostOf(span.resource), children: [] });
  });
  // A list, not recursion: a trace may be one chain of 100,000 spans.
  const toVisit: { node: Node; parent?: Node; delta: bigint; host: string }[] = [];
  for (const node of nodes.values()) {
    const parentSpanId = rules.parentOf(node.span);
    const parent = nodes.get(parentSpanId);
    if (parent !== undefined) {
      parent.children.push(node);
      continue;
    }
    if (parentSpanId !== '') warnings[node.index]?.push(rules.unknownParent(parentSpanId));
    toVisit.push({ node, delta: 0n, host: node.host });
  }
  for (let next = toVisit.pop(); next !== undefined; next = toVisit.pop()) {
    const { node, parent } = next;
    const otherHost = parent !== undefined && (node.host !== next.host || node.host === '');
    const delta = otherHost ? skew(node.span, parent.span) : next.delta;
    const host = otherHost ? node.host : next.host;
    if (delta !== 0n) {
      const distance = formatDuration(delta);
      warnings[node.index]?.push(
        `clock skew adjustment disabled; not applying calculated delta of ${distance}`,
      );
    }
    for (const child of node.children) toVisit.push({ node: child, parent: node, delta, host });
  }
  return warnings;
}

/** How far a child would have to move to lie within its parent: to its start, or to its middle if it fits. */
function skew(child: Span, parent: Span): bigint {
  const childDuration = between(child.startTimeUnixNano, child.endTimeUnixNano);
  const parentDuration = between(parent.startTimeUnixNano, parent.endTimeUnixNano);
  const toStart = between(child.startTimeUnixNano, parent.startTimeUnixNano);
  if (childDuration > parentDuration) return toStart > 0n ? toStart : 0n;
  if (toStart <= 0n && wrapped(child.endTimeUnixNano) <= wrapped(parent.endTimeUnixNano)) return 0n;
  return toStart + (parentDuration - childDuration) / 2n;
}
