/** Some spans of a trace, the longest first: those of a node, of a group, of a bar. */
import { createMemo, createSignal, type JSX } from 'solid-js';
import { plural } from '../../../words.ts';
import type { Row } from '../../model/trace-columns.ts';
import { createResult } from '../../parts/create-result.ts';
import { CloseMark } from '../../parts/marks.tsx';
import type { TraceViewProps } from '../../state/trace-view.ts';
import { type GridSort, LongGrid } from '../grid/LongGrid.tsx';
import { factColumns } from './fact-columns.tsx';
import { type SpanFact, sortedRows } from './sorted-rows.ts';

const facts = [
  'name',
  'service',
  'duration',
  'self',
  'start',
  'status',
] as const satisfies readonly SpanFact[];

export interface SpanListProps extends TraceViewProps {
  /** What they have in common: `GET /cart of storefront`. */
  what: string;
  rows: readonly Row[];
  onClose: () => void;
}

export function SpanList(props: SpanListProps): JSX.Element {
  const [sort, setSort] = createSignal<GridSort>({ id: 'duration', descending: true });
  const sorted = createResult(() => {
    const by = facts.find((fact) => fact === sort().id) ?? 'duration';
    return sortedRows(props.columns, Uint32Array.from(props.rows), { by, descending: sort().descending });
  });
  const rows = (): Uint32Array => sorted() ?? new Uint32Array();
  const columns = createMemo(() =>
    factColumns(facts, (index) => ({
      columns: props.columns,
      row: rows()[index] ?? 0,
      services: props.services,
      times: props.state.times,
    })),
  );
  return (
    <section class="vw-list" aria-label={`Spans of ${props.what}`}>
      <div class="vw-list-head">
        <h3>
          {plural(props.rows.length, 'span')} of <bdi>{props.what}</bdi>
        </h3>
        <button
          type="button"
          class="ex-button ex-button-icon"
          aria-label="Close the list"
          onClick={() => props.onClose()}
        >
          <CloseMark />
        </button>
      </div>
      <LongGrid
        label={`Spans of ${props.what}`}
        columns={columns()}
        count={rows().length}
        sort={sort()}
        onSort={setSort}
        isSelected={(index) => rows()[index] === props.selected}
        isLit={(index) => props.matches?.[rows()[index] ?? -1] === 1}
        onOpen={(index) => props.onSelect(rows()[index])}
      />
    </section>
  );
}
