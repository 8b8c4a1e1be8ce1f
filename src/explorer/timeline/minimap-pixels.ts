/**
 * A picture of a whole trace, a pixel at a time, straight from its columns: a stripe of lines, each a part of the rows,
 * top to bottom as the rows are. Every pixel is written at most once, so 200,000 spans take a few milliseconds.
 */

import { isFailed } from '../model/is-failed.ts';
import type { TraceColumns } from '../model/trace-columns.ts';

/** A colour as `ImageData` wants it, seen as little-endian: 0xAABBGGRR. */
export type Pixel = number;

export interface MinimapColours {
  /** By index into `columns.services`. */
  services: readonly Pixel[];
  error: Pixel;
  match: Pixel;
}

export interface MinimapSize {
  /** In device pixels. */
  width: number;
  height: number;
}

/** Lines of the picture a row of a short trace takes at most, and what is left free between two rows. */
const mostLines = 6;

/**
 * Draws the rows that are on show. Where several rows share a line, those further down (children, mostly) are seen;
 * and errors are seen before anything else.
 */
export function drawMinimap(
  columns: TraceColumns,
  visible: Uint32Array,
  { width, height }: MinimapSize,
  colours: MinimapColours,
): Uint32Array {
  const pixels = new Uint32Array(width * height);
  const count = visible.length;
  if (count === 0 || width <= 0 || height <= 0) return pixels;
  const rowLines = Math.max(1, Math.min(mostLines, Math.floor(height / count)));
  const gap = rowLines >= 3 ? 1 : 0;
  const lines = Math.floor(height / rowLines);
  const next = new Int32Array(width + 1);
  const scale = columns.totalNs > 0 ? width / columns.totalNs : 0;
  let done = count;
  for (let line = Math.min(lines, count) - 1; line >= 0; line--) {
    const first = Math.floor((line * count) / Math.min(lines, count));
    const offset = line * rowLines * width;
    for (let x = 0; x <= width; x++) next[x] = x;
    for (const errors of [true, false]) {
      for (let index = done - 1; index >= first; index--) {
        const row = visible[index] ?? 0;
        if (isFailed(columns, row) !== errors) continue;
        const start = columns.startNs[row] ?? 0;
        const end = start + (columns.durationNs[row] ?? 0);
        const from = scale === 0 ? 0 : Math.max(0, Math.floor(Math.min(start, end) * scale));
        const to =
          scale === 0 ? width : Math.min(width, Math.max(from + 1, Math.ceil(Math.max(start, end) * scale)));
        const colour = errors ? colours.error : (colours.services[columns.service[row] ?? 0] ?? 0);
        fillFree(pixels, offset, next, Math.min(from, width - 1), to, colour);
      }
    }
    done = first;
    repeatLine(pixels, offset, width, rowLines - gap);
  }
  return pixels;
}

/** Writes the pixels of a line that are not yet written. `next[x]` leads to the first free pixel from `x` on. */
function fillFree(
  pixels: Uint32Array,
  offset: number,
  next: Int32Array,
  from: number,
  to: number,
  colour: Pixel,
): void {
  let x = findFree(next, from);
  while (x < to) {
    pixels[offset + x] = colour;
    next[x] = x + 1;
    x = findFree(next, x + 1);
  }
}

function findFree(next: Int32Array, from: number): number {
  let x = from;
  let to = next[x] ?? x;
  while (to !== x) {
    // Halves the way for whoever comes next.
    const after = next[to] ?? to;
    next[x] = after;
    x = to;
    to = after;
  }
  return x;
}

/**
 * Marks along the lower edge where errors begin, and along the upper edge where matches do, over what is drawn: a place
 * of their own, so that colour is not all that tells them.
 */
export function drawMarks(
  pixels: Uint32Array,
  columns: TraceColumns,
  visible: Uint32Array,
  matches: Uint8Array | undefined,
  { width, height }: MinimapSize,
  colours: MinimapColours,
): void {
  const scale = columns.totalNs > 0 ? width / columns.totalNs : 0;
  const lines = Math.max(2, Math.round(height / 12));
  // Where along the edges, first: a trace may have more marks than the picture has pixels.
  const errors = new Uint8Array(width + 2);
  const found = new Uint8Array(width + 2);
  for (const row of visible) {
    const failed = isFailed(columns, row);
    const isMatch = matches?.[row] === 1;
    if (!failed && !isMatch) continue;
    const x = Math.max(0, Math.min(width - 2, Math.floor((columns.startNs[row] ?? 0) * scale)));
    if (failed) errors.fill(1, x, x + 2);
    if (isMatch) found.fill(1, x, x + 2);
  }
  for (let x = 0; x < width; x++) {
    for (let line = 0; line < lines; line++) {
      if (found[x] === 1) pixels[line * width + x] = colours.match;
      if (errors[x] === 1) pixels[(height - 1 - line) * width + x] = colours.error;
    }
  }
}

function repeatLine(pixels: Uint32Array, offset: number, width: number, times: number): void {
  for (let copy = 1; copy < times; copy++) {
    pixels.copyWithin(offset + copy * width, offset, offset + width);
  }
}
