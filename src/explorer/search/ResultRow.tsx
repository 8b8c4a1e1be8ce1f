// biome-ignore-all lint/a11y/useSemanticElements: rows placed by hand cannot be a <table>; the roles are the real thing
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, cells do not, as the grid pattern allows
import { type JSX, Show } from 'solid-js';
import { plural, pluralOrNothing } from '../../words.ts';
import type { TraceSummary } from '../library/trace-library.ts';
import { formatDuration, formatTimestamp } from '../parts/duration.ts';
import { Flag } from '../parts/Flag.tsx';
import { ServiceLabel } from '../parts/ServiceLabel.tsx';
import { ago } from './ago.ts';
import { ServiceCounts } from './ServiceCounts.tsx';

export interface ResultRowProps {
  trace: TraceSummary;
  index: number;
  topPx: number;
  services: readonly string[];
  /** Of all that were found: the length of a whole bar. */
  longestNs: number;
  nowMs: number;
  active: boolean;
  ticked: boolean;
  fresh: boolean;
  /** Two lines instead of columns. */
  card: boolean;
  onOpen: () => void;
  onTick: () => void;
  onHover: (over: boolean) => void;
}

/** One trace among those found. */
export function ResultRow(props: ResultRowProps): JSX.Element {
  const name = (): string => props.trace.name || '(no name)';
  const exact = (): string => startWords(props.trace.startUnixNano, props.nowMs);
  const since = () => ago(props.trace.startUnixNano, props.nowMs);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of its rows
    <div
      role="row"
      class="rl-row rl-columns sr-row"
      classList={{ 'sr-card': props.card, 'sr-columns': !props.card, 'sr-ticked': props.ticked }}
      style={{ transform: `translateY(${props.topPx}px)` }}
      tabindex={props.active ? 0 : -1}
      aria-rowindex={props.index + 2}
      aria-selected={props.ticked}
      onPointerEnter={() => props.onHover(true)}
      onPointerLeave={() => props.onHover(false)}
      onClick={(event) => {
        if (event.target.closest('.sr-tick') === null) props.onOpen();
      }}
    >
      <div role="gridcell" class="sr-tick">
        <label>
          <input
            type="checkbox"
            tabindex={-1}
            checked={props.ticked}
            aria-label={`Compare ${name()}`}
            onChange={(event) => {
              props.onTick();
              // Whether it is ticked is told by the page, not by the browser.
              event.currentTarget.checked = props.ticked;
            }}
          />
        </label>
      </div>
      <div role="gridcell" class="sr-name">
        <ServiceLabel service={props.trace.service} services={props.services} />
        <bdi title={name()}>{name()}</bdi>
        <Show when={!props.trace.hasRoot}>
          <span
            class="ex-muted"
            title="Every span speaks of a parent that is not here: this is the first one."
          >
            no root span
          </span>
        </Show>
        <Show when={props.fresh}>
          <span class="sr-new">new</span>
        </Show>
      </div>
      <div role="gridcell" class="sr-in">
        <ServiceCounts of={props.trace.services} services={props.services} />
      </div>
      <div role="gridcell" class="sr-spans">
        {props.card ? plural(props.trace.spans, 'span') : props.trace.spans.toLocaleString('en')}
      </div>
      <div role="gridcell" class="sr-errors">
        <Show when={props.trace.errors > 0} fallback={<span class="ex-muted">{props.card ? '' : '–'}</span>}>
          <Flag kind="error" words={pluralOrNothing(props.trace.errors, 'error')} />
        </Show>
      </div>
      <div role="gridcell" class="sr-duration">
        <span>{formatDuration(props.trace.durationNs)}</span>
        <span class="sr-bar" aria-hidden="true">
          <i style={{ width: `${share(props.trace.durationNs, props.longestNs)}%` }} />
        </span>
      </div>
      <div role="gridcell" class="sr-start">
        <Show when={since()}>{(words) => <span>{words()}</span>}</Show>
        <time class="ex-muted" title={formatTimestamp(props.trace.startUnixNano)}>
          {exact()}
        </time>
      </div>
    </div>
  );
}

function share(ns: number, longestNs: number): number {
  return longestNs > 0 ? Math.min(100, Math.max(0, (ns / longestNs) * 100)) : 0;
}

/** To the millisecond; with the date when it is another day's. */
function startWords(unixNano: bigint, nowMs: number): string {
  const text = formatTimestamp(unixNano).slice(0, 23);
  const today = formatTimestamp(BigInt(Math.round(nowMs)) * 1_000_000n).slice(0, 11);
  return text.startsWith(today) ? text.slice(11) : text;
}
