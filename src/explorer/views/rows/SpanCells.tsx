/** What a table's cell says of a span, fact by fact. */
import { spanKinds, statusCodes } from '@spanlab/sandbox/schemas/span-enums.ts';
import { type JSX, Match, Show, Switch } from 'solid-js';
import { plural } from '../../../words.ts';
import type { Row, TraceColumns } from '../../model/trace-columns.ts';
import { warningBits } from '../../model/warning-bits.ts';
import { warningLabels } from '../../model/warnings.ts';
import { formatClock, formatDuration } from '../../parts/duration.ts';
import { ErrorMark, WarningMark } from '../../parts/marks.tsx';
import { ServiceLabel } from '../../parts/ServiceLabel.tsx';
import { type SpanFact, warningCount } from './sorted-rows.ts';

export interface SpanCellProps {
  fact: SpanFact;
  columns: TraceColumns;
  row: Row;
  services: readonly string[];
  times: 'relative' | 'absolute';
}

export function SpanCell(props: SpanCellProps): JSX.Element {
  const at = (figures: ArrayLike<number>): number => figures[props.row] ?? 0;
  return (
    <Switch>
      <Match when={props.fact === 'name'}>
        <SpanName name={props.columns.names[at(props.columns.name)] ?? ''} />
      </Match>
      <Match when={props.fact === 'service'}>
        <ServiceLabel
          service={props.columns.services[at(props.columns.service)] ?? ''}
          services={props.services}
        />
      </Match>
      <Match when={props.fact === 'start'}>{startText(props.columns, props.row, props.times)}</Match>
      <Match when={props.fact === 'duration'}>{formatDuration(at(props.columns.durationNs))}</Match>
      <Match when={props.fact === 'self'}>{formatDuration(at(props.columns.selfNs))}</Match>
      <Match when={props.fact === 'kind'}>
        <span class="ex-muted">{spanKinds[at(props.columns.kind)]?.toLowerCase()}</span>
      </Match>
      <Match when={props.fact === 'status'}>
        <Status code={statusCodes[at(props.columns.status)] ?? 'UNSET'} />
      </Match>
      <Match when={props.fact === 'events'}>{some(at(props.columns.events))}</Match>
      <Match when={props.fact === 'warnings'}>
        <Warnings bits={at(props.columns.warnings)} count={warningCount(props.columns, props.row)} />
      </Match>
    </Switch>
  );
}

/** A name may be empty, or a megabyte: its beginning is enough for a row. */
export function SpanName(props: { name: string }): JSX.Element {
  return (
    <Show when={props.name !== ''} fallback={<span class="ex-muted">no name</span>}>
      <bdi title={props.name.slice(0, 300)}>{props.name.slice(0, 200)}</bdi>
    </Show>
  );
}

export function startText(columns: TraceColumns, row: Row, times: 'relative' | 'absolute'): string {
  const ns = columns.startNs[row] ?? 0;
  return times === 'relative'
    ? formatDuration(ns)
    : formatClock(columns.startUnixNano + BigInt(Math.round(ns)));
}

function Status(props: { code: string }): JSX.Element {
  return (
    <Show when={props.code === 'ERROR'} fallback={<span class="ex-muted">{props.code.toLowerCase()}</span>}>
      <span class="vw-status vw-bad">
        <ErrorMark />
        error
      </span>
    </Show>
  );
}

function Warnings(props: { bits: number; count: number }): JSX.Element {
  const labels = (): string =>
    Object.entries(warningBits)
      .filter(([, bit]) => (props.bits & bit) !== 0)
      .map(([kind]) => warningLabels[kind as keyof typeof warningBits])
      .join(', ');
  return (
    <Show when={props.count > 0}>
      <span class="vw-status vw-warn" title={labels()}>
        <WarningMark />
        <span class="ex-hidden">{plural(props.count, 'warning')}: </span>
        {props.count === 1 ? labels() : props.count}
      </span>
    </Show>
  );
}

function some(count: number): string {
  return count === 0 ? '' : count.toLocaleString('en');
}
