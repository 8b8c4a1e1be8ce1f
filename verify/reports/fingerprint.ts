/** What a finding is known by, when its document has changed around it. */
import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';

/**
 * Fingerprints of findings, in their order: `<hash>:<how many alike came before, from 1>`, the form GitHub makes itself.
 *
 * Made from the rule, the file, the text of its line and the message without what a run gave (numbers, ids, paths and
 * whatever is quoted): not from line numbers, so a paragraph above changes nothing. Lines that are alike are told by their order.
 */
export function fingerprints(
  findings: readonly Finding[],
  source: (file: string) => string | undefined,
): string[] {
  const seen = new Map<string, number>();
  const linesOf = memo((file) => source(file)?.split(/\r\n|\n|\r/u) ?? []);
  return findings.map(({ rule, message, at }) => {
    const line = (linesOf(at.file)[at.line - 1] ?? '').trim();
    const words = lasting(message);
    const hash = createHash('sha256')
      .update(JSON.stringify([rule, at.file, line, words]))
      .digest('hex')
      .slice(0, 16);
    const ordinal = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, ordinal);
    return `${hash}:${ordinal}`;
  });
}

/** A message without what may be another on the next run. */
function lasting(message: string): string {
  return message
    .slice(0, 4_000)
    .replace(/"(?:[^"\\]|\\.)*"/gu, '""')
    .replace(/, but the run(?:s differ:| gave) [\s\S]*/u, '')
    .replace(/\b[0-9a-f]{8,}(?:-[0-9a-f]+)*\b/giu, '0')
    .replace(/(?<![\w.])(?:file:\/\/|[A-Z]:)?[\\/](?:[\w.@+-]+[\\/])+[\w.@+-]*/gu, '/')
    .replace(/\d+(?:\.\d+)?/gu, '0');
}

function memo<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const there = made.get(key);
    if (there !== undefined) return there;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
