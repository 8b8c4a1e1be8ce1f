/** Which part of a plane is seen through a window, and how large. Pure: pixels in, pixels out. */
import type { Size } from './graph-layout.ts';

/** A point `p` of the plane is drawn at `p · scale + (x, y)` of the window. */
export interface View {
  x: number;
  y: number;
  scale: number;
}
export interface Box extends Size {
  x: number;
  y: number;
}

export const leastScale = 0.1;
export const mostScale = 2.5;
/** Below this, the words of a node cannot be read. */
const readableScale = 0.85;
const edgePx = 24;

/** All of the plane in the middle of the window, at most in its real size. */
export function fitted(plane: Size, window: Size): View {
  const scale = clamp(Math.min(window.width / plane.width, window.height / plane.height), leastScale, 1);
  return {
    scale,
    x: (window.width - plane.width * scale) / 2,
    y: (window.height - plane.height * scale) / 2,
  };
}

/** All of it where that can be read; else its beginning, `start`, in a size that can. */
export function opening(plane: Size, window: Size, start: Box | undefined): View {
  const all = fitted(plane, window);
  if (all.scale >= readableScale || start === undefined) return all;
  const scale = readableScale;
  const centred = (window.height - start.height * scale) / 2 - start.y * scale;
  return within({ scale, x: edgePx - start.x * scale, y: centred }, plane, window);
}

/** Larger or smaller by `factor`, while the plane's point under `at` stays where it is. */
export function zoomed(view: View, factor: number, at: { x: number; y: number }): View {
  const scale = clamp(view.scale * factor, leastScale, mostScale);
  const change = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * change, y: at.y - (at.y - view.y) * change };
}

/** Keeps some of the plane in the window: nobody should have to look for it. */
export function within(view: View, plane: Size, window: Size): View {
  const inside = (offset: number, length: number, room: number): number => {
    const drawn = length * view.scale;
    // What fits may be moved about in the window; what does not may be moved until its edge is a step inside.
    return drawn <= room ? clamp(offset, 0, room - drawn) : clamp(offset, room - drawn - edgePx, edgePx);
  };
  return {
    scale: view.scale,
    x: inside(view.x, plane.width, window.width),
    y: inside(view.y, plane.height, window.height),
  };
}

/** Moves as little as possible so that all of `box` is seen. */
export function revealed(view: View, box: Box, window: Size): View {
  const shift = (from: number, length: number, offset: number, room: number): number => {
    const start = from * view.scale + offset;
    const end = start + length * view.scale;
    if (start < edgePx || length * view.scale > room - 2 * edgePx) return offset + edgePx - start;
    return end > room - edgePx ? offset - (end - room + edgePx) : offset;
  };
  return {
    scale: view.scale,
    x: shift(box.x, box.width, view.x, window.width),
    y: shift(box.y, box.height, view.y, window.height),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
