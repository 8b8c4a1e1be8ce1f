/** A document on disk, read into the examples it asks to be verified. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ReadDocument } from '../model/example.ts';
import { asciidocBlocks } from './asciidoc.ts';
import { assemble } from './assemble.ts';
import { astroBlocks } from './astro.ts';
import type { Block, Blocks } from './block.ts';
import { type DocumentText, splitDocument } from './document-text.ts';
import type { ReadBlock } from './draft.ts';
import { frontmatterLines } from './frontmatter.ts';
import { includeSources } from './include-sources.ts';
import { mayBeOurs, problemsOfWords, readInfo, wordOf } from './info-string.ts';
import { isMeant, nearProblems } from './near-words.ts';
import { createReporter, type Reporter } from './reporter.ts';
import { roughBlocks } from './rough-blocks.ts';
import type { Syntax } from './why-unseen.ts';

/** Larger documents are not read. */
export const maxDocumentBytes = 5 * 1024 * 1024;

/** How documents and the sources they include are read. */
export interface Files {
  /** @throws when it is not there */
  sizeOf(path: string): Promise<number>;
  read(path: string): Promise<string>;
}

const filesOnDisk: Files = {
  sizeOf: async (file) => (await stat(file)).size,
  read: (file) => readFile(file, 'utf8'),
};

/**
 * Reads Markdown, MDX, Astro and AsciiDoc, by the ending of the name. What cannot be read is a finding; the rest is read
 * all the same. A document that never speaks of us is only counted for coverage.
 *
 * @param file absolute, or relative to `cwd`
 * @param options.cwd the folder findings and ids name documents from
 * @throws when the document itself cannot be read
 */
export async function readDocument(
  file: string,
  { cwd, files = filesOnDisk }: { cwd: string; files?: Files },
): Promise<ReadDocument> {
  const absolute = path.resolve(cwd, file);
  const name = path.relative(cwd, absolute).replaceAll('\\', '/');
  const report = createReporter(name);
  const empty = { file: name, path: absolute, text: '', examples: [], blocks: [], includes: [], edits: [] };
  const bytes = await files.sizeOf(absolute);
  if (bytes > maxDocumentBytes) {
    const megabytes = (bytes / 1024 / 1024).toFixed(1);
    report.document(
      `Found a document of ${megabytes} MB; up to 5 MB are read. Split it, or leave it out.`,
      top,
    );
    return { ...empty, findings: report.findings };
  }
  const text = await files.read(absolute);
  const document = splitDocument(text);
  const found = await blocksOf(document, absolute);
  for (const { message, line, column } of found.problems) report.document(message, { line, column });

  const read = readBlocks(found.blocks, report);
  const { includes, edits } = await includeSources(read, { document: absolute, files }, report);
  const { examples, blocks, findings } = assemble(absolute, read, report);
  return { ...empty, text, examples, findings: inOrder(findings), blocks, includes, edits };
}

/** One is enough to know that a block is meant for somebody else. */
const mostPerBlock = 5;
const top = { line: 1, column: 1 };

/** The parser is loaded for documents that speak of us. */
async function blocksOf({ lines: texts }: DocumentText, file: string): Promise<Blocks> {
  const lines = texts.map((each, index) => ({ text: each, line: index + 1, column: 1 }));
  const ending = path.extname(file).toLowerCase();
  const isOther = ending === '.adoc' || ending === '.asciidoc' || ending === '.astro';
  if (!mayBeOurs(texts)) {
    if (!isOther) return { blocks: roughBlocks(lines), problems: [] };
    return ending === '.astro' ? astroBlocks(lines) : asciidocBlocks(lines);
  }
  const [{ markdownBlocks, mdxBlocks }, { withUnseen }] = await Promise.all([
    import('./markdown.ts'),
    import('./unseen.ts'),
  ]);
  const seenIn = (blocks: Blocks, syntax: Syntax) =>
    withUnseen(blocks, { lines, syntax, frontmatter: isOther ? 0 : frontmatterLines(texts) });
  if (isOther) return seenIn(ending === '.astro' ? astroBlocks(lines) : asciidocBlocks(lines), 'other');
  const blocks = ending === '.mdx' ? mdxBlocks(lines) : markdownBlocks(lines);
  // MDX that is none was read as Markdown.
  return seenIn(blocks, ending === '.mdx' && blocks.problems.length === 0 ? 'mdx' : 'markdown');
}

function readBlocks(blocks: readonly Block[], report: Reporter): ReadBlock[] {
  const infos = blocks.map((block) => readInfo(block.info, block.infoAt));
  const speaks = infos.some(isMeant);
  return blocks.flatMap((block, index): ReadBlock[] => {
    const info = infos[index];
    if (info === undefined) return [];
    const isOurs = info.role !== undefined || wordOf(info, 'source') !== undefined;
    const follows = infos[index - 1]?.role !== undefined;
    const problems = isOurs
      ? problemsOfWords(info)
      : nearProblems(info, { at: block.infoAt, speaks, follows });
    for (const problem of problems.slice(0, mostPerBlock)) report.document(problem.message, problem);
    const forgotten = isOurs ? forgottenEnd(block) : undefined;
    if (forgotten !== undefined) report.document(forgotten, block.fence);
    return [{ block, info, broken: isOurs && (problems.length > 0 || forgotten !== undefined) }];
  });
}

/** What is wrong with the end of a block, if something is. */
function forgottenEnd({ closed, info, mark, lines }: Block): string | undefined {
  if (!closed) {
    return `Found a fence that never ends: \`${info}\`. Close it with the same marks, in the same list or quotation.`;
  }
  // Marks with a word behind them end nothing: they are the next block's, and this one was left open.
  const next = lines.find(
    ({ text }) => mark !== '' && /^ {0,3}[`~]+[ \t]*[\w{]/u.test(text) && text.trimStart().startsWith(mark),
  );
  if (next === undefined) return undefined;
  return `Found another fence (line ${next.line}) before this one has ended: \`${info}\`. Close it above, or fence it with more marks.`;
}

function inOrder(findings: ReadDocument['findings']): ReadDocument['findings'] {
  return findings.toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
}
