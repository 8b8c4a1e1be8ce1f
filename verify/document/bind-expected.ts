/** Binds `expect`, `output` and `error` blocks to the example they speak of. */
import { closest } from '@spanlab/sandbox/expect/closest.ts';
import type { Draft, ReadBlock } from './draft.ts';
import { readError } from './expected-error.ts';
import { readExpectedSpans } from './expected-spans.ts';
import { list, type Role } from './info-string.ts';
import { isShell, programEnding } from './languages.ts';
import { unsuitable } from './option-table.ts';
import type { Reporter } from './reporter.ts';

type BoundRole = Extract<Role, 'expect' | 'output' | 'error'>;

/** A block, and the example it speaks of. */
interface Bound {
  each: ReadBlock;
  role: BoundRole;
  draft: Draft;
}

/** @param draftOf the example each `verify` block belongs to */
export function bindExpected(
  read: readonly ReadBlock[],
  drafts: readonly Draft[],
  draftOf: ReadonlyMap<ReadBlock, Draft>,
  report: Reporter,
): void {
  /** The last block that can be run, ours or not. */
  let above: ReadBlock | undefined;
  const bound: Bound[] = [];
  for (const each of read) {
    const { block, info } = each;
    const role = info.role?.key;
    if (role !== 'expect' && role !== 'output' && role !== 'error') {
      const runs = programEnding(info.language) !== undefined || isShell(info.language);
      if (runs || draftOf.has(each) || role !== undefined) above = each;
      continue;
    }
    const draft =
      info.role?.value === undefined
        ? draftAbove(each, role, above, draftOf, report)
        : draftNamed(each, role, info.role.value, drafts, report);
    if (draft === undefined) continue;
    if (!suits(role, draft)) {
      draft.broken = true;
      report.document(
        `Found \`${role}\` after ${kindInWords(draft)} (line ${draft.at.line}); ${whatSuits[role]}.`,
        info.role ?? block.fence,
      );
      continue;
    }
    bound.push({ each, role, draft });
    if (each.broken || !bind(each, role, draft, report)) draft.broken = true;
  }
  for (const each of bound) refuseUnrun(each, report);
}

/** What is not run prints nothing, sends nothing and throws nothing: nothing would hold such a block. */
function refuseUnrun({ each: { block, info }, role, draft }: Bound, report: Reporter): void {
  const isOfCompiler = draft.error !== undefined && /^TS\d+\b/u.test(draft.error.expected.pattern);
  if (role === 'error' && isOfCompiler) return;
  const why = draft.options.noRun
    ? 'which says `no-run`'
    : isOfCompiler
      ? `which cannot be compiled by its \`error\` (line ${draft.error?.block.fence.line})`
      : undefined;
  if (why === undefined) return;
  draft.broken = true;
  report.document(
    `Found \`${role}\` for an example (line ${draft.at.line}) ${why}: it is not run, so nothing can hold this block. Take one of them away.`,
    info.role ?? block.fence,
  );
}

function bind(each: ReadBlock, role: BoundRole, draft: Draft, report: Reporter): boolean {
  const { block, info } = each;
  const strange = unsuitable(info, 'expectation');
  for (const { message, ...at } of strange) report.document(message, at);
  if (strange.length > 0) return false;
  if (role === 'output') {
    const text = block.lines.map((line) => `${line.text}\n`).join('');
    draft.outputs.push({ text, at: report.at(block.fence), lines: block.range, indent: block.indent });
    return true;
  }
  if (role === 'expect') {
    const spans = readExpectedSpans(each, report);
    if (spans !== undefined) draft.spans.push(spans);
    return spans !== undefined;
  }
  if (draft.error !== undefined) {
    report.document(
      `Found a second \`error\` for one example; the first is on line ${draft.error.block.fence.line}. A run ends with one error.`,
      info.role ?? block.fence,
    );
    return false;
  }
  draft.error = readError(each, report);
  return draft.error !== undefined;
}

function draftNamed(
  { block, info }: ReadBlock,
  role: BoundRole,
  name: string,
  drafts: readonly Draft[],
  report: Reporter,
): Draft | undefined {
  const found = drafts.find((draft) => draft.name === name);
  if (found !== undefined) return found;
  const names = drafts.flatMap((draft) => draft.name ?? []);
  const near = closest(name, names);
  const there = names.length === 0 ? 'no example of this document has a name' : `names here: ${list(names)}`;
  const hint = near === undefined ? '' : `, did you mean \`${near}\`?`;
  report.document(
    `Found \`${role}=${name}\`${hint === '' ? ';' : hint} ${hint === '' ? there : `${there[0]?.toUpperCase()}${there.slice(1)}`}.`,
    info.role ?? block.fence,
  );
  return undefined;
}

function draftAbove(
  { block, info }: ReadBlock,
  role: BoundRole,
  above: ReadBlock | undefined,
  draftOf: ReadonlyMap<ReadBlock, Draft>,
  report: Reporter,
): Draft | undefined {
  const draft = above === undefined ? undefined : draftOf.get(above);
  if (draft !== undefined) return draft;
  // What is wrong with a block of ours has been said where it stands.
  if (above?.info.role !== undefined) return undefined;
  const found = `Found \`${role}\` without an example`;
  const why =
    above === undefined
      ? 'no block above it has `verify`'
      : `the block just above it (line ${above.block.fence.line}) has no \`verify\``;
  report.document(
    `${found}: ${why}. Write \`verify\` there, or name one: \`${role}=…\`.`,
    info.role ?? block.fence,
  );
  return undefined;
}

const whatSuits: Readonly<Record<BoundRole, string>> = {
  expect: 'only a program (ts, js) sends spans',
  output: 'only a program (ts, js) or a shell block prints',
  error: 'only a program (ts, js) throws; of a shell block say `exit=1`',
};

function suits(role: BoundRole, { kind }: Draft): boolean {
  return kind === 'program' || (kind === 'shell' && role === 'output');
}

function kindInWords({ kind }: Draft): string {
  return kind === 'program' ? 'a program' : kind === 'shell' ? 'a shell block' : `a \`${kind}\` block`;
}
