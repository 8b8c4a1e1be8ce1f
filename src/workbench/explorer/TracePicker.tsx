import { createSignal, For, type JSX, Show } from 'solid-js';
import { formatClock, formatDuration } from '../../explorer/parts/duration.ts';
import { Flag } from '../../explorer/parts/Flag.tsx';
import { createLongList } from '../../explorer/parts/long-list.ts';
import { ServiceLabel } from '../../explorer/parts/ServiceLabel.tsx';
import { plural, pluralOrNothing } from '../../words.ts';
import type { TraceSummary } from './trace-list.ts';
import './trace-picker.css';

export interface TracePickerProps {
  traces: readonly TraceSummary[];
  services: readonly string[];
  /** Id of the trace on show. */
  current: string | undefined;
  onPick: (traceId: string) => void;
}

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
      <h3 class="tp-head">{`${props.traces.length.toLocaleString('en')} traces`}</h3>
      <div
        class="tp-list"
        ref={setScroller}
        style={{ height: `${Math.min(4.5, props.traces.length) * rowPx}px` }}
      >
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
          {(service) => <ServiceLabel service={service} services={props.services} />}
        </For>
      </span>
      <Flag kind="error" words={pluralOrNothing(props.trace.errors, 'error')} />
      <span class="tp-figure">{plural(props.trace.spans.length, 'span')}</span>
      <span class="tp-figure">
        {formatDuration(Number(props.trace.endUnixNano - props.trace.startUnixNano))}
      </span>
      <span class="tp-figure tp-start">{formatClock(props.trace.startUnixNano)}</span>
    </>
  );
}
