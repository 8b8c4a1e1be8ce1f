/** What a JSON Schema has against a value, in words: what was found, and what is allowed there. */
import { closest } from '@spanlab/sandbox/expect/closest.ts';
import type { ErrorObject } from 'ajv';

export interface SchemaComplaint {
  path: (string | number)[];
  /** It is about the key, not its value. */
  onKey: boolean;
  message: string;
}

const mostKeys = 12;

/** @param errors of a validator that reports all of them, verbosely */
export function complaintsOf(value: unknown, errors: readonly ErrorObject[]): SchemaComplaint[] {
  const seen = new Set<string>();
  return withoutAlternatives(errors)
    .map((error) => complaint(value, error))
    .filter(({ path, message }) => {
      const key = JSON.stringify([path, message]);
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    });
}

const choices = new Set(['anyOf', 'oneOf']);

/**
 * Of a value that may be one thing or another and is neither, every way in which it is not is reported. What lies
 * deeper is the mistake, for there it was meant to be of that kind; otherwise the choice itself is what to speak of.
 */
function withoutAlternatives(errors: readonly ErrorObject[]): ErrorObject[] {
  const left = new Set(errors);
  for (const choice of errors.filter(({ keyword }) => choices.has(keyword))) {
    const at = choice.instancePath;
    const within = errors.filter((each) => each !== choice && !choices.has(each.keyword));
    const deeper = within.filter(
      ({ instancePath, keyword }) =>
        instancePath.startsWith(`${at}/`) || (instancePath === at && keysOnly.has(keyword)),
    );
    if (deeper.length > 0) left.delete(choice);
    for (const each of within) {
      if (each.instancePath === at && !(deeper.length > 0 && keysOnly.has(each.keyword))) left.delete(each);
    }
  }
  return [...left].filter(({ keyword }) => keyword !== 'if' && keyword !== 'not');
}

const keysOnly = new Set(['additionalProperties', 'unevaluatedProperties', 'required']);

function complaint(root: unknown, error: ErrorObject): SchemaComplaint {
  const path = pathOf(root, error.instancePath);
  const found = error.data;
  const name = nameOf(path);
  const say = (message: string, onKey = false, key?: string): SchemaComplaint => ({
    path: key === undefined ? path : [...path, key],
    onKey,
    message,
  });
  const { keyword, params } = error;
  switch (keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const key = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
      return say(unknownKey(key, keysAllowed(error.parentSchema), name), true, key);
    }
    case 'required':
      return say(
        `${where(name)}Found no \`${params['missingProperty']}\`, which must be there.`,
        path.length > 0,
      );
    case 'type':
      return say(
        `${where(name)}Found ${inWords(found)}; allowed: ${typesInWords(params['type'])}.${quoteHint(params['type'], found)}`,
      );
    case 'enum': {
      const words: unknown[] = params['allowedValues'];
      const texts = words.map(String);
      const near = typeof found === 'string' ? closest(found, texts) : undefined;
      const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
      return say(
        `${where(name)}Found ${inWords(found)}; allowed: ${texts.map((each) => `\`${each}\``).join(', ')}.${hint}`,
      );
    }
    case 'anyOf':
    case 'oneOf':
      return say(`${where(name)}Found ${inWords(found)}; allowed: ${choicesInWords(error)}.`);
    case 'pattern':
      return say(`${where(name)}Found ${inWords(found)}; allowed: text like \`${params['pattern']}\`.`);
    case 'uniqueItems':
      return say(`${where(name)}Found the same entry twice, at ${params['j'] + 1} and ${params['i'] + 1}.`);
    default:
      return say(`${where(name)}Found ${inWords(found)}; it ${error.message ?? 'is not allowed here'}.`);
  }
}

function unknownKey(key: string, allowed: readonly string[], name: string): string {
  const near = closest(key, allowed);
  const inside = name === '' ? 'here' : `in ${name}`;
  if (near !== undefined)
    return `Found the key \`${key}\`, did you mean \`${near}\`? There is no such key ${inside}.`;
  if (allowed.length === 0) return `Found the key \`${key}\`; there is no such key ${inside}.`;
  const list = allowed.slice(0, mostKeys).map((each) => `\`${each}\``);
  const more = allowed.length > mostKeys ? `, and ${allowed.length - mostKeys} more` : '';
  return `Found the key \`${key}\`; allowed ${inside}: ${list.join(', ')}${more}.`;
}

function keysAllowed(schema: unknown): string[] {
  const { properties } = (schema ?? {}) as { properties?: object };
  return Object.keys(properties ?? {});
}

/** The steps of a JSON pointer; numbers for lists. */
function pathOf(root: unknown, pointer: string): (string | number)[] {
  let inside: unknown = root;
  return pointer
    .split('/')
    .slice(1)
    .map((step) => {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      const isList = Array.isArray(inside);
      inside = (inside as Record<string, unknown> | undefined)?.[key];
      return isList ? Number(key) : key;
    });
}

/** `` `ports` `` for a path that ends in a key; the list's name for an entry of it. */
function nameOf(path: readonly (string | number)[]): string {
  const key = path.findLast((each) => typeof each === 'string');
  return key === undefined ? '' : `\`${key}\``;
}

function where(name: string): string {
  return name === '' ? '' : `${name}: `;
}

/** YAML reads `1`, `true` and, in older versions, `yes` as something else than text. */
function quoteHint(type: unknown, found: unknown): string {
  const isPlain = typeof found === 'number' || typeof found === 'boolean';
  return isPlain && type === 'string' ? ' In quotes it is text.' : '';
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a mapping',
  null: 'nothing',
};

function typesInWords(type: unknown): string {
  const types = Array.isArray(type) ? type.map(String) : String(type).split(',');
  return types.map((each) => typeWords[each] ?? each).join(', or ');
}

/** What each way of a choice would be, as far as its schema says so itself. */
function choicesInWords({ schema }: ErrorObject): string {
  const ways = Array.isArray(schema) ? schema : [];
  const words = ways.flatMap((way: unknown) => {
    const { type, enum: values, $ref } = (way ?? {}) as { type?: unknown; enum?: unknown[]; $ref?: string };
    if (values !== undefined) return values.map((each) => `\`${String(each)}\``);
    if (type !== undefined) return [typesInWords(type)];
    return $ref === undefined ? [] : [($ref.split('/').at(-1) ?? '').replaceAll('_', ' ')];
  });
  return words.length === 0 ? 'something else' : [...new Set(words)].join(', or ');
}

function inWords(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return `"${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value instanceof Date) return 'a date';
  if (typeof value !== 'object') return `\`${String(value)}\``;
  return Object.keys(value).length === 0 ? 'an empty mapping' : 'a mapping';
}
