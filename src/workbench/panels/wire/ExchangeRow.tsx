// biome-ignore-all lint/a11y/useSemanticElements: rows placed by hand cannot be a <table>; the roles are the real thing
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, cells do not, as the grid pattern allows
import type { Exchange } from '@spanlab/sandbox/schemas/run-event.ts';
import { type JSX, Show } from 'solid-js';
import { formatBytes, formatDuration } from '../../../explorer/parts/duration.ts';
import { ErrorMark } from '../../../explorer/parts/marks.tsx';
import { ServiceLabel } from '../../../explorer/parts/ServiceLabel.tsx';
import { address, bytesCarried, wentWrong } from './exchange-words.ts';

export interface ExchangeRowProps {
  exchange: Exchange;
  services: readonly string[];
  index: number;
  topPx: number;
  active: boolean;
  selected: boolean;
  onClick: () => void;
}

export function ExchangeRow(props: ExchangeRowProps): JSX.Element {
  const exchange = (): Exchange => props.exchange;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of its rows
    <div
      role="row"
      class="rl-row rl-columns wi-row wi-columns"
      classList={{ 'wi-selected': props.selected }}
      style={{ transform: `translateY(${props.topPx}px)` }}
      tabindex={props.active ? 0 : -1}
      aria-rowindex={props.index + 2}
      aria-selected={props.selected}
      onClick={() => props.onClick()}
    >
      <span role="gridcell" class="wi-from">
        <ServiceLabel service={exchange().from} services={props.services} />
      </span>
      <span role="gridcell" class="wi-to">
        <span class="ex-muted" aria-hidden="true">
          →
        </span>
        <Receiver exchange={exchange()} services={props.services} />
      </span>
      <span role="gridcell" class="wi-request" title={exchange().url}>
        <span class="wi-method">{exchange().method}</span> <bdi>{address(exchange().url).target}</bdi>
      </span>
      <span role="gridcell" class="wi-status">
        <Outcome exchange={exchange()} />
      </span>
      <span role="gridcell" class="wi-figure wi-size">
        {formatBytes(bytesCarried(exchange()))}
      </span>
      <span role="gridcell" class="wi-figure wi-time">
        {formatDuration((exchange().endedAtMs - exchange().startedAtMs) * 1e6)}
      </span>
    </div>
  );
}

/** Who answered, or the address at which nobody listened. */
export function Receiver(props: { exchange: Exchange; services: readonly string[] }): JSX.Element {
  return (
    <Show
      when={props.exchange.to}
      fallback={<bdi class="ex-muted wi-nobody">{address(props.exchange.url).host || 'nobody'}</bdi>}
    >
      {(to) => <ServiceLabel service={to()} services={props.services} />}
    </Show>
  );
}

/** The answer's status; a shape and a word where there was none. */
export function Outcome(props: { exchange: Exchange }): JSX.Element {
  return (
    <span class="wi-outcome" classList={{ 'ex-flag-error': wentWrong(props.exchange) }}>
      <Show when={wentWrong(props.exchange)}>
        <ErrorMark />
      </Show>
      {props.exchange.response?.status ?? 'failed'}
    </span>
  );
}
