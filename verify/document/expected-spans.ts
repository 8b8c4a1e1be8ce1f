/** `expect` blocks: in YAML as in `expect.yaml`, or `defineExpect({…})` in TypeScript. */
import { type Parsed, parseExpectation } from '@spanlab/sandbox/expect/parse.ts';
import type { Position } from '@spanlab/sandbox/expect/problem.ts';
import type { Expectation } from '@spanlab/sandbox/schemas/expectation.ts';
import type { ExpectedSpans } from '../model/example.ts';
import type { LineOrigin } from '../model/place.ts';
import type { Block } from './block.ts';
import { parseDefineExpect } from './define-expect.ts';
import type { ReadBlock } from './draft.ts';
import { isYaml, programEnding } from './languages.ts';
import type { Reporter } from './reporter.ts';

/** Undefined: said what is wrong with it, everything at once. */
export function readExpectedSpans({ block, info }: ReadBlock, report: Reporter): ExpectedSpans | undefined {
  const yaml = isYaml(info.language);
  if (!yaml && programEnding(info.language) === undefined) {
    report.document(
      `Found \`expect\` on a block of \`${info.language}\`; allowed: \`yaml expect\`, or \`ts expect\` with \`defineExpect\`.`,
      info.role ?? block.fence,
    );
    return undefined;
  }
  const text = block.lines.map((line) => line.text).join('\n');
  const { range: lines, indent } = block;
  if (yaml && text.trim() === '') {
    // How people begin: it says nothing yet, and `--update` writes what came.
    const at = report.at(block.fence);
    return { expectation: { checks: [] }, at, checks: [], lines, indent, text, language: 'yaml' };
  }
  const source = { file: report.file, text };
  const parsed: Parsed<Expectation> = yaml ? parseExpectation(source) : parseDefineExpect(source);
  if (!parsed.ok) {
    for (const problem of parsed.problems) report.document(problem.message, inDocument(block, problem));
    return undefined;
  }
  return {
    expectation: parsed.value,
    at: report.at(block.fence),
    checks: parsed.value.checks.map((_, index) => report.at(inDocument(block, parsed.at(['checks', index])))),
    lines,
    indent,
    text,
    language: yaml ? 'yaml' : 'ts',
  };
}

function inDocument({ lines, fence, range }: Block, { line, column }: Position): LineOrigin {
  const origin = lines[line - 1];
  if (origin !== undefined) return { line: origin.line, column: origin.column + column - 1 };
  return { line: Math.max(range.endLine, fence.line), column: fence.column };
}
