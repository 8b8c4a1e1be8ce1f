/** How many of the blocks that could be held are. Pure. */
import type { ReadDocument } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import type { Coverage, Outcome } from '../model/outcome.ts';

/**
 * A block is held by its example, unless that was left out everywhere, or was neither checked nor run. What was not
 * asked for this time counts as held.
 * @param asked ids of what was: without an outcome, it could not be checked
 */
export function coverageOf(
  documents: readonly Pick<ReadDocument, 'blocks'>[],
  outcomes: readonly Pick<Outcome, 'id' | 'status' | 'held'>[],
  asked: readonly string[] = [],
): Coverage {
  const holding = outcomes.filter(
    ({ status, held }) => status !== 'skipped' && (held.length > 0 || status !== 'holds'),
  );
  const ran = new Set(holding.map(({ id }) => id));
  const all = [...outcomes.map(({ id }) => id), ...asked];
  const skipped = new Set(all.filter((id) => !ran.has(id)));
  const blocks = documents.flatMap((document) => document.blocks);
  const unheld = blocks.filter(({ example }) => example === undefined || skipped.has(example));
  return {
    blocks: blocks.length,
    held: blocks.length - unheld.length,
    unheld: unheld.map(({ at }) => at),
  };
}

/** A finding when less is held than asked for, at the first block that is not. `required`: percent. */
export function coverageFinding(
  { blocks, held, unheld }: Coverage,
  required: number | undefined,
): Finding | undefined {
  const [at] = unheld;
  if (required === undefined || at === undefined || held * 100 >= required * blocks) return undefined;
  const percent = Math.floor((held * 1000) / blocks) / 10;
  const message =
    `${held} of ${blocks} blocks are held (${percent} %), and ${required} % are required. ` +
    `This is the first of ${unheld.length} that nothing holds; \`spanlab verify --list\` names them all.`;
  return { rule: 'coverage', message, at };
}
