/** Text for XML 1.0 documents. */
import { forLog } from './safe-text.ts';

/** For an element's text. What XML cannot hold, or a reader cannot see, is shown: ESC is `␛`. */
export function xmlText(text: string): string {
  return (
    forLog(text)
      .replace(/[\ufffe\uffff]/gu, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // Printed in a CI job, no line of it is an order.
      .replace(/^(\s*):(?=:)/gmu, '$1&#58;')
  );
}

/** For an attribute's value in double quotes: a parser would make spaces of line ends and tabs. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
