/** Console arguments as bounded, structured values: what is shown as a tree instead of text. */
import type { ConsoleValue, StackFrame } from '../schemas/run-event.ts';

export const previewLimits = {
  depth: 10,
  /** Entries of one object or array. */
  entries: 200,
  /** Values in one argument. */
  values: 2_000,
  /** Characters of one string, and of all strings of one argument. */
  stringLength: 20_000,
  text: 100_000,
  stackFrames: 30,
} as const;

interface Budget {
  values: number;
  text: number;
}

/**
 * Describe any value. Runs no getters; whatever a proxy or a hostile prototype throws is shown in its place.
 */
export function preview(value: unknown): ConsoleValue {
  const budget: Budget = { values: previewLimits.values, text: previewLimits.text };
  return describe(value, budget, new Set(), 0);
}

function describe(value: unknown, budget: Budget, seen: Set<object>, depth: number): ConsoleValue {
  budget.values -= 1;
  switch (typeof value) {
    case 'string':
      return describeString(value, budget);
    case 'number':
      return { type: 'number', text: Object.is(value, -0) ? '-0' : String(value) };
    case 'bigint':
      return { type: 'bigint', text: `${clip(String(value), budget)}n` };
    case 'boolean':
      return { type: 'boolean', text: String(value) };
    case 'symbol':
      return { type: 'symbol', text: clip(String(value), budget) };
    case 'undefined':
      return { type: 'undefined' };
    case 'function':
      return { type: 'function', text: clip(functionText(value), budget) };
    default:
      if (value === null) return { type: 'null' };
      return describeObject(value as object, budget, seen, depth);
  }
}

function describeString(value: string, budget: Budget): ConsoleValue {
  const text = clip(value, budget);
  return text.length < value.length
    ? { type: 'string', text, truncated: value.length - text.length }
    : { type: 'string', text };
}

function clip(value: string, budget: Budget): string {
  const text = value.slice(0, Math.max(0, Math.min(previewLimits.stringLength, budget.text)));
  budget.text -= text.length;
  return text;
}

function describeObject(value: object, budget: Budget, seen: Set<object>, depth: number): ConsoleValue {
  if (seen.has(value)) return { type: 'circular' };
  if (depth >= previewLimits.depth || budget.values <= 0) return { type: 'deeper' };
  seen.add(value);
  try {
    if (value instanceof Error) return describeError(value, budget, seen, depth);
    if (value instanceof Date) {
      const time = Number(value);
      return { type: 'date', text: Number.isNaN(time) ? 'Invalid Date' : new Date(time).toISOString() };
    }
    if (value instanceof RegExp) return { type: 'regexp', text: clip(String(value), budget) };
    if (Array.isArray(value)) return describeArray(value, value.length, budget, seen, depth);
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
      const items = value as unknown as ArrayLike<unknown>;
      return describeArray(items, items.length, budget, seen, depth);
    }
    return describeEntries(value, budget, seen, depth);
  } catch (problem) {
    return {
      type: 'object',
      className: clip(`[cannot be shown: ${safeText(problem)}]`, budget),
      entries: [],
    };
  } finally {
    // Only an ancestor is circular: the same object twice side by side is shown twice.
    seen.delete(value);
  }
}

function describeArray(
  value: ArrayLike<unknown>,
  length: number,
  budget: Budget,
  seen: Set<object>,
  depth: number,
): ConsoleValue {
  const items: ConsoleValue[] = [];
  while (items.length < length && items.length < previewLimits.entries && budget.values > 0) {
    items.push(describeProperty(value, String(items.length), budget, seen, depth));
  }
  return items.length < length
    ? { type: 'array', items, more: length - items.length }
    : { type: 'array', items };
}

function describeEntries(value: object, budget: Budget, seen: Set<object>, depth: number): ConsoleValue {
  const pairs = entriesOf(value);
  const entries: [string, ConsoleValue][] = [];
  for (const [key, read] of pairs) {
    if (entries.length >= previewLimits.entries || budget.values <= 0) break;
    entries.push([clip(key, budget), read(budget, seen, depth)]);
  }
  const more = pairs.length - entries.length;
  const className = clip(classNameOf(value), budget);
  return more > 0 ? { type: 'object', className, entries, more } : { type: 'object', className, entries };
}

type ReadEntry = (budget: Budget, seen: Set<object>, depth: number) => ConsoleValue;

function entriesOf(value: object): [string, ReadEntry][] {
  const reads = (item: unknown): ReadEntry => {
    return (budget, seen, depth) => describe(item, budget, seen, depth + 1);
  };
  if (value instanceof Map) {
    return Array.from(value, ([key, item]) => [safeText(key), reads(item)]);
  }
  if (value instanceof Set) return Array.from(value, (item, index) => [String(index), reads(item)]);
  if (typeof Headers === 'function' && value instanceof Headers) {
    return Array.from(value, ([name, item]) => [name, reads(item)]);
  }
  return Object.keys(value).map((key) => [
    key,
    (budget, seen, depth) => describeProperty(value, key, budget, seen, depth),
  ]);
}

function describeProperty(
  value: object,
  key: string,
  budget: Budget,
  seen: Set<object>,
  depth: number,
): ConsoleValue {
  const property = Object.getOwnPropertyDescriptor(value, key);
  if (property === undefined) return { type: 'undefined' };
  if (property.get ?? property.set) {
    return { type: 'function', text: property.set ? '[Getter/Setter]' : '[Getter]' };
  }
  return describe(property.value, budget, seen, depth + 1);
}

function describeError(error: Error, budget: Budget, seen: Set<object>, depth: number): ConsoleValue {
  const cause = Object.getOwnPropertyDescriptor(error, 'cause')?.value as unknown;
  const name = clip(safeText(error.name), budget);
  const code = Object.getOwnPropertyDescriptor(error, 'code')?.value as unknown;
  return {
    type: 'error',
    name: typeof code === 'string' && !name.includes(code) ? clip(`${name} [${code}]`, budget) : name,
    message: clip(safeText(error.message), budget),
    stack: stackFrames(error.stack, budget),
    ...(cause === undefined ? {} : { cause: describe(cause, budget, seen, depth + 1) }),
  };
}

/** The lines of a stack that name a place, without the message before them. */
function stackFrames(stack: unknown, budget: Budget): StackFrame[] {
  if (typeof stack !== 'string') return [];
  return stack
    .slice(0, 50_000)
    .split('\n')
    .filter((line) => /^\s*at |@.*:\d+/u.test(line))
    .slice(0, previewLimits.stackFrames)
    .map((line) => ({ text: clip(line.trim().slice(0, 2_000), budget) }));
}

function classNameOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null) return '[Object: null prototype]';
  const maker = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value as unknown;
  if (typeof maker !== 'function') return 'Object';
  const name = Object.getOwnPropertyDescriptor(maker, 'name')?.value as unknown;
  return typeof name === 'string' && name !== '' ? name : 'Object';
}

function functionText(value: object): string {
  const name = Object.getOwnPropertyDescriptor(value, 'name')?.value as unknown;
  const isClass = Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false;
  const kind = isClass ? 'class' : 'Function';
  return typeof name === 'string' && name !== '' ? `[${kind}: ${name}]` : `[${kind} (anonymous)]`;
}

function safeText(value: unknown): string {
  try {
    return String(value);
  } catch {
    return '[cannot be shown]';
  }
}
