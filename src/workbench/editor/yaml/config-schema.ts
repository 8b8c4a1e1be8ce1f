/** Reading a JSON Schema of a Collector's configuration: what may stand at a path, and what is known about it. */
import type { YamlPath } from './yaml-lines.ts';

/** As much of JSON Schema as a generated one needs. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly deprecated?: boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

const deepest = 12;

/** A schema without references, and without the choices it is made of: itself and all of them. */
function variants(root: JsonSchema, schema: JsonSchema, depth = 0): JsonSchema[] {
  if (depth > deepest) return [];
  const referred = schema.$ref === undefined ? [] : [referredTo(root, schema.$ref)];
  const parts = [...referred, ...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [schema, ...parts.flatMap((each) => (each ? variants(root, each, depth + 1) : []))];
}

/** `#/$defs/batch`. */
function referredTo(root: JsonSchema, reference: string): JsonSchema | undefined {
  const names = reference.replace(/^#\/?/u, '').split('/');
  let found: unknown = root;
  for (const name of names) {
    const key = decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~');
    found = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined;
  }
  return found as JsonSchema | undefined;
}

/** What may stand below a key. `batch/small` is what `batch` is. */
function below(root: JsonSchema, schema: JsonSchema, key: string): JsonSchema[] {
  return variants(root, schema).flatMap((each): JsonSchema[] => {
    if (key === '[]') return each.items ? [each.items] : [];
    const exact = each.properties?.[key];
    if (exact) return [exact];
    const patterns = Object.entries(each.patternProperties ?? {});
    const matching = patterns.find(([pattern]) => new RegExp(pattern, 'u').test(key))?.[1];
    if (matching) return [matching];
    const type = each.properties?.[key.split('/')[0] ?? key];
    if (type && key.includes('/')) return [type];
    return typeof each.additionalProperties === 'object' ? [each.additionalProperties] : [];
  });
}

/** The schemas at a path, references resolved; none where anything goes. */
export function schemasAt(root: JsonSchema, path: YamlPath): JsonSchema[] {
  let found: JsonSchema[] = [root];
  for (const key of path) found = found.flatMap((each) => below(root, each, key));
  return found.flatMap((each) => variants(root, each));
}

export interface SchemaKey {
  readonly name: string;
  readonly schemas: readonly JsonSchema[];
}

/** The keys a mapping at a path may have. A pattern such as `^batch(/.+)?$` stands for `batch`. */
export function keysAt(root: JsonSchema, path: YamlPath): SchemaKey[] {
  const keys = new Map<string, JsonSchema[]>();
  for (const schema of schemasAt(root, path)) {
    const named = Object.entries(schema.properties ?? {});
    const patterned = Object.entries(schema.patternProperties ?? {}).flatMap(([pattern, each]) => {
      const name = /^\^\(?(?:\?:)?([\w.-]+)/u.exec(pattern)?.[1];
      return name === undefined ? [] : [[name, each] as const];
    });
    for (const [name, each] of [...named, ...patterned]) {
      keys.set(name, [...(keys.get(name) ?? []), ...variants(root, each)]);
    }
  }
  return [...keys].map(([name, schemas]) => ({ name, schemas }));
}

/** The first thing the schemas of a place know of a kind. */
export function known<Name extends keyof JsonSchema>(
  schemas: readonly JsonSchema[],
  name: Name,
): JsonSchema[Name] | undefined {
  return schemas.find((each) => each[name] !== undefined)?.[name];
}

const words: Readonly<Record<string, string>> = {
  object: 'mapping',
  array: 'list',
  boolean: 'true or false',
  integer: 'whole number',
};

/**
 * "string", "mapping", "list", "true or false"; '' where nothing is known. Of several types the first is meant: nothing is
 * allowed as well where a default fills in, and text where it may be `${env:NAME}`.
 */
export function typeWords(schemas: readonly JsonSchema[]): string {
  const [type] = schemas.flatMap((each) => each.type ?? []).filter((each) => each !== 'null');
  return type === undefined ? '' : (words[type] ?? type);
}
