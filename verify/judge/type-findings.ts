/** What the compiler says, as findings. */
import type { ProgramExample } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import type { RunTrouble } from '../model/run.ts';
import type { TypeDiagnostic } from '../types/check-types.ts';
import { placeOf } from './places.ts';

/** TypeScript's ways to say that a module is not there, or has no types. */
const notFound: ReadonlySet<string> = new Set(['TS2307', 'TS2792', 'TS2875', 'TS7016']);

/** One finding each; an import that the runner has found missing at the same line is not told twice. */
export function typeFindings(
  example: ProgramExample,
  diagnostics: readonly TypeDiagnostic[],
  troubles: readonly RunTrouble[],
): Finding[] {
  const told = new Set(
    troubles.flatMap(({ rule, at }) => (rule === 'import' && at ? [`${at.file}:${at.line}`] : [])),
  );
  return diagnostics.flatMap((diagnostic): Finding[] => {
    const { code, message, file, line } = diagnostic;
    const isImport = notFound.has(code);
    if (isImport && told.has(`${file}:${line}`)) return [];
    const [first = '', ...rest] = message.split('\n');
    return [
      {
        rule: isImport ? 'import' : 'type-error',
        message: `${code}: ${first}`,
        at: placeOf(example, diagnostic),
        ...(rest.length > 0 && { detail: rest.join('\n') }),
      },
    ];
  });
}
