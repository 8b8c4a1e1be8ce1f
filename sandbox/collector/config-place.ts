/** Where in a configuration's text something stands. */
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
  visit,
} from 'yaml';

export interface Place {
  line: number;
  column: number;
  endColumn: number;
}

/** A step into the configuration: a key, or the index in a list. */
export type Step = string | number;

/** Something in the text: a pair with its key, an item of a list, or the whole. */
export interface Spot {
  /** From where it begins to where it ends. */
  range: readonly [start: number, end: number];
  value: Node | null;
}

export interface ConfigText {
  /** The deepest spot on this path that there is, and how many steps led to it. */
  follow(path: readonly Step[]): { spot: Spot; depth: number };
  /** The child of a spot with this key. */
  child(spot: Spot, key: Step): Spot | undefined;
  /** The first text below a spot that `is` what is looked for. */
  find(spot: Spot, is: (text: string) => boolean): Spot | undefined;
  /** Where an alias (`*name`) stands. */
  alias(name: string): Spot | undefined;
  /** What the YAML parser of ours says about where the text breaks off. */
  fault(): Place | undefined;
  place(spot: Spot): Place | undefined;
  line(line: number): Place | undefined;
}

/** Larger texts are not searched: what is wrong with them is said without a place. */
const maxLength = 400_000;

export function readConfigText(text: string): ConfigText {
  const lines = new LineCounter();
  // Duplicate keys are the Collector's to complain of. Aliases are not followed: there may be billions.
  const options = { lineCounter: lines, uniqueKeys: false, logLevel: 'silent', prettyErrors: false } as const;
  const document: Document.Parsed = parseDocument(text.length > maxLength ? '' : text, options);
  const top: Spot = { range: [0, 0], value: document.contents };

  const child = ({ value }: Spot, key: Step): Spot | undefined => {
    if (isMap(value)) {
      // Of two with one name the last counts.
      const pair = value.items.findLast((each) => keyText(each) === String(key));
      return pair && spotOfPair(pair);
    }
    const item = isSeq(value) && typeof key === 'number' ? value.items[key] : undefined;
    return isNode(item) ? spotOf(item) : undefined;
  };
  const spotOfPair = ({ key, value }: Pair): Spot => {
    const from = rangeOf(key);
    const to = isScalar(value) && sameLine(from[0], rangeOf(value)[1]) ? rangeOf(value) : from;
    return { range: [from[0], Math.max(from[1], to[1])], value: isNode(value) ? value : null };
  };
  const sameLine = (start: number, end: number): boolean =>
    lines.linePos(start).line === lines.linePos(end).line;
  const place = ({ range: [start, end], value }: Spot): Place | undefined => {
    // The whole: where it begins, after comments.
    const from = end === 0 && value?.range ? value.range[0] : start;
    if (from >= text.trimEnd().length) return undefined;
    const { line, col } = lines.linePos(from);
    const rest = lineText(line).length + 1;
    return {
      line,
      column: col,
      endColumn: Math.max(col + 1, end > from && sameLine(from, end) ? col + end - from : rest),
    };
  };
  const allLines = text.split('\n');
  const lineText = (line: number): string => (allLines[line - 1] ?? '').replace(/\r$/u, '');
  const lineAt = (line: number): Place | undefined => {
    const found = lineText(line);
    const column = found.length - found.trimStart().length + 1;
    return line < 1 || line > allLines.length
      ? undefined
      : { line, column, endColumn: Math.max(column, found.length) + 1 };
  };

  return {
    child,
    place,
    line: lineAt,
    follow(path) {
      let spot = top;
      let depth = 0;
      for (const step of path) {
        const next = child(spot, step);
        if (next === undefined) break;
        spot = next;
        depth += 1;
      }
      return { spot, depth };
    },
    find({ value }, is) {
      let found: Spot | undefined;
      if (value !== null) {
        visit(value, {
          Scalar(position, node) {
            if (position === 'key' || !is(String(node.value))) return undefined;
            found = spotOf(node);
            return visit.BREAK;
          },
        });
      }
      return found;
    },
    alias(name) {
      let found: Spot | undefined;
      visit(document, {
        Alias(_, node) {
          if (node.source !== name) return undefined;
          found = spotOf(node);
          return visit.BREAK;
        },
      });
      return found;
    },
    fault() {
      const [first] = document.errors;
      return first && lineAt(lines.linePos(first.pos[0]).line);
    },
  };
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value);
}

function spotOf(node: Node): Spot {
  return { range: rangeOf(node), value: node };
}

function rangeOf(node: unknown): readonly [start: number, end: number] {
  return isNode(node) && node.range ? [node.range[0], node.range[1]] : [0, 0];
}

function keyText({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}
