/** Console values as one line of text, as a developer console shows them folded. */
import type { ConsoleValue } from '../../../sandbox/schemas/run-event.ts';

const previewLength = 100;

/** One line. A string at the top of a console call has no quotes, inside a structure it has. */
export function previewOf(value: ConsoleValue, top = false): string {
  switch (value.type) {
    case 'string': {
      const cut =
        value.truncated === undefined ? '' : `… (${value.truncated.toLocaleString('en')} more characters)`;
      return top ? `${value.text}${cut}` : `${JSON.stringify(value.text)}${cut}`;
    }
    case 'null':
    case 'undefined':
      return value.type;
    case 'circular':
      return '(seen above)';
    case 'deeper':
      return '…';
    case 'error':
      return `${value.name}: ${value.message}`;
    case 'array':
      return shorten(
        `[${listOf(
          value.items.map((item) => previewOf(item)),
          value.more,
        )}]`,
      );
    case 'object': {
      const name = value.className === 'Object' || value.className === '' ? '' : `${value.className} `;
      const entries = value.entries.map(([key, each]) => `${key}: ${previewOf(each)}`);
      return shorten(entries.length === 0 ? `${name}{}` : `${name}{ ${listOf(entries, value.more)} }`);
    }
    default:
      return value.text;
  }
}

function listOf(items: readonly string[], more: number | undefined): string {
  return [...items, ...(more === undefined ? [] : [`${more} more`])].join(', ');
}

function shorten(text: string): string {
  return text.length <= previewLength ? text : `${text.slice(0, previewLength - 1)}…`;
}
