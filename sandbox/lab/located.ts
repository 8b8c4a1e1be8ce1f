/** Console values with the learner's places in the stacks of their errors. */
import { parseStack, type SourceMaps, topLocation } from '../compile/source-location.ts';
import type { ConsoleValue, SourceLocation, StackFrame } from '../schemas/run-event.ts';

export function located(value: ConsoleValue, maps: SourceMaps): ConsoleValue {
  switch (value.type) {
    case 'error':
      return {
        ...value,
        stack: framesOf(value.stack.map(({ text }) => `    ${text}`).join('\n'), maps),
        ...(value.cause === undefined ? {} : { cause: located(value.cause, maps) }),
      };
    case 'array':
      return { ...value, items: value.items.map((item) => located(item, maps)) };
    case 'object':
      return { ...value, entries: value.entries.map(([key, item]) => [key, located(item, maps)]) };
    default:
      return value;
  }
}

/** The place of an error, or of the first error it wraps that has one. */
export function locationOf(value: ConsoleValue): SourceLocation | undefined {
  if (value.type !== 'error') return undefined;
  return topLocation(value.stack) ?? (value.cause === undefined ? undefined : locationOf(value.cause));
}

export function framesOf(stack: string, maps: SourceMaps): StackFrame[] {
  // A program decides what a stack says: what cannot be read is no reason for a run to end.
  try {
    return parseStack(stack, maps);
  } catch {
    return [];
  }
}
