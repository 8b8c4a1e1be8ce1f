/** All spans of a trace as a table: sorted by any column, with columns for attributes as one likes. */
import { createMemo, createSignal, type JSX, Show } from 'solid-js';
import { plural } from '../../../words.ts';
import type { AttributeColumn, AttributeKey } from '../../library/trace-library.ts';
import { createAnswer } from '../../parts/create-answer.ts';
import { createResult } from '../../parts/create-result.ts';
import type { TraceViewProps } from '../../state/trace-view.ts';
import { type GridColumn, type GridSort, LongGrid } from '../grid/LongGrid.tsx';
import { AttributeOptions, attributeId } from '../rows/AttributeChoice.tsx';
import { factColumns } from '../rows/fact-columns.tsx';
import { createGoneTo } from '../rows/gone-to.ts';
import { RowFilter } from '../rows/RowFilter.tsx';
import { shownAttribute } from '../rows/shown-attribute.ts';
import { countedRows, rowsCounted } from '../rows/shown-rows.ts';
import { sortedRows, spanFacts } from '../rows/sorted-rows.ts';
import { ViewBar } from '../ViewBar.tsx';
import '../views.css';

interface AddedColumn {
  key: AttributeKey;
  column: AttributeColumn;
}

export function TableView(props: TraceViewProps): JSX.Element {
  const [sort, setSort] = createSignal<GridSort>({ id: 'start', descending: false });
  const [onlyMatches, setOnlyMatches] = createSignal(true);
  const [asked, setAsked] = createSignal<readonly AttributeKey[]>([]);
  const keys = createAnswer({
    source: () => props.trace,
    about: (trace) => trace.columns.traceId,
    ask: (trace) => trace.attributeKeys(),
  });
  const added = createAnswer({
    source: () => ({ trace: props.trace, keys: asked() }),
    about: ({ trace }) => trace.columns.traceId,
    ask: async ({ trace, keys }) => ({
      of: await Promise.all(keys.map(async (key) => ({ key, column: await trace.attribute(key) }))),
      read: trace.columns,
    }),
  });
  const addedColumns = createMemo((): readonly AddedColumn[] => {
    const known = added.value();
    return (
      known?.of.map(({ key, column }) => ({
        key,
        column: shownAttribute(column, known.read, props.columns),
      })) ?? []
    );
  });

  const sorted = createResult(() => {
    const counted = countedRows(
      props.columns,
      props.state.hiddenServices,
      onlyMatches() ? props.matches : undefined,
    );
    const { id, descending } = sort();
    const attribute = addedColumns().find(({ key }) => attributeId(key) === id)?.column;
    const by = spanFacts.find((fact) => fact === id) ?? attribute ?? 'start';
    return sortedRows(props.columns, rowsCounted(props.columns.length, counted), { by, descending });
  });
  const rows = (): Uint32Array => sorted() ?? new Uint32Array();
  const remove = (key: AttributeKey): void => {
    setAsked(asked().filter((each) => each !== key));
  };
  const attributeColumn = ({ key, column }: AddedColumn): GridColumn => ({
    id: attributeId(key),
    title: key.key.slice(0, 80),
    help: attributeId(key).slice(0, 300),
    track: 'minmax(9rem, 1fr)',
    sortable: true,
    onRemove: () => remove(key),
    cell: (index) => <AttributeCell value={column.values[column.at[rows()[index] ?? -1] ?? -1]} />,
  });
  const columns = createMemo(() => [
    ...factColumns(spanFacts, (index) => ({
      columns: props.columns,
      row: rows()[index] ?? 0,
      services: props.services,
      times: props.state.times,
    })),
    ...addedColumns().map(attributeColumn),
  ]);
  const goneTo = createGoneTo(props);
  const wanted = (): number => rows().indexOf(goneTo() ?? -1);

  return (
    <section class="vw" aria-label="Table of spans">
      <ViewBar compact={props.compact} onTools={props.onTools}>
        <span class="vw-said" role="status">
          {counts(rows().length, props.columns.length)}
        </span>
        <Show when={(keys.value()?.length ?? 0) > 0}>
          <select
            aria-label="Add a column"
            value=""
            onChange={(event) => {
              const key = keys.value()?.find((each) => attributeId(each) === event.currentTarget.value);
              if (key !== undefined && !asked().includes(key)) setAsked([...asked(), key]);
              event.currentTarget.value = '';
            }}
          >
            <option value="">Add a column…</option>
            <AttributeOptions keys={keys.value() ?? []} />
          </select>
        </Show>
        <RowFilter
          state={props.state}
          onState={props.onState}
          finding={props.matches !== undefined}
          onlyMatches={onlyMatches()}
          onOnlyMatches={setOnlyMatches}
        />
      </ViewBar>
      <LongGrid
        label="Spans of this trace"
        columns={columns()}
        count={rows().length}
        sort={sort()}
        onSort={setSort}
        isSelected={(index) => rows()[index] === props.selected}
        isLit={(index) => !onlyMatches() && props.matches?.[rows()[index] ?? -1] === 1}
        onOpen={(index) => props.onSelect(rows()[index])}
        reveal={wanted()}
      />
    </section>
  );
}

function AttributeCell(props: { value: string | undefined }): JSX.Element {
  return (
    <Show when={props.value !== undefined}>
      <bdi title={props.value?.slice(0, 300)}>{props.value?.slice(0, 200)}</bdi>
    </Show>
  );
}

function counts(shown: number, all: number): string {
  return shown === all ? plural(all, 'span') : `${shown.toLocaleString('en')} of ${plural(all, 'span')}`;
}
