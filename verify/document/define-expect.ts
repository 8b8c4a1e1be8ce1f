/** `export default defineExpect({…})` read without running it: only what is written out as a literal is understood. */
import { type Parsed, parseExpectation, type SourceText } from '@spanlab/sandbox/expect/parse.ts';
import type { Position } from '@spanlab/sandbox/expect/problem.ts';
import type { Expectation } from '@spanlab/sandbox/schemas/expectation.ts';
import { type Expression, type Node, type Program, parse } from 'acorn';

/** What is allowed, in words for a finding. */
const allowed =
  'one object literal of strings, numbers, booleans, lists, regular expressions, and `const` names for these';

interface At {
  line: number;
  column: number;
}

/** A JSON text with one value a line, and where each line's value stands in the source. */
interface Written {
  lines: string[];
  places: At[];
}

class NotLiteral extends Error {
  readonly at: At;
  constructor(node: Node, message: string) {
    super(message);
    this.at = placeOf(node);
  }
}

/**
 * The argument of `defineExpect`, held to the schema of `expect.yaml`. Never runs anything: a call, a condition or a
 * loop in it is a problem. Types may be written as `as const` and `satisfies …` behind the object only.
 */
export function parseDefineExpect({ file, text }: SourceText): Parsed<Expectation> {
  const fail = (at: At, message: string): Parsed<Expectation> => ({
    ok: false,
    problems: [{ file, ...at, message }],
  });
  let program: Program;
  try {
    program = parse(withoutTypes(text), { ecmaVersion: 'latest', sourceType: 'module', locations: true });
  } catch (error) {
    const { loc, message } = error as { loc?: { line: number; column: number }; message: string };
    const at = { line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1 };
    return fail(at, `${message.replace(/ \(\d+:\d+\)$/u, '')}. Allowed: ${allowed}.`);
  }
  const written: Written = { lines: [], places: [] };
  try {
    const { argument, constants } = argumentOf(program);
    write(argument, constants, written, '', 0);
  } catch (error) {
    if (!(error instanceof NotLiteral)) throw error;
    return fail(error.at, error.message);
  }
  const source = ({ line }: Position): Position => written.places[line - 1] ?? { line: 1, column: 1 };
  const parsed = parseExpectation({ file, text: written.lines.join('\n') });
  if (!parsed.ok) {
    return { ok: false, problems: parsed.problems.map((problem) => ({ ...problem, ...source(problem) })) };
  }
  return { ...parsed, at: (path) => source(parsed.at(path)) };
}

/** `as const` and `satisfies Name` behind a bracket become spaces: every column stays. */
function withoutTypes(text: string): string {
  return text.replace(/(?<=[)}\]]\s*)\b(?:as\s+const|satisfies\s+[\w.]+)/gu, (found) =>
    found.replace(/[^\n]/gu, ' '),
  );
}

type Constants = ReadonlyMap<string, Expression>;

/** What `export default defineExpect(…)` is given. Imports, and constants, may stand above it. */
function argumentOf(program: Program): { argument: Expression; constants: Constants } {
  const constants = new Map<string, Expression>();
  let argument: Expression | undefined;
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') continue;
    if (statement.type === 'VariableDeclaration' && statement.kind === 'const') {
      for (const { id, init } of statement.declarations) {
        if (id.type !== 'Identifier' || !init) throw new NotLiteral(id, `Allowed here: ${allowed}.`);
        constants.set(id.name, init);
      }
      continue;
    }
    const exported = statement.type === 'ExportDefaultDeclaration' ? statement.declaration : undefined;
    if (exported?.type !== 'CallExpression') {
      throw new NotLiteral(
        exported ?? statement,
        'Found something else than `export default defineExpect({ checks: […] })`; only imports and `const` may stand beside it.',
      );
    }
    const [first, ...more] = exported.arguments;
    const isCalled = exported.callee.type === 'Identifier' && exported.callee.name === 'defineExpect';
    if (!isCalled || first === undefined || more.length > 0 || first.type === 'SpreadElement') {
      throw new NotLiteral(exported, 'Allowed here: `defineExpect({ checks: […] })`, with one argument.');
    }
    argument = first;
  }
  if (argument === undefined) {
    throw new NotLiteral(program, 'Found no `export default defineExpect({ checks: […] })`.');
  }
  return { argument, constants };
}

/** Constants that name each other would never end. */
const maxDepth = 100;

function write(node: Expression, constants: Constants, into: Written, before: string, depth: number): void {
  const line = (text: string, at: Node = node) => {
    into.lines.push(text);
    into.places.push(placeOf(at));
  };
  const behind = (text: string) => {
    into.lines.push(`${into.lines.pop() ?? ''}${text}`);
  };
  if (depth > maxDepth) throw new NotLiteral(node, 'Found a value that goes too deep.');
  switch (node.type) {
    case 'ObjectExpression':
      line(`${before}{`);
      for (const [index, property] of node.properties.entries()) {
        if (property.type === 'SpreadElement' || property.kind !== 'init' || property.computed) {
          throw new NotLiteral(property, `Found a key that is not written out; allowed: ${allowed}.`);
        }
        const { key, value } = property;
        const name =
          key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : undefined;
        if (name === undefined) throw new NotLiteral(key, `Allowed here: a plain key.`);
        line(`${JSON.stringify(name)}:`, key);
        write(value, constants, into, ' ', depth + 1);
        if (index < node.properties.length - 1) behind(',');
      }
      line('}');
      return;
    case 'ArrayExpression':
      line(`${before}[`);
      for (const [index, element] of node.elements.entries()) {
        if (element === null || element.type === 'SpreadElement') {
          throw new NotLiteral(
            element ?? node,
            `Found an element that is not written out; allowed: ${allowed}.`,
          );
        }
        write(element, constants, into, '', depth + 1);
        if (index < node.elements.length - 1) behind(',');
      }
      line(']');
      return;
    case 'Identifier': {
      const constant = constants.get(node.name);
      if (constant !== undefined) {
        write(constant, constants, into, before, depth + 1);
        return;
      }
      throw new NotLiteral(
        node,
        `Found \`${node.name}\`, which no \`const\` in this block names; allowed: ${allowed}.`,
      );
    }
    default:
      line(before + JSON.stringify(scalarOf(node)));
  }
}

function scalarOf(node: Expression): string | number | boolean {
  if (node.type === 'Literal') {
    if (node.regex) return `/${node.regex.pattern}/${node.regex.flags}`;
    const { value } = node;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  }
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0) {
    return node.quasis.map(({ value }) => value.cooked ?? value.raw).join('');
  }
  if (node.type === 'UnaryExpression' && node.operator === '-') {
    const value = scalarOf(node.argument);
    if (typeof value === 'number') return -value;
  }
  throw new NotLiteral(node, `Found what would have to be run; allowed: ${allowed}.`);
}

function placeOf({ loc }: Node): At {
  return { line: loc?.start.line ?? 1, column: (loc?.start.column ?? 0) + 1 };
}
