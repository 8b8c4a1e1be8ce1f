/** What is known of a word in a Collector's configuration, as Markdown. */
import { type JsonSchema, keysAt, known, schemasAt, typeWords } from './config-schema.ts';
import { wordAt, type YamlPath } from './yaml-lines.ts';

export interface Hover {
  readonly markdown: string;
  /** The word's columns, counted from 1; the end is behind it. */
  readonly start: number;
  readonly end: number;
}

const sections = ['receivers', 'processors', 'exporters', 'connectors', 'extensions'];
const listedUpTo = 16;

/** What to say of the word at a line and column, both counted from 1; undefined where nothing is known. */
export function hoverAt(schema: JsonSchema, text: string, line: number, column: number): Hover | undefined {
  const found = wordAt(text, line, column);
  if (!found) return undefined;
  const { word, path, isKey, start } = found;
  const target = isKey ? [...path, word] : definitionOf(path, word);
  const markdown = target && markdownOf(schema, target);
  return markdown ? { markdown, start, end: start + word.length } : undefined;
}

/** A name in a pipeline's list stands for the component of that name; any other value says nothing by itself. */
function definitionOf(path: YamlPath, word: string): YamlPath | undefined {
  const section = path.at(-1) ?? '';
  return path[0] === 'service' && sections.includes(section) ? [section, word] : undefined;
}

function markdownOf(schema: JsonSchema, path: YamlPath): string | undefined {
  const schemas = schemasAt(schema, path);
  if (schemas.length === 0) return undefined;
  const description = known(schemas, 'description') ?? '';
  const type = typeWords(schemas);
  const isComponent = path.length === 2 && sections.includes(path[0] ?? '');
  const name = path.at(-1) ?? '';
  const kind = isComponent ? (path[0] ?? '').replace(/s$/u, '') : type;
  const fields = isComponent ? fieldLines(schema, path) : [];
  const fallback = known(schemas, 'default');
  const choices = schemas.flatMap((each) => each.enum ?? []);
  const facts = [
    ...(choices.length > 0 ? [`One of ${choices.map((each) => `\`${String(each)}\``).join(', ')}.`] : []),
    ...(fallback !== undefined && !isComponent ? [`Default: \`${asText(fallback)}\``] : []),
  ];
  if (description === '' && facts.length === 0 && fields.length === 0 && kind === '') return undefined;
  const block = fields.length > 0 ? [['```yaml', ...fields, '```'].join('\n')] : [];
  return [`**${name}**${kind === '' ? '' : ` · ${kind}`}`, description, ...facts, ...block]
    .filter((each) => each !== '')
    .join('\n\n');
}

/** The component's fields with their defaults, as one would write them. */
function fieldLines(schema: JsonSchema, path: YamlPath): string[] {
  const keys = keysAt(schema, path);
  const lines = keys.slice(0, listedUpTo).map(({ name, schemas }) => {
    const fallback = known(schemas, 'default');
    const value = fallback === undefined ? `# ${typeWords(schemas) || 'any'}` : asText(fallback);
    return `${name}: ${value}`;
  });
  return keys.length > listedUpTo ? [...lines, `# and ${keys.length - listedUpTo} more`] : lines;
}

function asText(value: unknown): string {
  const text = typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
