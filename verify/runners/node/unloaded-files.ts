/** Files of an example that its entry does not reach: nothing would hold what they show. */
import type { ProgramExample } from '../../model/example.ts';
import type { RunTrouble } from '../../model/run.ts';
import { codeOnly } from './code-only.ts';
import type { Program } from './messages.ts';

/** What is named only as the program runs. */
const computed = /\b(?:import|require)\s*\(\s*(?!['"])/u;

/** A file counts as reached when its name stands in quotes in one that is; types and JSON need not be loaded at all. */
export function unloadedFiles(
  { files, entry }: Pick<ProgramExample, 'files' | 'entry'>,
  program: Pick<Program, 'files'>,
): RunTrouble[] {
  if (files.length < 2 || files.some(({ text }) => computed.test(codeOnly(text)))) return [];
  const left = new Map(files.map((file) => [file.name, file.text]));
  const reach = (name: string) => {
    const text = left.get(name) ?? '';
    left.delete(name);
    for (const other of [...left.keys()]) if (left.has(other) && isNamed(other, text)) reach(other);
  };
  reach(entry);
  return [...left.keys()]
    .filter((name) => runs(name, program))
    .map((name) => ({
      rule: 'import',
      message: `Nothing loads ${name}: the example starts with ${entry}. Import it from there, or say \`entry\` in its block.`,
      at: { file: name, line: 1, column: 1 },
    }));
}

/** `./util.js`, `../lib/util`, `#util`; `./lib` of `lib/index.ts`. */
function isNamed(file: string, text: string): boolean {
  const [base = '', folder = ''] = file
    .replace(/(?:\.d)?\.\w+$/u, '')
    .split('/')
    .reverse();
  const names = base === 'index' ? [base, folder, '\\.'] : [base];
  const quoted = names.filter((name) => name !== '').map((name) => name.replace(/[$^*+?()[\]{}|]/gu, '\\$&'));
  return new RegExp(`['"\`](?:[^'"\`\\n]*[/#~@])?(?:${quoted.join('|')})/?(?:\\.\\w+)?['"\`]`, 'u').test(
    text,
  );
}

function runs(name: string, { files }: Pick<Program, 'files'>): boolean {
  const file = files.find((each) => each.name === name);
  if (file === undefined || file.format === 'json' || /\.d\.[cm]?ts$/u.test(name)) return false;
  return !/^(?:export\s*\{\s*\}|[\s;])*$/u.test(codeOnly(file.source ?? 'it cannot be compiled'));
}
