/** Files that people write by hand: YAML in, a typed value or everything that is wrong with it out. */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Check, type Expectation, expectationSchema } from '../schemas/expectation.ts';
import { type Lab, labSchema } from '../schemas/lab.ts';
import { patternProblem } from './pattern.ts';
import { type AuthoringProblem, complaints, type Position } from './problem.ts';

/** A value, or every problem in the file. `at` finds the line of a path, for checks a schema cannot make. */
export type Parsed<T> =
  | { ok: true; value: T; at: (path: readonly PropertyKey[]) => Position }
  | { ok: false; problems: AuthoringProblem[] };

/** A text and the name it is known by. `firstLine`: the line its first one has in the whole file. */
export interface SourceText {
  file: string;
  text: string;
  firstLine?: number;
}

/** Parse YAML and hold it to a schema. All problems are reported at once. */
export function parseYaml<T>(schema: z.ZodType<T>, { file, text, firstLine = 1 }: SourceText): Parsed<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1) + firstLine - 1, column: Math.max(col, 1) };
  };
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      file,
      ...position(error.pos[0]),
      message: error.message,
    }));
    return { ok: false, problems };
  }
  const at = (path: readonly PropertyKey[], onKey = false): Position =>
    position(offsetOf(document.contents, path, onKey));

  let plain: unknown;
  try {
    plain = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return { ok: false, problems: [{ file, ...position(0), message: String(error) }] };
  }
  const result = schema.safeParse(plain);
  if (result.success) return { ok: true, value: result.data, at };
  const problems = result.error.issues
    .flatMap((issue) => complaints(schema, plain, issue))
    .map(({ path, onKey, message }) => ({ file, ...at(path, onKey), message }));
  return { ok: false, problems: inOrder(problems) };
}

/** Parse `expect.yaml`, including its regular expressions. */
export function parseExpectation(source: SourceText): Parsed<Expectation> {
  const parsed = parseYaml(expectationSchema, source);
  if (!parsed.ok) return parsed;
  const problems = [...badPatterns(parsed.value.checks), ...emptyChecks(parsed.value.checks)].map(
    ({ path, message }) => ({ file: source.file, ...parsed.at(path), message }),
  );
  return problems.length > 0 ? { ok: false, problems: inOrder(problems) } : parsed;
}

/** Parse `lab.yaml`. */
export function parseLab(source: SourceText): Parsed<Lab> {
  return parseYaml(labSchema, source);
}

/** The YAML between the `---` lines at the top of an MDX or Markdown file. */
export function frontmatterOf({ file, text }: SourceText): Parsed<SourceText> {
  const match = /^---[ \t]*\r?\n([\s\S]*?)^---[ \t]*$/mu.exec(text);
  if (match?.index === 0 && match[1] !== undefined) {
    return { ok: true, value: { file, text: match[1], firstLine: 2 }, at: () => ({ line: 2, column: 1 }) };
  }
  const message = 'found no frontmatter; allowed: YAML between two lines of --- at the top of the file';
  return { ok: false, problems: [{ file, line: 1, column: 1, message }] };
}

interface Found {
  path: PropertyKey[];
  message: string;
}

/** Regular expressions that do not compile, wherever a pattern may stand. */
function badPatterns(value: unknown, path: PropertyKey[] = ['checks']): Found[] {
  if (typeof value === 'string') {
    const message = path.at(-1) === 'check' ? undefined : patternProblem(value);
    return message === undefined ? [] : [{ path, message }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) =>
    badPatterns(inside, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** Checks that ask for nothing would always pass. */
function emptyChecks(checks: Check[]): Found[] {
  return checks.flatMap(({ spans, somewhere, absent, traces, invariants, stdout, wire }, index) => {
    const asks = spans ?? somewhere ?? absent ?? traces ?? invariants ?? stdout ?? wire;
    if (asks !== undefined) return [];
    const message =
      'found a check that asks for nothing; allowed: at least one of `spans`, `somewhere`, `absent`, `traces`, `invariants`, `stdout`, `wire`';
    return [{ path: ['checks', index], message }];
  });
}

function inOrder(problems: AuthoringProblem[]): AuthoringProblem[] {
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Offset at which the value (or the key) at `path` begins; as near as there is when part of the path is missing. */
export function offsetOf(root: Node | null, path: readonly PropertyKey[], onKey: boolean): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [depth, key] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (!pair || !isScalar(pair.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
      const last = depth === path.length - 1;
      if (last && onKey) break;
      if (last && isScalar(node) && node.value !== null) offset = node.range?.[0] ?? offset;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      offset = rangeStart(node) ?? offset;
    } else break;
  }
  return offset;
}

function rangeStart(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) ? node.range?.[0] : undefined;
}
