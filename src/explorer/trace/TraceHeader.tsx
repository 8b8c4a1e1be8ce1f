import { type JSX, Show } from 'solid-js';
import { plural, pluralOrNothing } from '../../words.ts';
import type { TraceColumns } from '../model/trace-columns.ts';
import { formatClock, formatDuration, formatTimestamp } from '../parts/duration.ts';
import { ErrorMark, WarningMark } from '../parts/marks.tsx';
import { ServiceLabel } from '../parts/ServiceLabel.tsx';
import type { TraceFacts } from './trace-facts.ts';

export interface TraceHeaderProps {
  columns: TraceColumns;
  facts: TraceFacts;
  services: readonly string[];
  onNextError: () => void;
  onNextOdd: () => void;
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
        <span class="trp-services">{plural(props.columns.services.length, 'service')}</span>
        <span>{formatDuration(props.columns.totalNs)}</span>
        <time class="trp-start" title={`Started ${formatTimestamp(start())}, your time`}>
          {formatClock(start())}
        </time>
        <Show when={pluralOrNothing(props.facts.errors, 'error')}>
          {(words) => (
            <button
              type="button"
              class="trp-flag trp-flag-error"
              title="Next error  e"
              onClick={() => props.onNextError()}
            >
              <ErrorMark />
              {words()}
              <span class="ex-hidden">: go to the next</span>
            </button>
          )}
        </Show>
        <Show when={pluralOrNothing(props.facts.odd, 'warning')}>
          {(words) => (
            <button
              type="button"
              class="trp-flag trp-flag-warning"
              title="Next span with something odd"
              onClick={() => props.onNextOdd()}
            >
              <WarningMark />
              {words()}
              <span class="ex-hidden">: go to the next</span>
            </button>
          )}
        </Show>
      </p>
      <div class="trp-actions">{props.children}</div>
    </header>
  );
}
