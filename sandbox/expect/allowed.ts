/** What a schema allows at a place, in words, for the author of a file that broke it. */
import type { z } from 'zod';

type Schema = z.core.$ZodType;
type Path = readonly PropertyKey[];

/** The schemas that may apply at `path`: several when there is a union on the way. */
export function schemasAt(schema: Schema, path: Path): Schema[] {
  const open = unwrap(schema);
  const [key, ...rest] = path;
  if (key === undefined) return open;
  return open.flatMap((each) => {
    const next = step(each, key);
    return next === undefined ? [] : schemasAt(next, rest);
  });
}

/** The keys a mapping at `path` may have, in the schema's order; none when any key will do. */
export function keysAllowed(schema: Schema, path: Path): string[] {
  const keys = schemasAt(schema, path).flatMap((each) => {
    const { def } = (each as z.core.$ZodTypes)._zod;
    return def.type === 'object' ? Object.keys(def.shape) : [];
  });
  return [...new Set(keys)];
}

/** The words allowed at `path`, where only certain words are. */
export function wordsAllowed(schema: Schema, path: Path): string[] {
  return schemasAt(schema, path).flatMap((each) => {
    const { def } = (each as z.core.$ZodTypes)._zod;
    return def.type === 'enum' ? Object.values(def.entries).map(String) : [];
  });
}

/** What may stand at `path`: `text`, `a whole number`, `INTERNAL or SERVER`. */
export function describeAllowed(schema: Schema, path: Path): string {
  const keys = keysAllowed(schema, path).map((key) => `\`${key}\``);
  const said = schemasAt(schema, path).map((each) => describe(each, keys));
  return [...new Set(said)].join(', or ') || 'nothing';
}

/** Sees through wrappers, and opens unions into their options. */
function unwrap(schema: Schema): Schema[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'prefault':
    case 'nullable':
    case 'readonly':
    case 'nonoptional':
    case 'catch':
      return unwrap(def.innerType);
    case 'lazy':
      return unwrap(def.getter());
    case 'pipe':
      return unwrap(def.in);
    case 'union':
      return def.options.flatMap(unwrap);
    case 'intersection':
      return [...unwrap(def.left), ...unwrap(def.right)];
    default:
      return [schema];
  }
}

function step(schema: Schema, key: PropertyKey): Schema | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return Object.hasOwn(def.shape, key) ? def.shape[String(key)] : undefined;
    case 'array':
      return typeof key === 'number' ? def.element : undefined;
    case 'record':
      return def.valueType;
    default:
      return undefined;
  }
}

function describe(schema: Schema, keys: string[]): string {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      return 'text';
    case 'number':
      return 'format' in def && def.format === 'safeint' ? 'a whole number' : 'a number';
    case 'boolean':
      return 'true or false';
    case 'literal':
      return def.values.map(String).join(' or ');
    case 'enum':
      return Object.values(def.entries).join(', ');
    case 'array':
      return 'a list';
    case 'record':
      return 'a mapping of names to values';
    case 'object':
      return `a mapping with ${keys.join(', ')}`;
    default:
      return def.type;
  }
}
