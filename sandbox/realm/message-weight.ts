/** How much messages and console values hold: all of their text and bytes count, whatever part they are in. */
import type { ConsoleValue, HeaderList } from '../schemas/run-event.ts';
import type { ProgramMessage } from './program-message.ts';

/** Roughly how many bytes a message takes, to bound floods by. */
export function messageWeight(message: ProgramMessage): number {
  switch (message.type) {
    case 'request':
      return 500 + message.url.length + headersLength(message.headers) + (message.body?.byteLength ?? 0);
    case 'response':
      return 500 + headersLength(message.headers) + (message.body?.byteLength ?? 0);
    case 'console':
      return message.entries.reduce(
        (sum, { args, stack }) => sum + 200 + stack.length + valuesWeight(args),
        100,
      );
    case 'started':
      return message.spans.reduce((sum, [, stack]) => sum + 40 + stack.length, 100);
    case 'uncaught':
      return 200 + valueWeight(message.error);
    default:
      return 100;
  }
}

/** Characters of all names and values. */
export function headersLength(headers: HeaderList): number {
  return headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
}

/** Characters of all text in console values, and something for each value. */
export function valuesWeight(values: readonly ConsoleValue[]): number {
  return values.reduce((sum, value) => sum + valueWeight(value), 0);
}

function valueWeight(value: ConsoleValue): number {
  switch (value.type) {
    case 'array':
      return 40 + valuesWeight(value.items);
    case 'object':
      return value.entries.reduce(
        (sum, [key, item]) => sum + key.length + valueWeight(item),
        40 + value.className.length,
      );
    case 'error':
      return value.stack.reduce(
        (sum, frame) => sum + frame.text.length,
        80 + value.name.length + value.message.length + (value.cause ? valueWeight(value.cause) : 0),
      );
    default:
      return 'text' in value ? 40 + value.text.length : 40;
  }
}
