/** How much a span is like the one that was expected, when none is exactly so. */

import { serviceName } from '../schemas/attribute.ts';
import type { SpanExpectation } from '../schemas/expectation.ts';
import { closest } from './closest.ts';
import { isExpression, textMatches } from './pattern.ts';
import { spanFits, spanMisses } from './span-fields.ts';
import type { TreeNode } from './tree.ts';

const findNothing = () => undefined;

/**
 * Could this be the span that was meant? `strong`: what names it agrees. `weak`: its name is
 * misspelt, or it has another name and is otherwise of the same kind and service.
 */
export function isPlausible(
  expectation: SpanExpectation,
  { span }: TreeNode,
  grade: 'strong' | 'weak',
): boolean {
  const { name, kind, service } = expectation;
  const sameKind = kind === undefined || kind === span.kind;
  const sameService = service === undefined || textMatches(service, serviceName(span));
  if (name === undefined) {
    if (kind === undefined && service === undefined) return likenessOfRest(expectation, span) > 0;
    return sameKind && (sameService || (grade === 'weak' && kind !== undefined));
  }
  if (textMatches(name, span.name)) return true;
  if (grade === 'strong') return false;
  if (!isExpression(name) && closest(span.name, [name]) !== undefined) return true;
  return kind !== undefined && kind !== 'INTERNAL' && sameKind && sameService;
}

/** Is enough said of the span to know it again in another place? Any INTERNAL span would be too little. */
export function isTelling({ name, kind }: SpanExpectation): boolean {
  return name !== undefined || (kind !== undefined && kind !== 'INTERNAL');
}

/** The higher, the liker. Comparable only among spans held to the same expectation. */
export function likeness(expectation: SpanExpectation, node: TreeNode): number {
  const named = expectation.name !== undefined && textMatches(expectation.name, node.span.name);
  const below = (expectation.children ?? []).filter((child) =>
    node.children.some((each) => spanFits(child, each.span, findNothing)),
  );
  return (named ? 100 : 0) + 10 * likenessOfRest(expectation, node.span) + 3 * below.length;
}

function likenessOfRest(expectation: SpanExpectation, span: TreeNode['span']): number {
  const { attributes, resource, events, scope, status, duration, kind, service } = expectation;
  const asked =
    Object.keys(attributes ?? {}).length +
    Object.keys(resource ?? {}).length +
    Object.keys(scope ?? {}).length +
    (events ?? []).length +
    [status, duration, kind, service].filter((each) => each !== undefined).length;
  const missed = spanMisses(expectation, span, findNothing).filter(
    ({ of }) => of !== 'name' && of !== 'link',
  );
  return asked - missed.length;
}
