/** A list or an object the splitter is in. */
import type { Shape } from './json-shapes.ts';

export interface JsonFrame {
  isArray: boolean;
  shape: Shape;
  /** What comes next: an item or a key, a colon, a key's value, or a comma. */
  state: 'item' | 'colon' | 'value' | 'after';
  key: string;
  index: number;
  /** Where it begins in the file, and in which line. */
  start: number;
  line: number;
  /** An object that may still turn out to be a span. */
  undecided: boolean;
}

/** Down from the file: `resourceSpans[0].scopeSpans[2].spans`. */
export function pathOf(frames: readonly JsonFrame[]): string {
  let path = '';
  for (const { isArray, key, index } of frames) {
    if (isArray) path += `[${index}]`;
    else if (key !== '') path += path === '' ? key : `.${key}`;
  }
  return path;
}
