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
  { keys: ['←', '→'], does: 'On the tabs: another view of the trace' },
  { keys: ['Enter', 'Shift Enter'], does: 'In the find field: next and previous match' },
  { keys: ['Escape'], does: 'Close the span, or empty the find field' },
];

const resultKeys: readonly KeyHelp[] = [
  { keys: ['↑', '↓', 'Home', 'End'], does: 'Move through the traces, in the list and in the plot' },
  { keys: ['Enter'], does: 'Open the trace' },
  { keys: ['Space'], does: 'Tick it for a comparison' },
];

const graphKeys: readonly KeyHelp[] = [
  { keys: ['+', '−', '0'], does: 'Larger, smaller, all of it' },
  { keys: ['↑', '↓', '←', '→'], does: 'Move the picture' },
];

export const keyTables: readonly KeyTable[] = [
  { where: 'Everywhere', keys: pageKeys },
  { where: 'A trace', keys: traceKeys },
  { where: 'The waterfall', keys: timelineKeys },
  { where: 'Traces found', keys: resultKeys },
  { where: 'Graphs and flame graph', keys: graphKeys },
];
