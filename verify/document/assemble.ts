/** From blocks to examples: a document's own logic, without files or clocks. */
import type { CoveredBlock, Example } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import { bindExpected } from './bind-expected.ts';
import { type Draft, openDraft, type ReadBlock } from './draft.ts';
import { toExample } from './finish.ts';
import { type InfoString, says, wordOf } from './info-string.ts';
import { canBeHeld, isProgramFile, isShell, programEnding, shellEnding } from './languages.ts';
import { unsuitable } from './option-table.ts';
import { mergeOptions, readOptions } from './options.ts';
import type { Reporter } from './reporter.ts';

export interface Assembled {
  examples: Example[];
  findings: readonly Finding[];
  blocks: CoveredBlock[];
}

/** @param document its absolute path */
export function assemble(document: string, read: readonly ReadBlock[], report: Reporter): Assembled {
  const drafts: Draft[] = [];
  const draftOf = new Map<ReadBlock, Draft>();
  /** Those that an output, an error or an expectation has followed. */
  const over = new Set<Draft>();
  for (const each of read) {
    const role = each.info.role?.key;
    if (role === undefined) continue;
    if (role === 'expect' || role === 'output' || role === 'error') {
      const name = each.info.role?.value;
      const ended = name === undefined ? drafts.at(-1) : drafts.find((draft) => draft.name === name);
      if (ended !== undefined) over.add(ended);
      continue;
    }
    const draft =
      role === 'verify' ? placeProgram(each, drafts, over, report) : openDraft(role, undefined, each.block);
    if (draft === undefined) continue;
    if (!drafts.includes(draft)) drafts.push(draft);
    draftOf.set(each, draft);
    draft.broken ||= each.broken;
    addFile(draft, each, report);
    addOptions(draft, each, report);
  }
  bindExpected(read, drafts, draftOf, report);

  const examples = new Map<Draft, Example>();
  let unnamed = 0;
  const underHeading = new Map<string, number>();
  for (const draft of drafts) {
    // Counted though they may be broken: mending one example must not rename the others.
    const ordinal = draft.name === undefined ? ++unnamed : 0;
    const heading = draft.heading ?? '';
    const among = (underHeading.get(heading) ?? 0) + (draft.name === undefined ? 1 : 0);
    underHeading.set(heading, among);
    const example = toExample(draft, { document, file: report.file, ordinal, among }, report);
    if (example !== undefined) examples.set(draft, example);
  }
  return {
    examples: [...examples.values()],
    findings: report.findings,
    blocks: read.flatMap((each) => {
      const { block, info } = each;
      const role = info.role?.key;
      if (!canBeHeld(info.language) || role === 'expect' || role === 'output' || role === 'error') return [];
      const draft = draftOf.get(each);
      const example = draft === undefined ? undefined : examples.get(draft)?.id;
      const held = example ?? (each.broken ? undefined : wordOf(info, 'source')?.value);
      const covered: CoveredBlock = { at: report.at(block.fence), language: info.language };
      return [held === undefined ? covered : { ...covered, example: held }];
    }),
  };
}

/** The example a `verify` block belongs to, or opens. */
function placeProgram(
  { block, info }: ReadBlock,
  drafts: readonly Draft[],
  over: ReadonlySet<Draft>,
  report: Reporter,
): Draft | undefined {
  const { language, role } = info;
  const name = role?.value;
  const known = name === undefined ? undefined : drafts.find((draft) => draft.name === name);
  const ending = programEnding(language);
  const isPart = name !== undefined && wordOf(info, 'file') !== undefined;
  if (name !== undefined && !/^[A-Za-z_][\w.-]*$/u.test(name)) {
    report.document(
      `Found the name \`${name}\`; a name begins with a letter and has letters, digits, \`-\`, \`_\` and \`.\` in it.`,
      role ?? block.fence,
    );
    return undefined;
  }
  if (ending === undefined && !isShell(language) && !isPart) {
    const found = language === '' ? 'a block without a language' : `a block of \`${language}\``;
    const instead =
      language === 'yaml' || language === 'yml'
        ? 'write `collector`, `compose` or `kubernetes`, or give it a name and a `file=` to make it part of an example'
        : 'give it a name and a `file=` to make it part of an example of one of these';
    report.document(
      `Found \`verify\` on ${found}; allowed: ts, tsx, js, jsx, mts, cts, mjs, cjs, sh. Otherwise ${instead}.`,
      role ?? block.fence,
    );
    return undefined;
  }
  const kind = isShell(language) && !isPart ? 'shell' : 'program';
  if (known === undefined) return openDraft(kind, name, block);
  if (known.kind !== kind) {
    known.broken = true;
    report.document(
      `Found a ${kind} block of the name \`${name}\`, which is a ${known.kind} example since line ${known.at.line}; give one of them another name.`,
      role ?? block.fence,
    );
    return known;
  }
  // Going on after an output is how one tells a story; coming back after another example is a name used twice.
  if (over.has(known) && wordOf(info, 'file') === undefined && drafts.at(-1) !== known) {
    known.broken = true;
    report.document(
      `Found the name \`${name}\` again; the example of this name began on line ${known.at.line} and was over. Give this one another name, or a \`file=\` to make it part of that one.`,
      role ?? block.fence,
    );
  }
  return known;
}

function addFile(draft: Draft, { block, info }: ReadBlock, report: Reporter): void {
  const name = fileName(draft, { block, info }, report);
  if (name === undefined) {
    draft.broken = true;
    return;
  }
  const known = draft.files.find((file) => file.name.toLowerCase() === name.toLowerCase());
  if (known !== undefined && known.name !== name) {
    draft.broken = true;
    const message = `Found the file \`${name}\` beside \`${known.name}\`; names that differ in case only are one file on some machines.`;
    report.document(message, wordOf(info, 'file') ?? block.fence);
    return;
  }
  if (known !== undefined && wordOf(info, 'source') !== undefined && wordOf(info, 'region') === undefined) {
    draft.broken = true;
    report.document(
      `Found \`${name}\` a second time, as a whole source file; its first block is on line ${known.blocks[0]?.fence.line}. Name a \`region=\`, or another \`file=\`.`,
      wordOf(info, 'source') ?? block.fence,
    );
    return;
  }
  if (known === undefined) draft.files.push({ name, blocks: [block] });
  else known.blocks.push(block);
  if (isProgramFile(name)) draft.lastProgram = name;
  if (!says(info, 'entry')) return;
  if (draft.entry !== undefined && draft.entry !== name) {
    draft.broken = true;
    report.document(
      `Found \`entry\` on \`${name}\`; \`${draft.entry}\` is the entry already.`,
      wordAt(info, 'entry') ?? block.fence,
    );
  }
  draft.entry = name;
}

/** `file=`, a `title=` that is a file's name, the source's name, or one made up. Undefined: said what is wrong. */
function fileName(
  draft: Draft,
  { block, info }: Omit<ReadBlock, 'broken'>,
  report: Reporter,
): string | undefined {
  const file = wordOf(info, 'file');
  if (file?.value !== undefined) {
    const name = file.value.replace(/^\.\//u, '');
    if (isPlainPath(name)) return name;
    report.document(
      `Found \`${file.text}\`; allowed: a path below the example's own folder, such as \`file=tracing.ts\`.`,
      file,
    );
    return undefined;
  }
  const title = wordOf(info, 'title')?.value?.replace(/^\.\//u, '');
  if (title !== undefined && isPlainPath(title) && /^\S+\.\w+$/u.test(title)) return title;
  const source = wordOf(info, 'source')?.value?.split('/').at(-1);
  if (source !== undefined && isPlainPath(source)) return source;
  const ending =
    programEnding(info.language) ?? (draft.kind === 'shell' ? shellEnding(info.language) : 'yaml');
  // A shell example is one file, whatever its blocks are called.
  const alike = draft.kind === 'shell' ? '(?:sh|bash|zsh)' : ending;
  const fileless = draft.files.find((each) => new RegExp(`^line-\\d+\\.${alike}$`, 'u').test(each.name));
  return fileless?.name ?? `line-${block.fence.line}.${ending}`;
}

function isPlainPath(name: string): boolean {
  const parts = name.split('/');
  return (
    name.length < 200 &&
    !/[\\:*?"<>|\p{Cc}]/u.test(name) &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..' && part !== 'node_modules')
  );
}

function addOptions(draft: Draft, { info }: ReadBlock, report: Reporter): void {
  const { options, problems: unreadable } = readOptions(info, report.file);
  const problems = [...unsuitable(info, draft.kind), ...unreadable];
  for (const problem of problems) report.document(problem.message, problem);
  if (problems.length > 0) draft.broken = true;
  const merged = mergeOptions(draft.options, options);
  const isNew = !(draft.options.noRun && draft.options.noCheck);
  draft.options = merged.options;
  if (isNew && draft.options.noRun && draft.options.noCheck) {
    draft.broken = true;
    report.document(
      'Found `no-run` beside `no-check`: nothing is left that could hold this example. Take one of them away.',
      wordAt(info, 'no-check') ?? wordAt(info, 'no-run') ?? draft.at,
    );
  }
  for (const key of merged.conflicts) {
    draft.broken = true;
    const word = info.words.find((each) => each.key === key);
    report.document(
      `Found \`${word?.text ?? key}\`; another block of the example \`${draft.name}\` says otherwise. Say it once.`,
      word ?? draft.at,
    );
  }
}

function wordAt(info: InfoString, key: string) {
  return info.words.find((word) => word.key === key);
}
