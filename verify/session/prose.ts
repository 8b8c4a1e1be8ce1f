/** What documents say beside their examples. */
import type { ReadDocument } from '../model/example.ts';
import type { DocumentEdit, Finding } from '../model/finding.ts';
import type { Outcome } from '../model/outcome.ts';
import { CannotRun } from '../model/run.ts';
import { bindResults } from '../prose/bind-results.ts';
import { checkProse } from '../prose/check-prose.ts';
import type { Settings } from './settings.ts';

/** Links, versions and ports of all documents. Of several shards, the first does it. Never rejects. */
export async function checkAllProse(
  documents: readonly ReadDocument[],
  { cwd, config, shard, filter, cacheFolder }: Settings,
  problems: string[],
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if (filter !== undefined || (shard !== undefined && shard.index !== 1)) return [];
  try {
    return await checkProse(documents, { cwd, config, signal, cacheFolder });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    problems.push(error instanceof CannotRun ? why : `The prose could not be checked: ${why}`);
    return [];
  }
}

/** Values that the prose of each document shows, held to the outcomes of its examples. */
export async function bindAll(
  documents: readonly ReadDocument[],
  outcomes: readonly Outcome[],
): Promise<{ findings: Finding[]; edits: DocumentEdit[] }> {
  const bound = await Promise.all(documents.map((document) => bindResults(document, outcomes)));
  return {
    findings: bound.flatMap(({ findings }) => findings),
    edits: bound.flatMap(({ edits }) => edits),
  };
}
