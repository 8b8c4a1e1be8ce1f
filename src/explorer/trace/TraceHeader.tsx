import type { JSX } from 'solid-js';
import { plural } from '../../words.ts';
import type { TraceColumns } from '../model/trace-columns.ts';
import { formatClock, formatDuration, formatTimestamp } from '../parts/duration.ts';
import { ServiceLabel } from '../parts/ServiceLabel.tsx';
import type { TraceFacts } from './trace-facts.ts';

export interface TraceHeaderProps {
  columns: TraceColumns;
  facts: TraceFacts;
  services: readonly string[];
  /** How many spans failed, and are odd. */
  flags: JSX.Element;
  /** What can be done with the trace. */
  children: JSX.Element;
}

/** What is to be said of the trace as a whole. */
export function TraceHeader(props: TraceHeaderProps): JSX.Element {
  const start = (): bigint => props.columns.startUnixNano;
  return (
    <header class="trp-head">
      <h2 class="trp-title">
        <ServiceLabel service={props.facts.service} services={props.services} />
        <bdi class="trp-name">{props.facts.name || '(no name)'}</bdi>
      </h2>
      <p class="trp-facts">
        <span>{plural(props.columns.length, 'span')}</span>
        <span>{plural(props.columns.services.length, 'service')}</span>
        <span>{formatDuration(props.columns.totalNs)}</span>
        <time title={`Started ${formatTimestamp(start())}, your time`}>{formatClock(start())}</time>
        {props.flags}
      </p>
      <div class="trp-actions">{props.children}</div>
    </header>
  );
}
