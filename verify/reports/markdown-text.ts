/** Text for Markdown that stays text: no links, no HTML, no mentions, no tables broken. */
import { oneLine, visible } from './safe-text.ts';

/** One line of a document's or a program's words. Every sign Markdown or HTML could read is a character reference. */
export function markdownText(text: string): string {
  return (
    oneLine(text)
      .replace(/[!-/:-@[-`{-~]/gu, (char) =>
        // Sentences keep their points, commas and dashes; `www.` would be a link.
        /[,\-'/()]/u.test(char) ? char : `&#${char.charCodeAt(0)};`,
      )
      // A comment that names somebody, or an issue, would tell them: a reference is no protection from that.
      .replace(/&#(64|35);(?=[\w])/gu, '&#$1;\u200b')
  );
}

/** A fenced block that its own text cannot end. */
export function markdownCode(text: string, language = 'text'): string {
  const shown = visible(text).trimEnd();
  const longest = Math.max(2, ...[...shown.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${shown}\n${fence}`;
}
