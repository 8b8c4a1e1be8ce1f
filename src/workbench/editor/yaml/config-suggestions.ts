/** What can be written at a place of a Collector's configuration: keys and values of its schema, components it has defined. */
import { type JsonSchema, keysAt, known, type SchemaKey, schemasAt, typeWords } from './config-schema.ts';
import { keysUnder, placeAt, type YamlPath } from './yaml-lines.ts';

export interface Suggestion {
  readonly label: string;
  /** In a word: its type, or what it is. */
  readonly detail: string;
  readonly description: string;
  /** What is written; `$0` is where the caret goes. */
  readonly insert: string;
  readonly kind: 'key' | 'value' | 'component';
}

export interface Suggestions {
  /** What is typed already of what is suggested: it is replaced. */
  readonly typed: string;
  readonly items: readonly Suggestion[];
}

const signals = ['traces', 'metrics', 'logs'];

/** Suggestions for a line and column, both counted from 1. */
export function suggestionsAt(schema: JsonSchema, text: string, line: number, column: number): Suggestions {
  const place = placeAt(text, line, column);
  const beside = new Set(place.beside);
  const all = suggestionsFor(schema, text, place.path, place.at, place.indent);
  const items = all.filter(
    ({ label }, index) => !beside.has(label) && all.findIndex((each) => each.label === label) === index,
  );
  return { typed: place.typed, items };
}

function suggestionsFor(
  schema: JsonSchema,
  text: string,
  path: YamlPath,
  at: 'key' | 'value' | 'item',
  indent: number,
): Suggestion[] {
  if (at === 'key') {
    const keys = keysAt(schema, path).map((key) => keySuggestion(key, indent));
    const inPipelines = path.join(' ') === 'service pipelines';
    return inPipelines ? [...signals.map((name) => pipelineSuggestion(name, indent)), ...keys] : keys;
  }
  const components = at === 'item' ? componentsFor(text, path) : undefined;
  if (components) return components;
  const schemas = schemasAt(schema, at === 'item' ? [...path, '[]'] : path);
  const itemKeys =
    at === 'item' ? keysAt(schema, [...path, '[]']).map((key) => keySuggestion(key, indent)) : [];
  return [...valueSuggestions(schemas), ...itemKeys];
}

/** What a pipeline's list, or `service.extensions`, may name. */
function componentsFor(text: string, path: YamlPath): Suggestion[] | undefined {
  const [service, pipelines, pipeline, list] = path;
  const defined = (section: string, detail: string): Suggestion[] =>
    keysUnder(text, [section]).map((label) => ({
      label,
      detail,
      description: '',
      insert: label,
      kind: 'component',
    }));
  if (service !== 'service') return undefined;
  if (pipelines === 'extensions') return defined('extensions', 'extension');
  if (pipelines !== 'pipelines' || pipeline === undefined) return undefined;
  if (list === 'processors') return defined('processors', 'processor');
  if (list === 'receivers')
    return [...defined('receivers', 'receiver'), ...defined('connectors', 'connector')];
  if (list === 'exporters')
    return [...defined('exporters', 'exporter'), ...defined('connectors', 'connector')];
  return undefined;
}

function keySuggestion({ name, schemas }: SchemaKey, indent: number): Suggestion {
  const words = typeWords(schemas);
  const inner = ' '.repeat(indent + 2);
  const isMapping = words === 'mapping';
  const insert = isMapping ? `${name}:\n${inner}$0` : words === 'list' ? `${name}: [$0]` : `${name}: $0`;
  return {
    label: name,
    detail: words,
    description: known(schemas, 'description') ?? '',
    insert,
    kind: 'key',
  };
}

function pipelineSuggestion(name: string, indent: number): Suggestion {
  const inner = ' '.repeat(indent + 2);
  const insert = `${name}:\n${inner}receivers: [$0]\n${inner}processors: []\n${inner}exporters: []`;
  return { label: name, detail: 'pipeline', description: `A pipeline for ${name}.`, insert, kind: 'key' };
}

function valueSuggestions(schemas: readonly JsonSchema[]): Suggestion[] {
  const description = known(schemas, 'description') ?? '';
  const fallback = known(schemas, 'default');
  const named = schemas.flatMap((each) => [...(each.enum ?? []), ...(each.examples ?? [])]);
  const booleans = typeWords(schemas) === 'true or false' ? [true, false] : [];
  const values = [...named, ...booleans, ...(isPlain(fallback) ? [fallback] : [])].filter(isPlain);
  return [...new Set(values.map(String))].map((label) => ({
    label: label === '' ? '""' : label,
    detail: label === String(fallback) ? 'default' : '',
    description,
    insert: label === '' ? '""' : label,
    kind: 'value',
  }));
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
