/** Where the frames of a flame graph are: callers above, callees below them, as wide as the work in them. Pure. */
import type { PathNode, PathTree } from '../paths/path-tree.ts';

export interface Frame {
  /** The first of them, when `more` are drawn as one. */
  node: PathNode;
  /** 0 … 1 of the width. */
  left: number;
  width: number;
  /** From 0: rows from the top. */
  level: number;
  /** How many siblings it stands for that were too narrow to draw; 0 for a frame of its own. */
  more: number;
}

export interface FlameOptions {
  /** Is as wide as there is room, with its callers above it. -1 for all of the trace. */
  zoomed: PathNode;
  widthPx: number;
  /** More frames would be slow to draw and tell nobody more. */
  mostFrames: number;
}

/** A frame narrower than this, in pixels, can neither be seen nor hit. */
const leastPx = 3;

/** All frames that can be seen, top to bottom and left to right within each caller. */
export function flameFrames(tree: PathTree, options: FlameOptions): Frame[] {
  for (let least = leastPx; ; least *= 2) {
    const frames = framesOf(tree, options, least / Math.max(1, options.widthPx));
    if (frames.length <= options.mostFrames || least > options.widthPx)
      return frames.slice(0, options.mostFrames);
  }
}

function framesOf(tree: PathTree, { zoomed, widthPx }: FlameOptions, least: number): Frame[] {
  const frames: Frame[] = [];
  const leastTogether = leastPx / Math.max(1, widthPx);
  for (let above = tree.parent[zoomed] ?? -1; above >= 0; above = tree.parent[above] ?? -1) {
    frames.unshift({ node: above, left: 0, width: 1, level: tree.depth[above] ?? 0, more: 0 });
  }
  // What is still to be placed: siblings from `node` up to but not including `end`, side by side from `left` on.
  const waiting: { node: PathNode; end: PathNode; left: number; scale: number }[] = [];
  if (zoomed < 0) waiting.push({ node: 0, end: tree.length, left: 0, scale: share(1, tree.allWorkNs) });
  else {
    const end = zoomed + (tree.descendants[zoomed] ?? 0) + 1;
    waiting.push({ node: zoomed, end, left: 0, scale: share(1, tree.workNs[zoomed] ?? 0) });
  }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    let { node, left } = next;
    while (node < next.end) {
      const width = (tree.workNs[node] ?? 0) * next.scale;
      const level = tree.depth[node] ?? 0;
      const after = node + (tree.descendants[node] ?? 0) + 1;
      if (width < least) {
        // Siblings come in the order of their work: none that follows is wider.
        const rest = siblings(tree, node, next.end);
        const together = rest.workNs * next.scale;
        if (together >= leastTogether) frames.push({ node, left, width: together, level, more: rest.count });
        break;
      }
      frames.push({ node, left, width, level, more: 0 });
      if (after > node + 1) waiting.push({ node: node + 1, end: after, left, scale: next.scale });
      left += width;
      node = after;
    }
  }
  return frames;
}

function siblings(tree: PathTree, first: PathNode, end: PathNode): { count: number; workNs: number } {
  let [count, workNs] = [0, 0];
  for (let node = first; node < end; node += (tree.descendants[node] ?? 0) + 1) {
    count += 1;
    workNs += tree.workNs[node] ?? 0;
  }
  return { count, workNs };
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/**
 * Where an arrow key leads among `frames`: to the caller, to the widest callee, to the frame beside it on its level.
 * Undefined: nowhere, or not an arrow.
 */
export function frameAfterKey(key: string, at: number, frames: readonly Frame[]): number | undefined {
  const here = frames[at];
  if (here === undefined) return undefined;
  const under = (frame: Frame, point: number): boolean =>
    frame.left <= point + 1e-9 && point < frame.left + frame.width - 1e-9;
  const found = (wanted: (frame: Frame) => boolean): number | undefined => {
    const index = frames.findIndex(wanted);
    return index < 0 ? undefined : index;
  };
  const level = (frame: Frame): boolean => frame.level === here.level;
  switch (key) {
    case 'ArrowUp':
      return found((frame) => frame.level === here.level - 1 && under(frame, here.left));
    case 'ArrowDown':
      return found((frame) => frame.level === here.level + 1 && under(frame, here.left));
    case 'ArrowRight':
      return nearest(
        frames,
        (frame) => level(frame) && frame.left > here.left,
        (frame) => frame.left,
      );
    case 'ArrowLeft':
      return nearest(
        frames,
        (frame) => level(frame) && frame.left < here.left,
        (frame) => -frame.left,
      );
    case 'Home':
      return 0;
    default:
      return undefined;
  }
}

function nearest(
  frames: readonly Frame[],
  wanted: (frame: Frame) => boolean,
  distance: (frame: Frame) => number,
): number | undefined {
  let best: number | undefined;
  frames.forEach((frame, index) => {
    const least = best === undefined ? undefined : frames[best];
    if (wanted(frame) && (least === undefined || distance(frame) < distance(least))) best = index;
  });
  return best;
}
