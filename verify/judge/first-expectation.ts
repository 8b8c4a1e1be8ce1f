/** What `--update` writes into an `expect` block that says nothing yet: the whole of what came. */
import { evaluate, type Facts } from '@spanlab/sandbox/expect/evaluate.ts';
import { parseExpectation } from '@spanlab/sandbox/expect/parse.ts';
import { growForest, type TreeNode } from '@spanlab/sandbox/expect/tree.ts';
import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { SpanExpectation, ValueExpectation } from '@spanlab/sandbox/schemas/expectation.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { stringify } from 'yaml';
import type { ExpectedSpans } from '../model/example.ts';
import type { DocumentEdit } from '../model/finding.ts';
import { namePattern, valueExpectation } from './normalise-value.ts';
import { isOfMachine, servicePattern } from './of-machine.ts';
import { indented } from './output.ts';

const sentence = 'The spans of this example';
const mostAttributes = 10;

/** All trees, and nothing beside them; `undefined` when no span came, or what came cannot be said in trees. */
export function firstExpectation(expected: ExpectedSpans, facts: Facts): DocumentEdit | undefined {
  const isPrinted = facts.stored.length === 0;
  const { roots, nodes } = growForest(isPrinted ? facts.printed : facts.stored);
  if (roots.length === 0 || expected.language !== 'yaml') return undefined;
  const services = new Set(nodes.map(({ span }) => serviceName(span)));
  const spans = together(roots.map((root) => written(root, services.size > 1)));
  const check = { check: sentence, ...(isPrinted && { read: 'console' }), extra: 'forbid', spans };
  const text = stringify({ checks: [check] }, { lineWidth: 0 });
  const parsed = parseExpectation({ file: '', text });
  if (!parsed.ok || evaluate(parsed.value, facts).some(({ ok }) => !ok)) return undefined;
  const lines = indented(text.trimEnd().split('\n'), expected.indent);
  return { file: expected.at.file, ...expected.lines, text: lines };
}

/** @param hasService whether every span says its service, or only roots whose program has a name */
function written(node: TreeNode, hasService: boolean): SpanExpectation {
  const { span, children } = node;
  const service = serviceName(span);
  const isNamed = node.place === 'root' && !service.startsWith('unknown_service');
  const attributes = stableAttributes(span);
  return {
    name: namePattern(span.name),
    ...((hasService || isNamed) && { service: servicePattern(span) }),
    ...(span.kind !== 'INTERNAL' && span.kind !== 'UNSPECIFIED' && { kind: span.kind }),
    ...(span.status.code !== 'UNSET' && { status: span.status.code }),
    ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
    ...(children.length > 0 && { children: together(children.map((child) => written(child, hasService))) }),
  };
}

/** Those that will be the same next time, as far as can be seen: no ids, times or ports, nothing of the machine. */
function stableAttributes({ attributes }: Span): [string, ValueExpectation][] {
  return attributes
    .filter(({ key }) => !isOfMachine(key) && !/(?:^|[._])(?:port|id|pid)$/u.test(key))
    .map(({ key, value }): [string, ValueExpectation] => [key, valueExpectation(key, value)])
    .filter(([, value]) => typeof value !== 'object' || Array.isArray(value))
    .filter(([, value]) => !/:\d{2,5}(?:\/|$)|^\/.+\/[imsu]*$/u.test(String(value)))
    .slice(0, mostAttributes);
}

/** Siblings that are alike, counted. */
function together(siblings: readonly SpanExpectation[]): SpanExpectation[] {
  const kinds = new Map<string, SpanExpectation[]>();
  for (const each of siblings) {
    const text = JSON.stringify(each);
    kinds.set(text, [...(kinds.get(text) ?? []), each]);
  }
  return [...kinds.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    return more.length === 0 ? [first] : [{ ...first, count: more.length + 1 }];
  });
}
