/** What `--list` says: every example in every setting, and the blocks nothing holds. Pure. */
import type { Example, ReadDocument } from '../model/example.ts';
import type { Coverage, Held } from '../model/outcome.ts';
import type { Place } from '../model/place.ts';
import { coverageOf } from './coverage.ts';
import type { PlannedSession } from './plan-session.ts';

/** As JSON: for scripts that hand out work. */
export function listAsJson({ steps, documents, problems }: PlannedSession): string {
  const examples = steps.map(({ example, runtime, backend, alone, skipped }) => ({
    id: example.id,
    title: example.title,
    kind: example.kind,
    at: example.at,
    runtime,
    backend,
    alone,
    skipped,
    heldTo: heldTo(example),
  }));
  return JSON.stringify({ examples, coverage: coverageIn({ steps, documents }), problems }, undefined, 2);
}

/** For people: one line an example, then what is not held. */
export function listAsText({ steps, documents }: PlannedSession): string {
  const lines = steps.map(({ example, runtime, alone, skipped }) => {
    const setting = [runtime, alone && 'alone'].filter((each) => typeof each === 'string').join(', ');
    const how = skipped === undefined ? heldTo(example).join(', ') : `skipped: ${skipped}`;
    return `${place(example.at)}  ${example.id}  ${setting === '' ? example.kind : setting}  ${how}`;
  });
  const { blocks, held, unheld } = coverageIn({ steps, documents });
  const share = blocks === 0 ? '' : ` (${Math.floor((held * 100) / blocks)} %)`;
  const languages = languagesOf(documents);
  return [
    ...lines,
    ...(lines.length === 0 ? [] : ['']),
    `${held} of ${blocks} blocks are held${share}${unheld.length === 0 ? '' : '; nothing holds:'}`,
    ...unheld.map((at) => `${place(at)}  ${languages.get(place(at)) ?? ''}`.trimEnd()),
  ].join('\n');
}

function coverageIn({ steps, documents }: Pick<PlannedSession, 'steps' | 'documents'>): Coverage {
  const outcomes = steps.map(({ example, skipped }) => ({
    id: example.id,
    status: skipped === undefined ? ('holds' as const) : ('skipped' as const),
    held: heldTo(example),
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

/** What an example will be held to. */
function heldTo(example: Example): Held[] {
  switch (example.kind) {
    case 'program': {
      const { options, outputs, error, spans } = example;
      const runs: Held[] = options.noRun === true ? [] : ['run'];
      if (outputs.length > 0) runs.push('output');
      if (error !== undefined) runs.push('error');
      if (spans.length > 0) runs.push('spans');
      return options.noCheck === true ? runs : ['types', ...runs];
    }
    case 'shell':
      return example.outputs.length > 0 ? ['run', 'output'] : ['run'];
    case 'data':
      return ['schema'];
    case 'lesson':
      return ['schema', 'types', 'spans'];
  }
}
