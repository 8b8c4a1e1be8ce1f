/** Where an example imports something. */
import type { ProgramExample } from '../../model/example.ts';
import type { FilePosition } from '../../model/run.ts';

/** The specifier's place, or that of a name imported from it: for problems that only the linking finds. */
export function placeOfImport(
  { files }: ProgramExample,
  specifier: string,
  name?: string,
): { at?: FilePosition } {
  const literal = /[.*+?^${}()|[\]\\]/gu;
  const quoted = `["']${specifier.replace(literal, '\\$&')}["']`;
  for (const { name: file, text } of files) {
    const statement = new RegExp(
      `(?:^|[;\\s])(?:import|export)\\b[^;"']*?(?:\\bfrom\\s*)?\\(?\\s*${quoted}`,
      'u',
    ).exec(text);
    if (statement === null) continue;
    const inside =
      name === undefined
        ? -1
        : statement[0].search(new RegExp(`(?<![\\w$])${name.replace(literal, '\\$&')}(?![\\w$])`, 'u'));
    const offset = statement.index + (inside >= 0 ? inside : statement[0].search(/["']/u));
    const before = text.slice(0, offset).split('\n');
    return { at: { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 } };
  }
  return {};
}
