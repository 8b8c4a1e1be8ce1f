/** Findings that come of a session as a whole. Pure. */
import { relative, sep } from 'node:path';
import type { Finding } from '../model/finding.ts';
import type { TypeDiagnostic } from '../types/check-types.ts';
import type { KnownFinding } from './baseline.ts';
import type { Settings } from './settings.ts';

/** Errors in the project's own files that examples import. */
export function errorsElsewhere(diagnostics: readonly TypeDiagnostic[], cwd: string): Finding[] {
  return diagnostics.map(({ code, message, file, line, column }) => ({
    rule: 'type-error',
    message: `${code}: ${message} An example imports this file.`,
    at: {
      file: relative(cwd, file).split(sep).join('/'),
      line,
      column,
    },
  }));
}

/** Entries of a baseline that keep what is no more. */
export function outdated(mended: readonly KnownFinding[], { baseline, cwd }: Settings): Finding[] {
  const [first] = mended;
  if (first === undefined || baseline === undefined) return [];
  const several = mended.length === 1 ? 'One entry' : `${mended.length} entries`;
  const message =
    `${several} of the baseline ${mended.length === 1 ? 'is' : 'are'} mended: ` +
    'run spanlab verify --update-baseline, so that it stays mended.';
  const detail = mended.map(({ document, rule, says }) => `${document} ${rule}: ${says}`).join('\n');
  const file = relative(cwd, baseline).split(sep).join('/');
  return [{ rule: 'baseline-outdated', message, at: { file, line: 1, column: 1 }, detail }];
}
