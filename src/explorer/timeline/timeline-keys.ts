/** The timeline's own keys, beside those of a tree: what they do, and how the help names them. */

export interface KeyHelp {
  keys: readonly string[];
  does: string;
}

/** For the help (`?`). */
export const timelineKeys: readonly KeyHelp[] = [
  { keys: ['↑', '↓', 'PageUp', 'PageDown', 'Home', 'End'], does: 'Move through the rows' },
  { keys: ['→', '←'], does: 'Unfold and fold; then to the first child, to the parent' },
  { keys: ['*'], does: 'Unfold all beside this row' },
  { keys: ['[', ']'], does: 'Show a level fewer, a level more' },
  { keys: ['Enter', 'Space'], does: 'Show the span in full' },
  { keys: ['Escape'], does: 'Close the span; then show the whole trace again' },
  { keys: ['+', '−', '0'], does: 'Zoom in, zoom out, show the whole trace' },
  { keys: ['Shift ←', 'Shift →', 'h', 'l'], does: 'Earlier and later, when zoomed' },
  { keys: ['z'], does: 'Zoom to the span of this row' },
  { keys: ['c'], does: 'Mark the critical path' },
  { keys: ['t'], does: 'Times since the trace began, or times of day' },
];

export type TimelineAction =
  | { type: 'zoom'; factor: number }
  | { type: 'pan'; share: number }
  | { type: 'level'; step: 1 | -1 }
  | { type: 'reset' | 'zoom-to-row' | 'critical' | 'times' };

/** What a key does to the timeline as a whole; undefined when it is not for that. */
export function timelineAction(key: string, shift: boolean): TimelineAction | undefined {
  switch (key) {
    case '+':
    case '=':
      return { type: 'zoom', factor: 0.5 };
    case '-':
      return { type: 'zoom', factor: 2 };
    case '0':
      return { type: 'reset' };
    case 'h':
      return { type: 'pan', share: -0.2 };
    case 'l':
      return { type: 'pan', share: 0.2 };
    case 'ArrowLeft':
      return shift ? { type: 'pan', share: -0.2 } : undefined;
    case 'ArrowRight':
      return shift ? { type: 'pan', share: 0.2 } : undefined;
    case 'z':
      return { type: 'zoom-to-row' };
    case 'c':
      return { type: 'critical' };
    case 't':
      return { type: 'times' };
    case '[':
      return { type: 'level', step: -1 };
    case ']':
      return { type: 'level', step: 1 };
    default:
      return undefined;
  }
}
