/**
 * Text from documents, programs and errors, made safe to print.
 *
 * A pull request decides what stands in a finding: it must not move a terminal's cursor, give orders to a CI
 * runner, or hide what a reader is to see.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;
/** Characters that show text in another order than it is in, or hide it: U+202E and its kin. */
const invisible = /[\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Show control characters instead of obeying them: ESC is `␛`. Line ends become `\n`; tabs stay. */
export function visible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(controls, (char) => picture(char.charCodeAt(0)))
    .replace(invisible, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(loneSurrogate, '\ufffd');
}

/** One line of it. */
export function oneLine(text: string): string {
  return visible(text)
    .replace(/\s*\n\s*/gu, ' ')
    .trim();
}

/**
 * For a log that somebody's CI reads: its orders may begin anywhere in a line (`##[…]`, `##vso[…]`) or at its
 * start after spaces (`::error::…`, `##teamcity[…]`). The first kind is broken up here; whoever prints keeps
 * text from a line's start.
 */
export function forLog(text: string): string {
  return visible(text).replace(/##(?=\w*\[)/gu, '# #');
}

/** At most `max` characters, with a sign that there was more; no half characters. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, Math.max(0, max - 1)).replace(/[\ud800-\udbff]$/u, '')}…`;
}

/** At most `max` lines, and how many more there were. */
export function firstLines(text: string, max: number): string[] {
  const lines = text.split('\n');
  if (lines.length <= max) return lines;
  return [...lines.slice(0, max - 1), `… ${lines.length - max + 1} more lines`];
}

/** Control Pictures for C0 and DEL; C1 has none. */
function picture(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : `\\u${code.toString(16).padStart(4, '0')}`;
}
