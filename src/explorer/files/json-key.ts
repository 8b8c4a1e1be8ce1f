/** Keys of objects the splitter goes into. */
import { backslash, quote } from './json-bytes.ts';
import type { JsonCursor } from './json-cursor.ts';

export const maxKeyBytes = 4_096;

/** The key at the cursor, which is at its quote, and the place after it. Undefined when it has not all arrived. */
export function readKey({ window, at }: JsonCursor): { text: string; end: number } | 'too long' | undefined {
  const from = at + 1 - window.base;
  let end = from;
  while (end < window.length && window.bytes[end] !== quote) end += window.bytes[end] === backslash ? 2 : 1;
  if (end - from > maxKeyBytes) return 'too long';
  if (end >= window.length) return undefined;
  const text = new TextDecoder().decode(window.bytes.subarray(from, end));
  return { text: text.includes('\\') ? unescaped(text) : text, end: window.base + end + 1 };
}

/** What is escaped wrongly stays as it is: no key that is known is. */
function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
