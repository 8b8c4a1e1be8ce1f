/** Which words go with which blocks: one that says nothing of a block would look as if it did. */
import type { Unreadable } from './block.ts';
import type { Draft } from './draft.ts';
import { type InfoString, isOption, list, type Option } from './info-string.ts';

const everywhere = ['hidden', 'title', 'source', 'region'] as const;
const skipped = ['skip', 'reason'] as const;
const data: readonly Option[] = ['file', ...skipped, ...everywhere];

const table: Readonly<Record<Draft['kind'] | 'expectation', readonly Option[]>> = {
  program: [
    ...(['file', 'entry', 'runtime', 'timeout', 'exit', 'alone', 'keeps-running'] as const),
    ...(['no-run', 'no-check', 'no-telemetry'] as const),
    ...skipped,
    ...everywhere,
  ],
  shell: ['timeout', 'exit', 'cwd', 'file', ...skipped, ...everywhere],
  collector: data,
  compose: data,
  kubernetes: data,
  expectation: everywhere,
};

/** The words of a block that mean nothing on one of its kind. `expectation`: an `expect`, `output` or `error` block. */
export function unsuitable({ words, role }: InfoString, kind: Draft['kind'] | 'expectation'): Unreadable[] {
  const suits: readonly string[] = table[kind];
  return words
    .filter((word) => isOption(word) && !suits.includes(word.key))
    .map(({ text, line, column }) => ({
      line,
      column,
      message: `Found \`${text}\` on ${kindInWords(kind, role?.key)}, where it says nothing. Allowed there: ${list(suits)}.`,
    }));
}

function kindInWords(kind: Draft['kind'] | 'expectation', role: string | undefined): string {
  if (kind === 'program') return 'a program';
  if (kind === 'shell') return 'a shell block';
  return `a block that says \`${role}\``;
}
