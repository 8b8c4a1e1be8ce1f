/** Text for Markdown that stays text: no links, no HTML, no mentions, no tables broken. */
import { forLog, oneLine } from './safe-text.ts';

/**
 * One line of a document's or a program's words. Signs that mean something to Markdown or HTML become character
 * references, which mean nothing to either.
 *
 * Addresses, mentions and issue numbers are found in the text after that, by GitHub: a space of no width breaks them.
 */
export function markdownText(text: string): string {
  return oneLine(text)
    .replace(/\bwww(?=\.)|:(?=\/)|(?<=\b(?:mailto|xmpp)):|[@#](?=\w)/giu, '$&\u200b')
    .replace(/[!#$&*+<=>@[\\\]^_`{|}~]/gu, (char) => `&#${char.charCodeAt(0)};`);
}

/** A fenced block that its own text cannot end. */
export function markdownCode(text: string, language = 'text'): string {
  // Printed in a CI job, no line of it is an order.
  const shown = forLog(text)
    .trimEnd()
    .replace(/^(?=\s*::)/gmu, '\u200b');
  const longest = Math.max(2, ...[...shown.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${shown}\n${fence}`;
}
