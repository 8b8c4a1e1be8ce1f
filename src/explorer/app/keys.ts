/** All keys of the explorer, for the help that is made from them. What a part does with its keys stands in the part. */
import { type KeyHelp, timelineKeys } from '../timeline/timeline-keys.ts';

export interface KeyTable {
  /** Where the focus has to be. */
  where: string;
  keys: readonly KeyHelp[];
}

/** Of the page as a whole, wherever the focus is, but not while typing. */
const pageKeys: readonly KeyHelp[] = [
  { keys: ['?'], does: 'Show this help' },
  { keys: ['/'], does: 'Go to the field to find or search with' },
  { keys: ['o'], does: 'Open files' },
  { keys: ['Ctrl V', '⌘ V'], does: 'Open what was copied: a file, or its text' },
  { keys: ['Alt ←'], does: 'Back to what was shown before' },
];

const traceKeys: readonly KeyHelp[] = [
  { keys: ['1', '…', '7'], does: 'Another view of the trace' },
  { keys: ['n', 'N'], does: 'Next and previous match of what is to be found' },
  { keys: ['Enter', 'Shift Enter'], does: 'The same, in the field' },
  { keys: ['e', 'E'], does: 'Next and previous error' },
  { keys: ['Escape'], does: 'Close the span, or empty the field' },
];

const resultKeys: readonly KeyHelp[] = [
  { keys: ['↑', '↓', 'Home', 'End'], does: 'Move through the traces, in the list and in the plot' },
  { keys: ['Enter'], does: 'Open the trace' },
  { keys: ['Space'], does: 'Tick it for a comparison' },
];

const graphKeys: readonly KeyHelp[] = [
  { keys: ['↑', '↓', '←', '→', 'Home'], does: 'To the caller, the called, the ones beside' },
  { keys: ['Enter'], does: 'Its spans; in the flame graph: zoom in, and out again' },
  { keys: ['s'], does: 'In the flame graph: its spans' },
  { keys: ['+', '−', '0'], does: 'Larger, smaller, all of it' },
];

const tableKeys: readonly KeyHelp[] = [
  { keys: ['↑', '↓', 'PageUp', 'PageDown', 'Home', 'End'], does: 'Move through the rows' },
  { keys: ['→', '←'], does: 'Unfold and fold a group' },
  { keys: ['Enter'], does: 'Show the span' },
];

export const keyTables: readonly KeyTable[] = [
  { where: 'Everywhere', keys: pageKeys },
  { where: 'A trace', keys: traceKeys },
  { where: 'The waterfall', keys: timelineKeys },
  { where: 'Traces found', keys: resultKeys },
  { where: 'Graph and flame graph', keys: graphKeys },
  { where: 'Table, events, statistics', keys: tableKeys },
];
