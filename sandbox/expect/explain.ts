/** A miss as sentences for the learner, made from what actually arrived. */

import { serviceName } from '../schemas/attribute.ts';
import type { CheckResult } from '../schemas/run-event.ts';
import type { Span } from '../schemas/trace.ts';
import type { Aligned } from './align.ts';
import {
  describeAttributes,
  describeCount,
  describePattern,
  listNames,
  nameOf,
  plural,
  serviceInWords,
  withArticle,
} from './describe.ts';
import { textMatches } from './pattern.ts';
import type { FieldMiss } from './span-fields.ts';
import type { Forest, TreeNode } from './tree.ts';
import { cut } from './value.ts';

/** A sentence, and what it speaks of. */
export interface Reason {
  text: string;
  target?: CheckResult['target'];
}

export interface Telling {
  forest: Forest;
  /** What happened to spans that are there: they `arrived` in the store, or `were printed`. */
  read: 'store' | 'console';
  /** Are spans nobody expected a miss? */
  forbidExtra: boolean;
}

/** Explain everything in which the found trees fall short of the expected ones. */
export function explain(rows: readonly Aligned[], telling: Telling): Reason[] {
  const extras: Span[] = [];
  const reasons: Reason[] = [];
  // No recursion: below a span that is extra there may be a very long chain.
  const open = rows.toReversed();
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    if (row.verdict === 'extra') {
      const unwanted = telling.forbidExtra || row.parent?.expectation?.children?.length === 0;
      if (unwanted && row.node) extras.push(row.node.span);
    } else {
      for (const reason of explainRow(row, telling)) reasons.push(reason);
    }
    for (const child of row.children.toReversed()) open.push(child);
  }
  const [first] = extras;
  if (first) {
    const text =
      extras.length === 1
        ? `There is a span too many: ${nameOf(first)}.`
        : `There are ${plural(extras.length, 'span')} too many: ${listNames(extras)}.`;
    reasons.push({ text, target: toSpan(first) });
  }
  return reasons;
}

/** Point at a span. */
export function toSpan({ traceId, spanId }: Span): NonNullable<CheckResult['target']> {
  return { type: 'span', traceId, spanId };
}

function explainRow(row: Aligned, telling: Telling): Reason[] {
  const { verdict, node, expectation } = row;
  if (verdict === 'missing') return [explainMissing(row, telling)];
  if (node === undefined) return [];
  const target = toSpan(node.span);
  const fields = row.misses.map((miss) => ({ text: explainField(miss, node.span), target }));
  if (verdict === 'elsewhere') return [{ text: explainPlace(row, node), target }, ...fields];
  if (verdict === 'too many' && expectation?.count !== undefined) {
    const siblings = row.parent?.node?.children ?? telling.forest.roots;
    const alike = siblings.filter(({ span }) => span.name === node.span.name).length;
    const text = `${nameOf(node.span)} is there ${plural(alike, 'time')}, expected ${describeCount(expectation.count)}.`;
    return [{ text, target }];
  }
  return fields;
}

function explainMissing(row: Aligned, telling: Telling): Reason {
  const reason = whatIsMissing(row, telling);
  // The likeliest slip, and the one that leaves no sign: it is said wherever a span is missed on the console.
  return telling.read === 'console' && !reason.text.includes(' either, ')
    ? { ...reason, text: `${reason.text} A span is printed only when it ends.` }
    : reason;
}

function whatIsMissing({ expectation, parent }: Aligned, { forest, read }: Telling): Reason {
  const arrived = read === 'console' ? 'was printed' : 'arrived';
  if (expectation === undefined) return { text: `A span is missing.` };
  const namesakes = forest.nodes.some(({ span }) => span.name === expectation.name);
  const wanted = `${describePattern(expectation)}${namesakes ? describeAttributes(expectation) : ''}`;
  const { service, count } = expectation;
  if (service !== undefined && !forest.nodes.some(({ span }) => textMatches(service, serviceName(span)))) {
    return { text: `No span of ${service} ${arrived}, so ${withArticle(wanted)} is missing.` };
  }
  const siblings = parent ? (parent.node?.children ?? []) : forest.roots;
  const short = count === undefined ? '' : `, expected ${describeCount(count)}`;
  const there =
    siblings.length === 0
      ? ''
      : `; there ${siblings.length === 1 ? 'is' : 'are'} ${listNames(siblings.map(({ span }) => span))}`;
  if (parent?.node) {
    const text =
      siblings.length === 0
        ? `${nameOf(parent.node.span)} has no children, expected ${withArticle(wanted)}.`
        : `${nameOf(parent.node.span)} has no${count === undefined ? '' : ' further'} child ${wanted}${short}${there}.`;
    return { text, target: toSpan(parent.node.span) };
  }
  if (parent?.expectation)
    return {
      text: `No ${wanted} ${arrived} either, expected under ${withArticle(describePattern(parent.expectation))}.`,
    };
  return {
    text: `No${count === undefined ? '' : ' further'} root span ${wanted} ${arrived}${short}${there}.`,
  };
}

/** Say where a span stands that should stand elsewhere, and what that means. */
function explainPlace({ parent }: Aligned, node: TreeNode): string {
  const expected = parent?.expectation ? withArticle(describePattern(parent.expectation)) : undefined;
  if (node.place === 'child' && node.parent) {
    const under = nameOf(node.parent.span);
    return expected === undefined
      ? `${nameOf(node.span)} is a child of ${under}, expected a root span.`
      : `${nameOf(node.span)} is a child of ${under}, expected as a child of ${expected}.`;
  }
  if (node.place !== 'root') return explainStray(node);
  const service = serviceName(node.span);
  const above = nearestAbove(parent);
  const crossed = above !== undefined && serviceName(above.span) !== service;
  const why = crossed
    ? `no context reached ${serviceInWords(node.span)}, so it began a trace of its own`
    : 'no span was active when it started, so it began a trace of its own';
  return `${nameOf(node.span)} is a root span: ${why}.`;
}

/** The next span above, where one was found. */
function nearestAbove(row: Aligned | undefined): TreeNode | undefined {
  let each = row;
  while (each !== undefined && each.node === undefined) each = each.parent;
  return each?.node;
}

/** Say why a tree's top is no root. */
export function explainStray(node: TreeNode): string {
  if (node.place === 'cycle') return `The parents of ${nameOf(node.span)} lead back to itself.`;
  const why = isParentRemote(node.span)
    ? 'does the program that started it export its spans?'
    : 'a span arrives when it has ended; was its parent ended?';
  return `${nameOf(node.span)} names a parent that never arrived: ${why}`;
}

/** OTLP's flags: bit 8 says that it is known whether the parent is remote, bit 9 that it is. */
export function isParentRemote({ flags }: Span): boolean {
  return (flags & 0x300) === 0x300;
}

function explainField({ of, key, found, expected, hint }: FieldMiss, span: Span): string {
  const name = nameOf(span);
  const why = hint === undefined ? '' : `: ${hint}`;
  const wanted = expected === 'any value' ? '' : `, expected ${expected}`;
  switch (of) {
    case 'name':
      return `A span is named ${name}${wanted}.`;
    case 'service':
      return `${name} comes from the service ${found}${wanted}.`;
    case 'kind':
    case 'status':
      return `${name} has the ${of} ${found}${wanted}.`;
    case 'status message':
      return `The status of ${name} has the message ${found}${wanted}.`;
    case 'attribute':
      if (found === undefined) return `${name} has no attribute ${key}${wanted}${why}.`;
      return `${name} has the attribute ${key} = ${found}${wanted}${why}.`;
    case 'resource':
      if (found === undefined) return `The resource of ${name} has no ${key}${wanted}${why}.`;
      return `The resource of ${name} says ${key} = ${found}${wanted}${why}.`;
    case 'scope':
      return `The scope of ${name} has the ${key} ${found}${wanted}.`;
    case 'event':
      if (found === undefined) return `${name} has no event ${expected}${why}.`;
      return `The event "${key}" of ${name} has ${found}${wanted}.`;
    case 'link':
      if (found === undefined) return `${name} has no link${wanted}.`;
      return `${name} links to ${found}${wanted}.`;
    case 'duration':
      return `${name} took ${found}${wanted}.`;
    default:
      return `${cut(name)} is not as expected.`;
  }
}
