/** A Collector configuration as an outline of names and lines: the sections that say what there is and how it is joined. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';

/** A name and the line it stands on, counted from 1. */
export interface NamedLine {
  readonly name: string;
  readonly line: number;
}

export interface PipelineOutline extends NamedLine {
  readonly receivers: readonly NamedLine[];
  readonly processors: readonly NamedLine[];
  readonly exporters: readonly NamedLine[];
}

export const sections = ['receivers', 'processors', 'exporters', 'connectors', 'extensions'] as const;
export type Section = (typeof sections)[number];

export interface ConfigOutline {
  readonly components: Readonly<Record<Section, readonly NamedLine[]>>;
  /** `service.extensions`. */
  readonly extensions: readonly NamedLine[];
  readonly pipelines: readonly PipelineOutline[];
}

/** Larger configurations are the Collector's business alone: reading and drawing them on each key would be felt. */
const readUpTo = { characters: 200_000, names: 200 } as const;

/**
 * Read the outline of a configuration. Undefined when the text is no YAML, no mapping, or too long to be read while
 * somebody types; what is of another shape than expected is passed over, for the Collector says what is wrong with it.
 */
export function outlineOf(text: string): ConfigOutline | undefined {
  if (text.length > readUpTo.characters) return undefined;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) return undefined;
  const root = document.contents;
  if (root !== null && !isMap(root) && !(isScalar(root) && root.value === null)) return undefined;

  const lineOf = (node: unknown): number => {
    const range = (node as Node | null)?.range;
    return range ? lines.linePos(range[0]).line : 1;
  };
  const named = (node: unknown): NamedLine => ({ name: nameOf(node), line: lineOf(node) });
  const keys = (node: unknown) => entries(document, node).map(({ key }) => named(key));
  const listed = (node: unknown): NamedLine[] => {
    const list = resolved(document, node);
    if (!isSeq(list)) return [];
    return list.items.filter((item) => isScalar(item) && item.value !== null).map(named);
  };

  const service = valueAt(document, root, 'service');
  const components = Object.fromEntries(
    sections.map((section) => [section, keys(valueAt(document, root, section))]),
  ) as Record<Section, NamedLine[]>;
  const pipelines = entries(document, valueAt(document, service, 'pipelines')).map(({ key, value }) => ({
    ...named(key),
    receivers: listed(valueAt(document, value, 'receivers')),
    processors: listed(valueAt(document, value, 'processors')),
    exporters: listed(valueAt(document, value, 'exporters')),
  }));
  const outline = { components, extensions: listed(valueAt(document, service, 'extensions')), pipelines };
  return namesIn(outline) > readUpTo.names ? undefined : outline;
}

function namesIn({ components, extensions, pipelines }: ConfigOutline): number {
  const lists = pipelines.flatMap(({ receivers, processors, exporters }) => [
    receivers,
    processors,
    exporters,
  ]);
  return [...Object.values(components), ...lists, extensions].reduce((sum, each) => sum + each.length, 0);
}

function nameOf(node: unknown): string {
  return isScalar(node) ? String(node.value) : '';
}

/** What an alias stands for. Document order keeps aliases from going round in circles. */
function resolved(document: Document, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

/** Key and value of a mapping, those merged in by `<<` among them. */
function entries(document: Document, node: unknown, depth = 0): Pair[] {
  const map = resolved(document, node);
  if (!isMap(map) || depth > 8) return [];
  return map.items.flatMap((pair) =>
    nameOf(pair.key) === '<<' ? entries(document, pair.value, depth + 1) : [pair],
  );
}

function valueAt(document: Document, node: unknown, key: string): unknown {
  return entries(document, node).find((pair) => nameOf(pair.key) === key)?.value;
}
