/** What the spans of a trace add up to, by service, operation or any attribute, and by another one below that. */
import { createMemo, createSignal, type JSX, Show } from 'solid-js';
import type { AttributeKey } from '../../library/trace-library.ts';
import { createAnswer } from '../../parts/create-answer.ts';
import { createResult } from '../../parts/create-result.ts';
import type { TraceViewProps } from '../../state/trace-view.ts';
import { type GridSort, LongGrid } from '../grid/LongGrid.tsx';
import { RowFilter } from '../rows/RowFilter.tsx';
import { SpanList } from '../rows/SpanList.tsx';
import { shownAttribute } from '../rows/shown-attribute.ts';
import { countedRows, rowsIn } from '../rows/shown-rows.ts';
import { ViewBar } from '../ViewBar.tsx';
import { GroupChoice } from './GroupChoice.tsx';
import { attributeOf, readGroupBy, writeGroupBy } from './group-by.ts';
import { type Grouping, type Statistics, statisticsOf, statisticsWithin } from './statistics.ts';
import { statisticsColumns } from './statistics-columns.tsx';
import { type LineSort, linesOf, statisticsFigures } from './statistics-lines.ts';
import { explainSums } from './statistics-words.ts';
import '../views.css';
import './statistics.css';

/** As many groups within groups are shown unasked. */
const fewLines = 60;

export function StatisticsView(props: TraceViewProps): JSX.Element {
  const [sort, setSort] = createSignal<GridSort>({ id: 'selfNs', descending: true });
  const [onlyMatches, setOnlyMatches] = createSignal(true);
  const [turned, setTurned] = createSignal<ReadonlySet<number>>(new Set());
  const [opened, setOpened] = createSignal<{ inner: boolean; group: number }>();
  const groupBy = createMemo(() => readGroupBy(props.state.groupBy));
  const keys = createAnswer({
    source: () => props.trace,
    about: (trace) => trace.columns.traceId,
    ask: (trace) => trace.attributeKeys(),
  });
  const outerGrouping = groupingOf(props, () => groupBy()[0]);
  const innerGrouping = groupingOf(props, () => groupBy()[1]);

  const counted = createMemo(() =>
    countedRows(props.columns, props.state.hiddenServices, onlyMatches() ? props.matches : undefined),
  );
  const outer = createResult(() => {
    const grouping = outerGrouping();
    return grouping && statisticsOf(props.columns, grouping, counted());
  });
  const within = createResult(() => {
    const [statistics, grouping] = [outer(), innerGrouping()];
    if (groupBy()[1] === undefined || statistics === undefined || grouping === undefined) return undefined;
    return statisticsWithin(props.columns, statistics, grouping);
  });
  const openAtFirst = (): boolean => (within()?.statistics.length ?? 0) <= fewLines;
  const isOpen = (group: number): boolean => turned().has(group) !== openAtFirst();
  const lines = createResult(() => {
    const [statistics, inside] = [outer(), within()];
    if (statistics === undefined) return undefined;
    const by: LineSort['by'] = statisticsFigures.find((figure) => figure === sort().id) ?? 'label';
    return linesOf(
      statistics,
      outerGrouping()?.values ?? [],
      inside && { of: inside, values: innerGrouping()?.values ?? [], isOpen },
      { by, descending: sort().descending },
    );
  });
  const line = (index: number): { inner: boolean; group: number } => ({
    inner: lines()?.inner[index] === 1,
    group: lines()?.group[index] ?? 0,
  });
  const levelOf = (index: number): Statistics | undefined =>
    line(index).inner ? within()?.statistics : outer();
  /** The value a line stands for; undefined: its spans have none. */
  const label = (of: { inner: boolean; group: number }): string | undefined =>
    of.inner
      ? innerGrouping()?.values[within()?.innerOf[of.group] ?? -1]
      : outerGrouping()?.values[outer()?.value[of.group] ?? -1];
  const columns = createMemo(() =>
    statisticsColumns({
      title: groupBy().map(titleOf).join(', '),
      services: props.services,
      isService: (index) => groupBy()[line(index).inner ? 1 : 0] === 'service',
      label: (index) => label(line(index)),
      statistics: levelOf,
      group: (index) => line(index).group,
    }),
  );
  const openedRows = createMemo(() => {
    const chosen = opened();
    const statistics = chosen?.inner ? within()?.statistics : outer();
    return chosen === undefined || statistics === undefined ? [] : rowsIn(statistics.groupOf, chosen.group);
  });
  const choose = (first: string, second: string | undefined): void => {
    setTurned(new Set<number>());
    setOpened(undefined);
    props.onState({ groupBy: writeGroupBy(first, second) });
  };

  return (
    <section class="vw" aria-label="Statistics">
      <ViewBar compact={props.compact} onTools={props.onTools}>
        <GroupChoice keys={keys.value() ?? []} outer={groupBy()[0]} inner={groupBy()[1]} onChoose={choose} />
        <RowFilter
          state={props.state}
          onState={props.onState}
          finding={props.matches !== undefined}
          onlyMatches={onlyMatches()}
          onOnlyMatches={setOnlyMatches}
        />
      </ViewBar>
      <LongGrid
        label={`Spans by ${groupBy().map(titleOf).join(', then by ')}`}
        columns={columns()}
        count={lines()?.length ?? 0}
        sort={sort()}
        onSort={setSort}
        isSelected={(index) => {
          const { inner, group } = line(index);
          return opened()?.inner === inner && opened()?.group === group;
        }}
        onOpen={(index) => setOpened(line(index))}
        tree={
          within() && {
            level: (index) => (line(index).inner ? 2 : 1),
            expanded: (index) => (line(index).inner ? undefined : isOpen(line(index).group)),
            onExpand: (index) => setTurned(toggled(turned(), line(index).group)),
          }
        }
      />
      <Show
        when={openedRows().length > 0 && opened()}
        fallback={<Sums {...props} of={outer()} all={counted() === undefined} />}
      >
        {(chosen) => (
          <SpanList
            {...props}
            what={label(chosen()) ?? 'no value'}
            rows={openedRows()}
            onClose={() => setOpened(undefined)}
          />
        )}
      </Show>
    </section>
  );
}

function Sums(props: TraceViewProps & { of: Statistics | undefined; all: boolean }): JSX.Element {
  return (
    <Show when={props.compact !== true && props.of}>
      {(of) => <p class="vw-note">{explainSums(props.columns.totalNs, of().allSelfNs, props.all)}</p>}
    </Show>
  );
}

/** The column a grouping names; undefined until an attribute's has been read. */
function groupingOf(props: TraceViewProps, name: () => string | undefined): () => Grouping | undefined {
  const attribute = createAnswer({
    source: () => {
      const key = attributeOf(name() ?? '');
      return key && { trace: props.trace, key };
    },
    about: ({ trace, key }) => `${trace.columns.traceId} ${key.from}:${key.key}`,
    ask: async ({ trace, key }) => ({
      of: await trace.attribute({ ...key, spans: 0 } satisfies AttributeKey),
      read: trace.columns,
    }),
  });
  return createMemo(() => {
    const { services, service, names, name: nameAt } = props.columns;
    if (name() === 'service') return { values: services, at: service };
    if (name() === 'name') return { values: names, at: nameAt };
    const known = attribute.value();
    return known && shownAttribute(known.of, known.read, props.columns);
  });
}

function titleOf(grouping: string | undefined): string {
  if (grouping === 'service') return 'Service';
  return grouping === 'name' ? 'Operation' : (attributeOf(grouping ?? '')?.key.slice(0, 80) ?? '');
}

function toggled(set: ReadonlySet<number>, member: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(member)) next.add(member);
  return next;
}
