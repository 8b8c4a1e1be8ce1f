/** Text in quotes, as both query languages write it: `"say \"hello\""`. A backslash makes `"` and `\` plain. */

/** The text in quotes from `from`, where a quote stands, and where it ends. Unclosed, it runs to the end. */
export function readQuoted(text: string, from: number): { value: string; end: number; closed: boolean } {
  let value = '';
  let at = from + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') return { value, end: at + 1, closed: true };
    const next = text.charAt(at + 1);
    const escaped = character === '\\' && (next === '"' || next === '\\');
    value += escaped ? next : character;
    at += escaped ? 2 : 1;
  }
  return { value, end: text.length, closed: false };
}

export function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/gu, '\\$&')}"`;
}

/** Where what is not white space begins, at or after `from`. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/u.test(text.charAt(at))) at += 1;
  return at;
}

/** Where white space begins, at or after `from`. */
export function skipWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !/\s/u.test(text.charAt(at))) at += 1;
  return at;
}
