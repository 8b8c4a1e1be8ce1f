/** Faults put into examples, five of each kind, and which of them a report names at their own line and column. */
import { documentName } from './project.ts';
import { type Snippet, snippet } from './snippets.ts';

interface Fault {
  example: number;
  rule: string;
  /** A line of the example's code, and where in it the fault lies. */
  mark: string;
}

type Seed = (whole: Snippet, number: number) => Snippet & { rule: string; mark: string };

/** Each replaces or adds a line. `mark` begins where the report must point to. */
const seeds: readonly Seed[] = [
  (whole, number) => ({
    ...whole,
    code: whole.code.replace(`total: ${number}.5`, `total: '${number}.5'`),
    rule: 'type-error',
    mark: `total: '${number}.5'`,
  }),
  (whole, number) => ({
    ...whole,
    code: `${whole.code}\nthrow new Error('order ${number} fails');`,
    rule: 'threw',
    mark: `new Error('order ${number} fails')`,
  }),
  (whole, number) => ({
    ...whole,
    output: `order ${number} paid nothing`,
    rule: 'output',
    mark: `order ${number} paid nothing`,
  }),
  (whole) => ({
    ...whole,
    code: whole.code.replace("'order.id': order.id", "'order.id': 0"),
    rule: 'expect-spans',
    mark: `check: Paying is part of the checkout`,
  }),
  (whole, number) => ({
    ...whole,
    code: `${whole.code}\nPromise.reject(new Error('order ${number} is rejected'));`,
    rule: 'rejected',
    mark: `new Error('order ${number} is rejected')`,
  }),
  (whole, number) => ({
    ...whole,
    code: `${whole.code}\nsetTimeout(() => {\n  throw new Error('order ${number} is late');\n}, 20);`,
    rule: 'late',
    mark: `new Error('order ${number} is late')`,
  }),
];

const ofEachKind = 5;
export const faultCount = seeds.length * ofEachKind;

/** Every third example has one, of each kind in turn. */
export function seeded(number: number): Snippet & { fault?: Fault } {
  const whole = snippet(number);
  const index = number / 3 - 1;
  const seed = Number.isInteger(index) && index < faultCount ? seeds[index % seeds.length] : undefined;
  if (seed === undefined) return whole;
  const { rule, mark, ...changed } = seed(whole, number);
  return { ...changed, fault: { example: number, rule, mark } };
}

interface FoundFinding {
  rule: string;
  at: { file: string; line: number; column: number };
}

/**
 * How many of the faults a report has at the right rule, line and column, and what it has beyond them.
 *
 * @param textOf The text of a document, by its name.
 */
export function foundFaults(
  findings: readonly FoundFinding[],
  count: number,
  textOf: (document: string) => string,
): { found: number; missed: string[]; extra: number } {
  const faults = Array.from({ length: count }, (_, index) => seeded(index + 1).fault ?? []).flat();
  const missed: string[] = [];
  const matched = new Set<FoundFinding>();
  for (const fault of faults) {
    const document = documentName(fault.example);
    const { line, column } = placeOf(fault, textOf(document));
    const finding = findings.find(
      ({ rule, at }) =>
        rule === fault.rule && at.file.endsWith(document) && at.line === line && at.column === column,
    );
    if (finding !== undefined) matched.add(finding);
    else missed.push(`${fault.rule} at ${document}:${line}:${column}`);
  }
  return { found: faults.length - missed.length, missed, extra: findings.length - matched.size };
}

/** Where its mark stands, below its example's heading. */
function placeOf({ example, mark }: Fault, text: string): { line: number; column: number } {
  const from = text.indexOf(`## Order ${example}\n`);
  const before = text.slice(0, text.indexOf(mark, from)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
