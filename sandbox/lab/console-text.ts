/** A console argument as the text a terminal would show: what `stdout` patterns are matched with. */
import type { ConsoleValue } from '../schemas/run-event.ts';

export function consoleText(args: readonly ConsoleValue[]): string {
  return args.map((arg) => (arg.type === 'string' ? arg.text : valueText(arg))).join(' ');
}

function valueText(value: ConsoleValue): string {
  switch (value.type) {
    case 'string':
      return JSON.stringify(value.text);
    case 'null':
    case 'undefined':
      return value.type;
    case 'circular':
      return '[Circular]';
    case 'deeper':
      return '[Object]';
    case 'error': {
      const cause = value.cause === undefined ? '' : ` { [cause]: ${valueText(value.cause)} }`;
      return `${value.name}: ${value.message}${cause}`;
    }
    case 'array': {
      const items = [...value.items.map(valueText), ...rest(value.more)];
      return items.length === 0 ? '[]' : `[ ${items.join(', ')} ]`;
    }
    case 'object': {
      const entries = [
        ...value.entries.map(([key, item]) => `${key}: ${valueText(item)}`),
        ...rest(value.more),
      ];
      const body = entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
      return value.className === 'Object' ? body : `${value.className} ${body}`;
    }
    default:
      return value.text;
  }
}

function rest(more: number | undefined): string[] {
  return more === undefined ? [] : [`... ${more} more`];
}
