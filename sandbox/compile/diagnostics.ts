/** TypeScript's diagnostics, and our own, as the ones of a run. */
import type ts from 'typescript';
import type { Diagnostic } from '../schemas/run-event.ts';

/** More than these help nobody; a pasted novel has thousands. */
export const maxDiagnostics = 50;
const maxMessageLength = 1_000;

/** Words of ours for TypeScript's, where its own speak of options that a learner never set. */
const ourWords: Record<number, string> = {
  1294:
    'This needs code to be generated for it, which neither the page nor Node does when they strip types. ' +
    'Instead of an enum use an object with `as const`; instead of a parameter property, declare a field and assign it; ' +
    'instead of a namespace, a module.',
};

export interface Span {
  start: number;
  length: number;
}

/** A diagnostic of ours at `span` of `source`. */
export function diagnosticAt(
  source: ts.SourceFile,
  file: string,
  span: Span,
  code: Diagnostic['code'],
  message: string,
  severity: Diagnostic['severity'] = 'error',
): Diagnostic {
  const from = source.getLineAndCharacterOfPosition(span.start);
  const to = source.getLineAndCharacterOfPosition(Math.min(span.start + span.length, source.text.length));
  return {
    file,
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
    message: message.length > maxMessageLength ? `${message.slice(0, maxMessageLength)} …` : message,
    code,
    severity,
  };
}

/** A diagnostic about a file as a whole. */
export function diagnosticOfFile(
  file: string,
  code: string,
  message: string,
  severity: Diagnostic['severity'] = 'error',
): Diagnostic {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1, message, code, severity };
}

/** One of TypeScript's, in our shape. */
export function fromTypeScript(
  typescript: Pick<typeof ts, 'flattenDiagnosticMessageText'>,
  source: ts.SourceFile,
  file: string,
  diagnostic: ts.Diagnostic,
  severity: Diagnostic['severity'],
): Diagnostic {
  const message =
    ourWords[diagnostic.code] ?? typescript.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
  const span = { start: diagnostic.start ?? 0, length: diagnostic.length ?? 0 };
  return diagnosticAt(source, file, span, diagnostic.code, message, severity);
}

/** The first ones, and one that says how many more there are. */
export function bounded(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const last = diagnostics[maxDiagnostics - 1];
  if (diagnostics.length <= maxDiagnostics || last === undefined) return [...diagnostics];
  const more = diagnostics.length - maxDiagnostics + 1;
  const rest = { ...last, code: 'more', message: `${more} more problems from here on are not shown.` };
  return [...diagnostics.slice(0, maxDiagnostics - 1), rest];
}
