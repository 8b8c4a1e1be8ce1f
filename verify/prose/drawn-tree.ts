/** Trees of spans that lessons draw: `<Diagram of="checkout" spans={[…]} />` holds `checkout.tree`. */
import type { Expression, Program } from 'estree';
import type { Root } from 'mdast';
import { extentOf } from './links.ts';
import { walk } from './parse-prose.ts';
import type { ShownResult } from './shown-results.ts';

interface DrawnSpan {
  name: string;
  service?: string;
  kind?: string;
  children: DrawnSpan[];
}

/** Every drawn tree that says of which run it is. Its text is compared as `verify/judge/tree-text.ts` writes it. */
export function drawnTrees(root: Root, text: string, file: string): ShownResult[] {
  if (!/\.mdx$/iu.test(file)) return [];
  const found: ShownResult[] = [];
  walk(root, (node) => {
    if (node.type !== 'mdxJsxFlowElement' || node.name !== 'Diagram') return;
    const attribute = (name: string) =>
      node.attributes.find((each) => each.type === 'mdxJsxAttribute' && each.name === name);
    const of = attribute('of')?.value;
    const spans = attribute('spans');
    if (typeof of !== 'string' || spans === undefined) return;
    const [start, end] = extentOf(node);
    const expression = expressionOf(spans.value);
    const drawn = expression === undefined ? undefined : spansIn(expression);
    const [from, to] = (expression as { range?: [number, number] } | undefined)?.range ?? [start, end];
    const value = drawn === undefined ? '' : treeOf(drawn);
    found.push({
      key: `${of}.tree`,
      value,
      start,
      end,
      inside: { start: from, end: to },
      ...(drawn === undefined && {
        problem:
          'Found spans={…} that is worked out, expected a list of names, services and kinds as they are.',
      }),
      // A picture shows no status.
      equals: (given) => given.replace(/ {2}ERROR$/gmu, '') === value,
      write: (given) => {
        const column = from - (text.lastIndexOf('\n', from - 1) + 1);
        const indent = /^[ \t]*/u.exec(text.slice(from - column, from))?.[0] ?? '';
        return written(parsedTree(given, drawn), indent);
      },
    });
  });
  return found;
}

function expressionOf(value: unknown): Expression | undefined {
  const program = (value as { data?: { estree?: Program } } | undefined)?.data?.estree;
  const [statement] = program?.body ?? [];
  return statement?.type === 'ExpressionStatement' ? statement.expression : undefined;
}

/** The spans of a literal; nothing when something in it is worked out. */
function spansIn(expression: Expression): DrawnSpan[] | undefined {
  if (expression.type !== 'ArrayExpression') return undefined;
  const spans: DrawnSpan[] = [];
  for (const element of expression.elements) {
    if (element?.type !== 'ObjectExpression') return undefined;
    const span: DrawnSpan = { name: '', children: [] };
    for (const property of element.properties) {
      if (property.type !== 'Property') return undefined;
      const key = property.key.type === 'Identifier' ? property.key.name : '';
      if (key === 'children') {
        const children = spansIn(property.value as Expression);
        if (children === undefined) return undefined;
        span.children = children;
      } else if (property.value.type === 'Literal' && typeof property.value.value === 'string') {
        if (key === 'name' || key === 'service' || key === 'kind') span[key] = property.value.value;
      } else return undefined;
    }
    spans.push(span);
  }
  return spans;
}

/** As a run's tree is written. */
function treeOf(spans: readonly DrawnSpan[]): string {
  const services = new Set<string>();
  const gather = (span: DrawnSpan): void => {
    services.add(span.service ?? '');
    span.children.forEach(gather);
  };
  spans.forEach(gather);
  const lines: string[] = [];
  const draw = (span: DrawnSpan, lead: string, below: string): void => {
    const kind = span.kind === 'INTERNAL' ? undefined : span.kind;
    const parts = [span.name, kind, services.size > 1 ? span.service : undefined];
    lines.push(lead + parts.filter((part) => part !== undefined && part !== '').join('  '));
    for (const [i, child] of span.children.entries()) {
      const isLast = i === span.children.length - 1;
      draw(child, `${below}${isLast ? '└─ ' : '├─ '}`, `${below}${isLast ? '   ' : '│  '}`);
    }
  };
  for (const span of spans) draw(span, '', '');
  return lines.join('\n');
}

const kinds = new Set(['CLIENT', 'SERVER', 'PRODUCER', 'CONSUMER']);

/** A run's tree as spans again. With one service, which the text leaves out, it is the one that was drawn. */
function parsedTree(tree: string, drawn: readonly DrawnSpan[] | undefined): DrawnSpan[] {
  const tops: DrawnSpan[] = [];
  const path: DrawnSpan[] = [];
  for (const line of tree.split('\n')) {
    const lead = /^(?:│ {2}| {3})*(?:[├└]─ )?/u.exec(line)?.[0] ?? '';
    const depth = lead.length / 3;
    const [name = '', ...rest] = line.slice(lead.length).split('  ');
    const kind = rest.find((part) => kinds.has(part));
    const service = rest.find((part) => !kinds.has(part) && part !== 'ERROR') ?? drawn?.[0]?.service;
    const span: DrawnSpan = { name, ...(service && { service }), ...(kind && { kind }), children: [] };
    (depth === 0 ? tops : (path[depth - 1]?.children ?? tops)).push(span);
    path[depth] = span;
  }
  return tops;
}

function written(spans: readonly DrawnSpan[], indent: string): string {
  const inner = `${indent}  `;
  const entries = spans.map(({ name, service, kind, children }) => {
    const fields = Object.entries({ name, service, kind })
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key}: '${(value ?? '').replace(/[\\']/gu, '\\$&')}'`);
    if (children.length === 0) return `${inner}{ ${fields.join(', ')} },`;
    const lines = [...fields, `children: ${written(children, `${inner}  `)}`].map(
      (field) => `${inner}  ${field},`,
    );
    return [`${inner}{`, ...lines, `${inner}},`].join('\n');
  });
  return `[\n${entries.join('\n')}\n${indent}]`;
}
