/** All that the rows of a timeline are drawn from. A new one for each change; rows are filled from it as they come. */
import { serviceColour } from '../../service-colours.ts';
import type { EventColumns } from '../library/trace-library.ts';
import type { CriticalSection } from '../model/critical-path.ts';
import { finish, type Steps } from '../model/steps.ts';
import type { Row } from '../model/trace-columns.ts';
import { type ServiceShape, serviceShape } from '../parts/service-shape.ts';
import type { TreeRows } from './tree-keys.ts';
import type { TimeWindow } from './zoom.ts';

export interface RowScene extends TreeRows {
  part: TimeWindow;
  /** By index into `columns.services`. */
  looks: readonly ServiceLook[];
  matches: Uint8Array | undefined;
  critical: SectionIndex | undefined;
  events: EventIndex | undefined;
  /** Row of the span whose detail is shown. */
  selected: Row | undefined;
  /** Row the find bar, or the next error, is at. */
  at: Row | undefined;
  /** Index of the one row Tab stops at. */
  active: number;
  /** The last level that is indented. */
  deepest: number;
  /** Width of the axis in pixels. */
  timePx: number;
}

export interface ServiceLook {
  name: string;
  colour: string;
  shape: ServiceShape;
}

export function serviceLooks(inTrace: readonly string[], services: readonly string[]): ServiceLook[] {
  return inTrace.map((name) => ({
    name,
    colour: serviceColour(name, services).cssVar,
    shape: serviceShape(name, services),
  }));
}

export interface SectionIndex {
  /** Those of a row, the earliest first. */
  of: (row: Row) => readonly CriticalSection[];
  /** How long a row is on the path in all. */
  totalNs: (row: Row) => number;
  /** How long the whole path is: as long as the span it begins with. */
  wholeNs: number;
}

const none: readonly never[] = [];

const sectionsAStep = 10_000;

/** `sections` are in the order of their times, as `criticalPath` gives them. */
export function* indexSectionsSteps(sections: readonly CriticalSection[]): Steps<SectionIndex> {
  const byRow = new Map<Row, CriticalSection[]>();
  const totals = new Map<Row, number>();
  let wholeNs = 0;
  for (const [at, section] of sections.entries()) {
    const { row, fromNs, toNs } = section;
    const known = byRow.get(row);
    if (known === undefined) byRow.set(row, [section]);
    else known.push(section);
    totals.set(row, (totals.get(row) ?? 0) + toNs - fromNs);
    wholeNs += toNs - fromNs;
    if (at % sectionsAStep === sectionsAStep - 1) yield;
  }
  return { of: (row) => byRow.get(row) ?? none, totalNs: (row) => totals.get(row) ?? 0, wholeNs };
}

export function indexSections(sections: readonly CriticalSection[]): SectionIndex {
  return finish(indexSectionsSteps(sections));
}

export interface EventIndex {
  /** Times of a row's events from the start of the trace, at most `most` of them. */
  times: (row: Row, most: number) => number[];
}

/** Events come by time: here by row. */
export function indexEvents(events: EventColumns, rows: number): EventIndex {
  const from = new Uint32Array(rows + 2);
  for (let at = 0; at < events.length; at++) {
    const next = (events.row[at] ?? 0) + 2;
    from[next] = (from[next] ?? 0) + 1;
  }
  for (let row = 1; row < from.length; row++) from[row] = (from[row] ?? 0) + (from[row - 1] ?? 0);
  const times = new Float64Array(events.length);
  for (let at = 0; at < events.length; at++) {
    const slot = (events.row[at] ?? 0) + 1;
    const place = from[slot] ?? 0;
    times[place] = events.timeNs[at] ?? 0;
    from[slot] = place + 1;
  }
  return {
    times: (row, most) => {
      const first = from[row] ?? 0;
      return Array.from(times.subarray(first, Math.min(from[row + 1] ?? 0, first + most)));
    },
  };
}
