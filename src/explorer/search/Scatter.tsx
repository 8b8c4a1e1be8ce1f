/** All traces found, by start and duration. Its text alternative is the list below it. */
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { plural } from '../../words.ts';
import type { TraceSummary } from '../library/trace-library.ts';
import { formatClock, formatDuration } from '../parts/duration.ts';
import { elementWidth } from '../parts/element-size.ts';
import { indexAfterKey } from '../parts/list-keys.ts';
import { clockTicks } from './clock-ticks.ts';
import { type DurationScale, nearestPoint, scatterPlot, shapesPath } from './scatter-plot.ts';
import './scatter.css';

export interface ScatterProps {
  traces: readonly TraceSummary[];
  scale: DurationScale;
  /** Marked: the trace under the pointer or the keyboard, here or in the list. */
  pointed: string | undefined;
  onPoint: (traceId: string | undefined) => void;
  onOpen: (traceId: string) => void;
  /** Only what starts between these. */
  onRange: (fromUnixNano: bigint, toUnixNano: bigint) => void;
}

/** As in scatter.css. */
const heightPx = 132;
const labelsPx = 56;
const reachPx = 16;
/** A shorter drag is a click with an unsteady hand. */
const leastDragPx = 6;

export function Scatter(props: ScatterProps): JSX.Element {
  const [box, setBox] = createSignal<HTMLElement>();
  const [drag, setDrag] = createSignal<{ from: number; to: number }>();
  const width = elementWidth(box, 700);
  const plotPx = (): number => Math.max(80, width() - labelsPx);
  const plot = createMemo(() => scatterPlot(props.traces, props.scale, plotPx(), heightPx));
  const pointed = createMemo(() =>
    props.pointed === undefined
      ? -1
      : plot().points.findIndex((point) => props.traces[point.index]?.traceId === props.pointed),
  );
  const traceAt = (place: number): TraceSummary | undefined => {
    const point = plot().points[place];
    return point === undefined ? undefined : props.traces[point.index];
  };
  const placeOf = (event: PointerEvent): { x: number; y: number } => {
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const nearest = (event: PointerEvent): string | undefined => {
    const { x, y } = placeOf(event);
    const point = nearestPoint(plot().points, x, y, reachPx);
    return point === undefined ? undefined : props.traces[point.index]?.traceId;
  };

  const onPointerDown = (event: PointerEvent & { currentTarget: Element }): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { x } = placeOf(event);
    setDrag({ from: x, to: x });
  };
  const onPointerMove = (event: PointerEvent): void => {
    const started = drag();
    if (started === undefined) props.onPoint(nearest(event));
    else setDrag({ ...started, to: placeOf(event).x });
  };
  const onPointerUp = (event: PointerEvent): void => {
    const done = drag();
    setDrag(undefined);
    if (done === undefined) return;
    if (Math.abs(done.to - done.from) >= leastDragPx) {
      const [from, to] = [Math.min(done.from, done.to), Math.max(done.from, done.to)];
      props.onRange(plot().timeAt(from), plot().timeAt(to));
      return;
    }
    const traceId = nearest(event);
    if (traceId !== undefined) props.onOpen(traceId);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = { ArrowLeft: 'ArrowUp', ArrowRight: 'ArrowDown' }[event.key] ?? event.key;
    const trace = traceAt(pointed());
    const to = indexAfterKey(key, pointed(), plot().points.length, 10);
    if (to !== undefined) props.onPoint(traceAt(to)?.traceId);
    else if (event.key === 'Enter' && trace !== undefined) props.onOpen(trace.traceId);
    else return;
    event.preventDefault();
  };
  const said = (): string => {
    const trace = traceAt(pointed());
    return trace === undefined ? `${plural(plot().points.length, 'trace')}` : wordsOf(trace);
  };

  return (
    <figure class="sc" ref={setBox}>
      <svg class="sc-labels" width={labelsPx} height={heightPx} aria-hidden="true">
        <For each={plot().durationTicks}>
          {(tick) => (
            <text x={labelsPx - 6} y={tick.y} dy="0.35em" text-anchor="end">
              {tick.label}
            </text>
          )}
        </For>
      </svg>
      <div
        class="sc-plot"
        role="slider"
        aria-label="Traces by start and duration, one after the other"
        aria-valuemin={0}
        aria-valuemax={plot().points.length}
        aria-valuenow={pointed() + 1}
        aria-valuetext={said()}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocusIn={() => pointed() < 0 && props.onPoint(traceAt(0)?.traceId)}
        onFocusOut={() => props.onPoint(undefined)}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setDrag(undefined)}
        onPointerLeave={() => props.onPoint(undefined)}
      >
        <svg width={plotPx()} height={heightPx} aria-hidden="true">
          <For each={plot().durationTicks}>
            {(tick) => <line class="sc-line" x1={0} x2={plotPx()} y1={tick.y} y2={tick.y} />}
          </For>
          <path class="sc-traces" d={shapesPath(plot().points, false)} />
          <path class="sc-failed" d={shapesPath(plot().points, true)} />
          <Show when={plot().points[pointed()]}>
            {(point) => <circle class="sc-ring" cx={point().x} cy={point().y} r={point().radius + 4} />}
          </Show>
          <Show when={drag()}>
            {(range) => (
              <rect
                class="sc-range"
                x={Math.min(range().from, range().to)}
                width={Math.abs(range().to - range().from)}
                y={0}
                height={heightPx}
              />
            )}
          </Show>
        </svg>
        <Show when={plot().points[pointed()]}>
          {(point) => (
            <p
              class="sc-tip"
              classList={{ 'sc-tip-left': point().x > plotPx() / 2 }}
              style={{ '--x': `${point().x}px`, '--y': `${point().y}px` }}
              aria-hidden="true"
            >
              {said()}
            </p>
          )}
        </Show>
      </div>
      <svg class="sc-times" width={plotPx()} height={18} aria-hidden="true">
        <For each={clockTicks(plot().startUnixNano, plot().totalNs, plotPx())}>
          {(tick) => {
            const x = (): number =>
              plot().totalNs > 0 ? 10 + (plotPx() - 20) * (tick.ns / plot().totalNs) : plotPx() / 2;
            return (
              <text x={x()} y={13} text-anchor={x() < 30 ? 'start' : x() > plotPx() - 30 ? 'end' : 'middle'}>
                {tick.label}
              </text>
            );
          }}
        </For>
      </svg>
      <figcaption class="sc-key">
        <span class="sc-key-trace">trace</span>
        <span class="sc-key-failed">with errors</span>
        <span>larger: more spans</span>
        <Show when={plot().unplaced > 0}>
          <span>{`${plural(plot().unplaced, 'trace')} without a start not drawn`}</span>
        </Show>
        <span class="sc-hint">Drag over a range to see only that</span>
      </figcaption>
    </figure>
  );
}

function wordsOf(trace: TraceSummary): string {
  const errors = trace.errors > 0 ? `, ${plural(trace.errors, 'error')}` : '';
  return `${trace.service}: ${trace.name || '(no name)'}, ${formatDuration(trace.durationNs)}, ${plural(trace.spans, 'span')}${errors}, ${formatClock(trace.startUnixNano)}`;
}
