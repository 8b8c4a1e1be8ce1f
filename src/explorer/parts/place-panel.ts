/** Where a panel goes that says something about a thing on the page. */

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Pixels between the thing and the panel, and from the panel to the window's edge. */
const gap = 4;
const edge = 8;

/**
 * Below the thing where there is room, else above, else where there is more. Pixels from the window's left and top.
 * It may be lower than it would like: `maxHeight` is what there is.
 */
export function placePanel(
  thing: Box,
  panel: { width: number; height: number },
  view: { width: number; height: number },
): { left: number; top: number; maxHeight: number } {
  const below = view.height - edge - (thing.top + thing.height + gap);
  const above = thing.top - gap - edge;
  const left = Math.max(edge, Math.min(thing.left, view.width - edge - panel.width));
  if (panel.height <= below || below >= above) {
    return { left, top: thing.top + thing.height + gap, maxHeight: Math.max(0, below) };
  }
  const maxHeight = Math.max(0, above);
  return { left, top: thing.top - gap - Math.min(panel.height, maxHeight), maxHeight };
}
