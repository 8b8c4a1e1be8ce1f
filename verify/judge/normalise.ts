/** What `--update` writes where spans are not those a document describes. */

import { countFits } from '@spanlab/sandbox/expect/describe.ts';
import { evaluate, type Facts } from '@spanlab/sandbox/expect/evaluate.ts';
import { parseExpectation } from '@spanlab/sandbox/expect/parse.ts';
import { growForest } from '@spanlab/sandbox/expect/tree.ts';
import type { Check } from '@spanlab/sandbox/schemas/expectation.ts';
import { type Document, isMap, parseDocument, type YAMLMap } from 'yaml';
import type { ExpectedSpans } from '../model/example.ts';
import type { DocumentEdit } from '../model/finding.ts';
import { alignLines } from './align-lines.ts';
import { mendSomewhere, mendTrees } from './mend-trees.ts';
import { indented } from './output.ts';

/**
 * The block with every check that can be mended by writing down what came, sentences and comments kept; `undefined`
 * where none can. What a check says of absence, invariants, output, exchanges, links and durations stays as it is, and
 * so does a check when no span came at all: a broken set-up must not become the expectation.
 */
export function mendedExpectation(expected: ExpectedSpans, facts: Facts): DocumentEdit | undefined {
  if (expected.language !== 'yaml') return undefined;
  const document = parseDocument(expected.text);
  if (document.errors.length > 0) return undefined;
  const results = evaluate(expected.expectation, facts);
  let isChanged = false;
  for (const [index, check] of expected.expectation.checks.entries()) {
    const before: unknown = document.getIn(['checks', index], true);
    if (results[index]?.ok !== false || !isMap(before)) continue;
    document.setIn(['checks', index], before.clone());
    mendCheck(document, document.getIn(['checks', index]) as YAMLMap, check, facts);
    if (isMet(document, index, facts)) isChanged = true;
    else document.setIn(['checks', index], before);
  }
  if (!isChanged) return undefined;
  const lines = written(document, expected.text).trimEnd().split('\n');
  return { file: expected.at.file, ...expected.lines, text: indented(lines, expected.indent) };
}

function mendCheck(document: Document, node: YAMLMap, check: Check, facts: Facts): void {
  const forest = growForest(check.read === 'console' ? facts.printed : facts.stored);
  if (forest.nodes.length === 0) return;
  if (check.spans !== undefined && check.spans.length > 0) mendTrees(document, node, check, forest);
  if (check.somewhere !== undefined) mendSomewhere(document, node, check, forest);
  if (check.traces !== undefined && !countFits(check.traces, forest.traceCount)) {
    node.set('traces', forest.traceCount);
  }
}

/** Whatever was written, the matcher has the last word. */
function isMet(document: Document, index: number, facts: Facts): boolean {
  const parsed = parseExpectation({ file: '', text: document.toString({ lineWidth: 0 }) });
  return parsed.ok && evaluate(parsed.value, facts)[index]?.ok === true;
}

/** As text, with every line that says what it said before as its author wrote it. */
function written(document: Document, text: string): string {
  const indentSeq = !/^(\s*)[\w-]+:[^\S\n]*\n\1- /mu.test(text);
  const lines = (each: Document): string[] =>
    each.toString({ lineWidth: 0, indentSeq }).trimEnd().split('\n');
  const original = text.trimEnd().split('\n');
  const [before, after] = [lines(parseDocument(text)), lines(document)];
  // Only where our way to write it has as many lines is it known which is which.
  if (before.length !== original.length) return after.join('\n');
  const steps = alignLines(
    before.map((line) => ({ kind: 'line', text: line })),
    after,
  );
  const merged = (change: (line: string) => string): string =>
    steps
      .flatMap((step) => {
        if (step.kind === 'same') return original[step.promised] ?? [];
        return step.kind === 'extra' ? change(after[step.printed] ?? '') : [];
      })
      .join('\n');
  const plain = merged((line) => line);
  // `[{ name: a }]`, as most people and formatters write it, where that is all the difference.
  const tight = merged((line) => line.replaceAll('[ ', '[').replaceAll(' ]', ']'));
  return !text.includes('[ ') && saysTheSame(plain, tight) ? tight : plain;
}

function saysTheSame(a: string, b: string): boolean {
  return JSON.stringify(parseDocument(a).toJS()) === JSON.stringify(parseDocument(b).toJS());
}
