/** Expected and found trees side by side, as text for the author. No ids, no times: it is the same on every run. */

import { serviceName } from '../schemas/attribute.ts';
import type { SpanExpectation } from '../schemas/expectation.ts';
import type { Span } from '../schemas/trace.ts';
import type { Aligned, Verdict } from './align.ts';
import { describeCount } from './describe.ts';
import type { FieldMiss } from './span-fields.ts';
import { cut, describeExpectedValue } from './value.ts';

const marks: Record<Verdict, string> = {
  met: ' ',
  differs: '~',
  elsewhere: '>',
  missing: '-',
  extra: '+',
  'too many': '+',
};

const widestExpected = 64;
const mostRows = 200;

interface Row {
  mark: string;
  expected: string;
  found: string;
}

/** Draw aligned trees: `~` differs, `>` stands elsewhere, `-` is missing, `+` was not expected. */
export function drawDiff(tops: readonly Aligned[]): string {
  const rows: Row[] = [];
  const walk = (row: Aligned, depth: number) => {
    if (rows.length <= mostRows) rows.push(...draw(row, depth));
    for (const child of inOrder(row.children)) if (rows.length <= mostRows) walk(child, depth + 1);
  };
  for (const top of inOrder(tops)) walk(top, 0);
  if (rows.length === 0) return '';
  const shown = rows.slice(0, mostRows);
  const width = Math.min(
    widestExpected,
    Math.max('expected'.length, ...shown.map(({ expected }) => expected.length)),
  );
  const lines = [{ mark: ' ', expected: 'expected', found: 'found' }, ...shown].map(
    ({ mark, expected, found }) => `${mark} ${expected.padEnd(width)}  ${found}`.trimEnd(),
  );
  if (rows.length > mostRows) lines.push('  …');
  return lines.join('\n');
}

/** Expected rows stay in the author's order; the others follow by service and name. */
function inOrder(rows: readonly Aligned[]): Aligned[] {
  const isExtra = ({ verdict }: Aligned) => verdict === 'extra' || verdict === 'too many';
  const key = ({ node }: Aligned) => (node ? `${serviceName(node.span)}\n${node.span.name}` : '');
  const extras = rows.filter(isExtra).sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  return [...rows.filter((row) => !isExtra(row)), ...extras];
}

function draw({ verdict, expectation, node, misses }: Aligned, depth: number): Row[] {
  const indent = '  '.repeat(Math.min(depth, 40));
  const expected = expectation && verdict !== 'too many' ? indent + describeExpectation(expectation) : '';
  if (node === undefined) return [{ mark: marks[verdict], expected, found: '' }];
  const place = verdict === 'elsewhere' || node.place !== 'root' ? describePlace(verdict, node) : '';
  const row = { mark: marks[verdict], expected, found: `${indent}${describeSpan(node.span)}${place}` };
  const details = misses.map((miss) => ({
    mark: '~',
    expected: `${indent}    ${label(miss)}: ${miss.expected}`,
    found: `${indent}    ${label(miss)}: ${miss.found ?? 'none'}`,
  }));
  return [row, ...details];
}

function describePlace(verdict: Verdict, { place, parent }: NonNullable<Aligned['node']>): string {
  if (place === 'orphan') return '  (its parent never arrived)';
  if (place === 'cycle') return '  (its parents lead back to it)';
  if (verdict !== 'elsewhere') return '';
  return parent ? `  (under "${cut(parent.span.name, 40)}")` : '  (root)';
}

function label({ of, key }: FieldMiss): string {
  return key === undefined ? of : `${of} ${key}`;
}

function describeSpan(span: Span): string {
  const status = span.status.code === 'UNSET' ? '' : ` ${span.status.code}`;
  return `${cut(span.name, 60)} ${span.kind} ${serviceName(span)}${status}`;
}

function describeExpectation(expectation: SpanExpectation): string {
  const { name, kind, service, status, attributes, resource, count } = expectation;
  const values = (record: typeof attributes) =>
    Object.entries(record ?? {}).map(([key, value]) => `${key}=${describeExpectedValue(value)}`);
  const code = typeof status === 'object' ? status.code : status;
  const parts = [name ?? '(any name)', kind, service, code, ...values(attributes), ...values(resource)];
  if (count !== undefined) parts.push(`× ${describeCount(count)}`);
  return cut(parts.filter((each) => each !== undefined).join(' '), widestExpected - 4);
}
