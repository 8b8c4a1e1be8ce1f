/** The columns of the statistics. */
import { type JSX, Show } from 'solid-js';
import { formatDuration } from '../../parts/duration.ts';
import { ServiceLabel } from '../../parts/ServiceLabel.tsx';
import type { GridColumn } from '../grid/LongGrid.tsx';
import type { Statistics } from './statistics.ts';
import type { StatisticsFigure } from './statistics-lines.ts';

export interface StatisticsLines {
  /** What lines are grouped by. */
  title: string;
  services: readonly string[];
  isService: (index: number) => boolean;
  label: (index: number) => string | undefined;
  /** Figures of a line: entry `group` of `statistics`. */
  statistics: (index: number) => Statistics | undefined;
  group: (index: number) => number;
}

const durations: readonly { id: StatisticsFigure; title: string; help: string }[] = [
  { id: 'minNs', title: 'Min', help: 'The shortest' },
  { id: 'medianNs', title: 'Median', help: 'Half of them take no longer' },
  { id: 'p95Ns', title: 'p95', help: '95 in 100 take no longer' },
  { id: 'maxNs', title: 'Max', help: 'The longest' },
];

export function statisticsColumns(lines: StatisticsLines): GridColumn[] {
  const figure = (id: StatisticsFigure) => (index: number) =>
    lines.statistics(index)?.[id][lines.group(index)] ?? 0;
  const duration = (id: StatisticsFigure, title: string, help: string): GridColumn => ({
    id,
    title,
    help,
    figures: true,
    sortable: true,
    track: '5.75rem',
    cell: (index) => formatDuration(figure(id)(index)),
  });
  const count = (id: StatisticsFigure, title: string): GridColumn => ({
    id,
    title,
    figures: true,
    sortable: true,
    track: '4.75rem',
    cell: (index) => <Count of={figure(id)(index)} isBad={id === 'errors'} />,
  });
  return [
    {
      id: 'label',
      title: lines.title,
      sortable: true,
      track: 'minmax(min(14rem, 42cqw), 2fr)',
      cell: (index) => (
        <Label value={lines.label(index)} isService={lines.isService(index)} services={lines.services} />
      ),
    },
    {
      id: 'share',
      title: 'Share',
      help: 'Of all self time: the column adds up to 100 %',
      figures: true,
      track: '6.5rem',
      cell: (index) => <Share of={figure('selfNs')(index)} all={lines.statistics(index)?.allSelfNs ?? 0} />,
    },
    duration('selfNs', 'Self time', 'Without what the children of its spans take'),
    duration('totalNs', 'Total', 'Durations added up, also where spans overlap'),
    count('spans', 'Spans'),
    count('errors', 'Errors'),
    ...durations.map(({ id, title, help }) => duration(id, title, help)),
  ];
}

function Label(props: {
  value: string | undefined;
  isService: boolean;
  services: readonly string[];
}): JSX.Element {
  return (
    <Show
      when={props.value}
      fallback={<span class="ex-muted">{props.value === '' ? 'empty' : 'no value'}</span>}
    >
      {(value) => (
        <Show
          when={props.isService}
          fallback={<bdi title={value().slice(0, 300)}>{value().slice(0, 200)}</bdi>}
        >
          <ServiceLabel service={value()} services={props.services} />
        </Show>
      )}
    </Show>
  );
}

function Count(props: { of: number; isBad: boolean }): JSX.Element {
  return (
    <span classList={{ 'vw-bad': props.isBad && props.of > 0, 'ex-muted': props.of === 0 }}>
      {props.of.toLocaleString('en')}
    </span>
  );
}

function Share(props: { of: number; all: number }): JSX.Element {
  const share = (): number => (props.all > 0 ? props.of / props.all : 0);
  return (
    <span class="st-share" style={{ '--share': share() }}>
      {percent(share())}
    </span>
  );
}

function percent(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1 %';
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}
