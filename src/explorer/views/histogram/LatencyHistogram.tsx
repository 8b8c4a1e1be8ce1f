/** How long many calls of one thing took: bars on a logarithmic scale, with one of them marked. */
import { createMemo, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js';
import { plural } from '../../../words.ts';
import { formatDuration } from '../../parts/duration.ts';
import { indexAfterKey } from '../../parts/list-keys.ts';
import { type LatencyBin, latencyBins } from './latency-bins.ts';
import { describeBin, describeLatencies } from './latency-words.ts';
import './histogram.css';

export interface LatencyHistogramProps {
  /** In nanoseconds, in any order. */
  durationsNs: ArrayLike<number>;
  /** What these are durations of: `GET /cart of storefront`. */
  what: string;
  /** Index in `durationsNs` of the one that is selected: it is marked. */
  selected?: number | undefined;
  /** What there is one duration of; a span when not given. */
  each?: 'span' | 'trace' | undefined;
  /** A bar was chosen: the indexes of its durations. Without it bars only tell. */
  onPick?: ((indexes: number[]) => void) | undefined;
}

/** Narrower bars could not be hit. */
const leastBarPx = 10;
/** On a phone so many have no room for their counts. */
const manyBins = 14;

export function LatencyHistogram(props: LatencyHistogramProps): JSX.Element {
  const caption = createUniqueId();
  const [active, setActive] = createSignal<number>();
  const latencies = createMemo(() => latencyBins(props.durationsNs, binsFor(props.durationsNs.length)));
  const each = (): string => props.each ?? 'span';
  const selectedBin = (): number =>
    props.selected === undefined ? -1 : (latencies().binOf[props.selected] ?? -1);
  /** One bar is in the order of Tab; the arrows lead to the others. */
  const stop = (): number => Math.min(active() ?? Math.max(0, selectedBin()), latencies().bins.length - 1);
  const at = (ns: number): number => placeOf(latencies().bins, ns);

  const pick = (index: number): void => {
    setActive(index);
    const indexes: number[] = [];
    latencies().binOf.forEach((bin, place) => {
      if (bin === index) indexes.push(place);
    });
    if (indexes.length > 0) props.onPick?.(indexes);
  };
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = { ArrowLeft: 'ArrowUp', ArrowRight: 'ArrowDown' }[event.key] ?? event.key;
    const to = indexAfterKey(key, stop(), latencies().bins.length, 5);
    if (to === undefined) return;
    event.preventDefault();
    setActive(to);
    event.currentTarget.querySelectorAll<HTMLElement>('.hg-bar')[to]?.focus();
  };

  return (
    <figure class="hg" aria-labelledby={caption}>
      <figcaption id={caption} class="hg-caption">
        <span>
          How long <bdi>{props.what}</bdi> takes
        </span>
        <span class="hg-facts">
          {describeLatencies(latencies(), props.durationsNs, each(), props.selected)}
        </span>
      </figcaption>
      <Show when={latencies().bins.length > 0}>
        <div
          class="hg-plot"
          classList={{ 'hg-many': latencies().bins.length > manyBins }}
          style={{ '--least': `${latencies().bins.length * leastBarPx}px` }}
        >
          <Percentile name="p50" at={at(latencies().p50Ns)} ns={latencies().p50Ns} />
          <Show when={latencies().p95Ns > latencies().p50Ns}>
            <Percentile name="p95" at={at(latencies().p95Ns)} ns={latencies().p95Ns} />
          </Show>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's */}
          <div
            class="hg-bars"
            role="group"
            aria-label={`${plural(latencies().bins.length, 'bar')}`}
            onKeyDown={onKeyDown}
          >
            <For each={latencies().bins}>
              {(bin, index) => (
                <button
                  type="button"
                  class="hg-bar"
                  classList={{ 'hg-selected': index() === selectedBin(), 'hg-none': bin.count === 0 }}
                  style={{ '--share': bin.count / Math.max(1, latencies().highest) }}
                  tabindex={index() === stop() ? 0 : -1}
                  aria-label={describeBin(bin, each(), index() === selectedBin())}
                  title={describeBin(bin, each(), index() === selectedBin())}
                  onFocus={() => setActive(index())}
                  onClick={() => pick(index())}
                >
                  <span class="hg-count" aria-hidden="true">
                    {bin.count === 0 ? '' : bin.count.toLocaleString('en')}
                  </span>
                  <span class="hg-block" />
                </button>
              )}
            </For>
          </div>
          <Axis bins={latencies().bins} />
        </div>
        <details class="hg-table">
          <summary>As a table</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">From</th>
                <th scope="col">To</th>
                <th scope="col">{each() === 'trace' ? 'Traces' : 'Spans'}</th>
              </tr>
            </thead>
            <tbody>
              <For each={latencies().bins.filter((bin) => bin.count > 0)}>
                {(bin) => (
                  <tr>
                    <td>{formatDuration(bin.fromNs)}</td>
                    <td>{formatDuration(bin.toNs)}</td>
                    <td>{bin.count.toLocaleString('en')}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </details>
      </Show>
    </figure>
  );
}

function Percentile(props: { name: 'p50' | 'p95'; at: number; ns: number }): JSX.Element {
  return (
    <div
      class={`hg-percentile hg-${props.name}`}
      classList={{ 'hg-before': props.at > 0.5 }}
      style={{ '--at': `${props.at * 100}%` }}
      aria-hidden="true"
    >
      <span>
        {props.name} {formatDuration(props.ns)}
      </span>
    </div>
  );
}

/** The bounds of some bins, as many as have room. */
function Axis(props: { bins: readonly LatencyBin[] }): JSX.Element {
  const marks = createMemo(() => {
    const every = Math.ceil(props.bins.length / 5);
    return props.bins.flatMap((bin, index) =>
      index % every === 0 ? [{ at: index / props.bins.length, label: formatDuration(bin.fromNs) }] : [],
    );
  });
  return (
    <div class="hg-axis" aria-hidden="true">
      <For each={marks()}>
        {(mark) => (
          <span classList={{ 'hg-before': mark.at > 0.88 }} style={{ '--at': `${mark.at * 100}%` }}>
            {mark.label}
          </span>
        )}
      </For>
    </div>
  );
}

/** Few durations in many bins would be a fence, not a shape. */
function binsFor(count: number): number {
  return Math.min(32, Math.max(8, Math.ceil(2 * Math.sqrt(count)) + 4));
}

/** Where a duration lies along bars of one width, 0 … 1. */
function placeOf(bins: readonly LatencyBin[], ns: number): number {
  const index = Math.max(
    0,
    bins.findLastIndex((bin) => bin.fromNs <= ns),
  );
  const bin = bins[index];
  if (bin === undefined) return 0;
  const within = bin.toNs > 0 ? Math.log(ns / bin.fromNs) / Math.log(bin.toNs / bin.fromNs) : 0.5;
  return (index + Math.min(1, Math.max(0, within))) / bins.length;
}
