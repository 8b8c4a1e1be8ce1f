/** From a draft to the example everybody else works with. */
import type { Example, ProgramExample } from '../model/example.ts';
import type { Draft } from './draft.ts';
import { fileLineOf, shownLines, toExampleFile, toShellFile } from './example-file.ts';
import { isProgramFile } from './languages.ts';
import type { Reporter } from './reporter.ts';

interface Surroundings {
  /** Absolute path of the document. */
  document: string;
  /** As `Place.file`. */
  file: string;
  /** Which one it is of those without a name, from 1. */
  ordinal: number;
  /** Which one it is of those without a name under its heading, from 1. */
  among: number;
}

/** Undefined: it is broken, and what is wrong has been said. */
export function toExample(
  draft: Draft,
  { document, file, ordinal, among }: Surroundings,
  report: Reporter,
): Example | undefined {
  const { kind, name, heading, options, outputs, spans, broken } = draft;
  const [first] = draft.files;
  if (first === undefined || broken) return undefined;
  const base = {
    id: `${file}#${name ?? ordinal}`,
    title: name ?? titleOf(heading ?? file.split('/').at(-1) ?? file, among),
    document,
    at: report.at(draft.at),
    options,
  };
  if (draft.files.every((each) => each.blocks.every((block) => block.lines.every(isBlank)))) {
    report.document('Found nothing between the fences; an example needs at least one line.', draft.at);
    return undefined;
  }
  if (kind === 'shell') {
    const blocks = draft.files.flatMap((each) => each.blocks);
    return { ...base, kind, file: toShellFile({ name: first.name, blocks }), outputs };
  }
  if (kind !== 'program') return { ...base, kind: 'data', schema: kind, file: toExampleFile(first) };

  const entry = draft.entry ?? draft.lastProgram;
  if (entry === undefined || !isProgramFile(entry)) {
    report.document(
      `Found no program in the example \`${name}\`: \`${entry ?? first.name}\` cannot be run. Add a block of ts or js${draft.entry === undefined ? '' : ', or say `entry` there'}.`,
      draft.at,
    );
    return undefined;
  }
  const error = errorOf(draft, entry, report);
  if (error === 'broken') return undefined;
  const example: ProgramExample = {
    ...base,
    kind,
    files: draft.files.map(toExampleFile),
    entry,
    outputs,
    spans,
  };
  return error === undefined ? example : { ...example, error };
}

function isBlank({ text }: { text: string }): boolean {
  return text.trim() === '';
}

function titleOf(heading: string, among: number): string {
  return among > 1 ? `${heading} (${among})` : heading;
}

/** The promised error, its line counted in the file rather than in what is shown of a block. */
function errorOf(draft: Draft, entry: string, report: Reporter): ProgramExample['error'] | 'broken' {
  if (draft.error === undefined) return undefined;
  const { expected, shownLine, block } = draft.error;
  if (shownLine === undefined) return expected;
  const above = draft.files
    .flatMap((file) => file.blocks.map((each) => ({ file, each })))
    .filter(({ file }) => shownLine.file === undefined || file.name === shownLine.file)
    .sort((a, b) => a.each.fence.line - b.each.fence.line);
  // Nearest above the error; without a name, one that can throw.
  const candidates =
    shownLine.file === undefined ? above.filter(({ file }) => isProgramFile(file.name)) : above;
  const nearest =
    candidates.findLast(({ each }) => each.fence.line < block.fence.line && !each.hidden) ??
    candidates.at(-1);
  if (nearest === undefined) {
    const files = draft.files.map((file) => `\`${file.name}\``).join(', ');
    report.document(`Found \`at ${shownLine.file ?? entry}\`; files of this example: ${files}.`, shownLine);
    return 'broken';
  }
  const line = fileLineOf(nearest.file, nearest.each, shownLine.shown);
  if (line === undefined) {
    report.document(
      `Found line ${shownLine.shown}; the block of \`${nearest.file.name}\` on line ${nearest.each.fence.line} shows ${shownLines(nearest.each)}.`,
      shownLine,
    );
    return 'broken';
  }
  return { ...expected, line: { file: nearest.file.name, line } };
}
