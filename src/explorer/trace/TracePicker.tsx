import { createSignal, For, type JSX, Show } from 'solid-js';
import { plural, pluralOrNothing } from '../../words.ts';
import type { TraceSummary } from '../library/trace-library.ts';
import { formatClock, formatDuration } from '../parts/duration.ts';
import { Flag } from '../parts/Flag.tsx';
import { createLongList } from '../parts/long-list.ts';
import { ServiceLabel } from '../parts/ServiceLabel.tsx';
import './trace-picker.css';

export interface TracePickerProps {
  traces: readonly TraceSummary[];
  services: readonly string[];
  /** Id of the trace on show. */
  current: string | undefined;
  onPick: (traceId: string) => void;
}

/** As in trace-picker.css. */
const rowPx = 32;

/** The traces there are, when there is more than one: which of them shall be shown. */
export function TracePicker(props: TracePickerProps): JSX.Element {
  const [scroller, setScroller] = createSignal<HTMLElement>();
  const currentIndex = (): number => props.traces.findIndex((each) => each.traceId === props.current);
  const list = createLongList({
    count: () => props.traces.length,
    rowPx: () => rowPx,
    scroller,
    keep: currentIndex,
  });

  return (
    <div class="tp">
      <h2 class="tp-head">{`${props.traces.length.toLocaleString('en')} traces`}</h2>
      <div class="tp-list" ref={setScroller} style={{ '--tp-rows': Math.min(4.5, props.traces.length) }}>
        <ul style={{ height: `${list.heightPx()}px` }}>
          <For each={list.shown()}>
            {(index) => (
              <Show when={props.traces[index]}>
                {(trace) => (
                  <li
                    style={{ transform: `translateY(${list.topPx(index)}px)` }}
                    aria-setsize={props.traces.length}
                    aria-posinset={index + 1}
                  >
                    <button
                      type="button"
                      class="tp-row"
                      aria-current={trace().traceId === props.current}
                      onClick={() => props.onPick(trace().traceId)}
                    >
                      <TraceLine trace={trace()} services={props.services} />
                    </button>
                  </li>
                )}
              </Show>
            )}
          </For>
        </ul>
      </div>
    </div>
  );
}

function TraceLine(props: { trace: TraceSummary; services: readonly string[] }): JSX.Element {
  return (
    <>
      <bdi class="tp-name">{props.trace.name || '(no name)'}</bdi>
      <Show when={!props.trace.hasRoot}>
        <span class="ex-muted">no root span</span>
      </Show>
      <span class="tp-services">
        <For each={props.trace.services}>
          {(service) => <ServiceLabel service={service.name} services={props.services} />}
        </For>
      </span>
      <Flag kind="error" words={pluralOrNothing(props.trace.errors, 'error')} />
      <span class="tp-figure">{plural(props.trace.spans, 'span')}</span>
      <span class="tp-figure">{formatDuration(props.trace.durationNs)}</span>
      <span class="tp-figure tp-start">{formatClock(props.trace.startUnixNano)}</span>
    </>
  );
}
