/** A Collector configuration as an outline of names and lines: the sections that say what there is and how it is joined. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
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
  // Keys that stand twice are for the Collector to name: looking for them takes a square of the time.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  if (document.errors.length > 0) return undefined;
  const root = document.contents;
  if (root !== null && !isMap(root) && !(isScalar(root) && root.value === null)) return undefined;

  const targets = aliasTargets(document);
  const lineOf = (node: unknown): number => {
    const range = (node as Node | null)?.range;
    return range ? lines.linePos(range[0]).line : 1;
  };
  const named = (node: unknown): NamedLine => ({ name: nameOf(node), line: lineOf(node) });
  const keys = (node: unknown) => entries(targets, node).map(({ key }) => named(key));
  const listed = (node: unknown): NamedLine[] => {
    const list = resolved(targets, node);
    if (!isSeq(list)) return [];
    return list.items.filter((item) => isScalar(item) && item.value !== null).map(named);
  };

  const service = valueAt(targets, root, 'service');
  const components = Object.fromEntries(
    sections.map((section) => [section, keys(valueAt(targets, root, section))]),
  ) as Record<Section, NamedLine[]>;
  const pipelines = entries(targets, valueAt(targets, service, 'pipelines')).map(({ key, value }) => ({
    ...named(key),
    receivers: listed(valueAt(targets, value, 'receivers')),
    processors: listed(valueAt(targets, value, 'processors')),
    exporters: listed(valueAt(targets, value, 'exporters')),
  }));
  const outline = { components, extensions: listed(valueAt(targets, service, 'extensions')), pipelines };
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

type AliasTargets = ReadonlyMap<Alias, Node | undefined>;

/** What each alias stands for: the last node above it that has its name. All in one pass, however many there are. */
function aliasTargets(document: Document): AliasTargets {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node | undefined>();
  visit(document, {
    Alias: (_key, alias) => void targets.set(alias, anchors.get(alias.source)),
    Value(_key, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

/** The node itself, or what it is an alias of. */
function resolved(targets: AliasTargets, node: unknown): unknown {
  return isAlias(node) ? targets.get(node) : node;
}

/** Key and value of a mapping, those merged in by its first `<<` among them. */
function entries(targets: AliasTargets, node: unknown, depth = 0): Pair[] {
  const map = resolved(targets, node);
  if (!isMap(map) || depth > 8) return [];
  const merged = map.items.find(({ key }) => nameOf(key) === '<<');
  return map.items.flatMap((pair) => {
    if (nameOf(pair.key) !== '<<') return [pair];
    return pair === merged ? entries(targets, pair.value, depth + 1) : [];
  });
}

function valueAt(targets: AliasTargets, node: unknown, key: string): unknown {
  return entries(targets, node).find((pair) => nameOf(pair.key) === key)?.value;
}
