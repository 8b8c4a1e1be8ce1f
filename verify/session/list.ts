/** What `--list` says: every example in every setting, and the blocks nothing holds. Pure. */
import type { Example, ReadDocument } from '../model/example.ts';
import type { Coverage } from '../model/outcome.ts';
import type { Place } from '../model/place.ts';
import { coverageOf } from './coverage.ts';
import { heldTo } from './held-to.ts';
import type { PlannedSession } from './plan-session.ts';

/** What is listed, and whose project says `checkJs`. */
export interface Listed extends PlannedSession {
  checkJs(example: Example): boolean;
}

/** As JSON: for scripts that hand out work. */
export function listAsJson({ steps, documents, problems, checkJs }: Listed): string {
  const examples = steps.map(({ example, runtime, backend, alone, skipped }) => ({
    id: example.id,
    title: example.title,
    kind: example.kind,
    at: example.at,
    runtime,
    backend,
    alone,
    skipped,
    heldTo: heldTo(example, checkJs(example)),
  }));
  return JSON.stringify(
    { examples, coverage: coverageIn({ steps, documents, checkJs }), problems },
    undefined,
    2,
  );
}

/** For people: one line an example, then what is not held. */
export function listAsText({ steps, documents, checkJs }: Listed): string {
  const lines = steps.map(({ example, runtime, alone, skipped }) => {
    const setting = [runtime, alone && 'alone'].filter((each) => typeof each === 'string').join(', ');
    const how = skipped === undefined ? heldTo(example, checkJs(example)).join(', ') : `skipped: ${skipped}`;
    return `${place(example.at)}  ${example.id}  ${setting === '' ? example.kind : setting}  ${how}`;
  });
  const { blocks, held, unheld } = coverageIn({ steps, documents, checkJs });
  const share = blocks === 0 ? '' : ` (${Math.floor((held * 100) / blocks)} %)`;
  const languages = languagesOf(documents);
  return [
    ...lines,
    ...(lines.length === 0 ? [] : ['']),
    `${held} of ${blocks} blocks are held${share}${unheld.length === 0 ? '' : '; nothing holds:'}`,
    ...unheld.map((at) => `${place(at)}  ${languages.get(place(at)) ?? ''}`.trimEnd()),
  ].join('\n');
}

/** How much will be held. */
export function coverageIn({ steps, documents, checkJs }: Omit<Listed, 'problems' | 'lessons'>): Coverage {
  const outcomes = steps.map(({ example, skipped }) => ({
    id: example.id,
    status: skipped === undefined ? ('holds' as const) : ('skipped' as const),
    held: heldTo(example, checkJs(example)),
  }));
  return coverageOf(documents, outcomes);
}

function languagesOf(documents: readonly ReadDocument[]): Map<string, string> {
  return new Map(
    documents.flatMap(({ blocks }) => blocks.map(({ at, language }) => [place(at), language] as const)),
  );
}

function place({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
