/** What a table's cell says of a span, fact by fact. */
import { spanKinds, statusCodes } from '@spanlab/sandbox/schemas/span-enums.ts';
import { type JSX, Match, Show, Switch } from 'solid-js';
import { plural } from '../../../words.ts';
import { hasWarning, type Row, type TraceColumns } from '../../model/trace-columns.ts';
import { warningBits } from '../../model/warning-bits.ts';
import { warningLabels } from '../../model/warnings.ts';
import { formatDuration, formatTimestamp } from '../../parts/duration.ts';
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
      <Match when={props.fact === 'duration'}>
        {durationText(props.columns, props.row, props.columns.durationNs)}
      </Match>
      <Match when={props.fact === 'self'}>
        {durationText(props.columns, props.row, props.columns.selfNs)}
      </Match>
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
  if (hasWarning(columns, row, warningBits['no-start'])) return 'not set';
  return timeText(columns, columns.startNs[row] ?? 0, times);
}

/** A time of the trace: from its start on, or by the clock, to the microsecond as spans of one trace are close. */
export function timeText(columns: TraceColumns, ns: number, times: 'relative' | 'absolute'): string {
  if (times === 'relative') return formatDuration(ns);
  const stamp = formatTimestamp(columns.startUnixNano + BigInt(Math.round(ns)));
  return stamp.replace(/^.* (\d\d:\d\d:\d\d\.\d{6}).*$/u, '$1');
}

/** A duration of 0 is one; where a time is not set there is none. */
function durationText(columns: TraceColumns, row: Row, ns: Float64Array): string {
  const isKnown =
    !hasWarning(columns, row, warningBits['no-start']) && !hasWarning(columns, row, warningBits['no-end']);
  return isKnown ? formatDuration(ns[row] ?? 0) : 'not known';
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
