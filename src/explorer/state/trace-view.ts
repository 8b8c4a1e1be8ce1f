/** What every view of one trace is given (timeline, graph, flame …). A view is loaded when it is first shown. */
import type { SourceLocation } from '@spanlab/sandbox/schemas/run-event.ts';
import type { JSX } from 'solid-js';
import type { OpenTrace } from '../library/trace-library.ts';
import type { Row, TraceColumns } from '../model/trace-columns.ts';
import type { ExplorerState } from './explorer-state.ts';

export interface TraceViewProps {
  trace: OpenTrace;
  /** What to draw: `trace.columns`, or the same with its clocks corrected. Rows are the same. */
  columns: TraceColumns;
  /** All services of the library, in a lasting order: gives them their colours (`service-colours.ts`). */
  services: readonly string[];
  state: ExplorerState;
  /** Change what is shown. */
  onState: (change: Partial<ExplorerState>) => void;
  /** Row of the span whose detail is shown. */
  selected: Row | undefined;
  onSelect: (row: Row | undefined) => void;
  /** Where the find field or “next error” went: bring it into view and mark it, without its detail. New each time. */
  at?: { readonly row: Row } | undefined;
  /** 1 for each row the find field matches; undefined when it is empty. */
  matches: Uint8Array | undefined;
  /** Where in the learner's files spans were started, by span id. */
  sources?: Readonly<Record<string, SourceLocation>> | undefined;
  /** There is little height: rows and axis, no toolbar, no overview. */
  compact?: boolean | undefined;
  /** When compact: what the toolbar would hold, for a menu of the page; undefined when there is none any more. */
  onTools?: ((tools: (() => JSX.Element) | undefined) => void) | undefined;
}
