import { createEffect, type JSX, on, onCleanup, Show } from 'solid-js';
import { formatDuration, formatTick } from '../parts/duration.ts';
import { digitsFor, timeOfDay } from './axis-ticks.ts';
import type { Zoom } from './create-zoom.ts';
import type { TimeWindow } from './zoom.ts';

export interface CursorLineProps {
  body: () => HTMLElement | undefined;
  /** Where the axis is, in the page's pixels. */
  axis: () => { leftPx: number; widthPx: number };
  zoom: Zoom;
  times: 'relative' | 'absolute';
  startUnixNano: bigint;
  /** The part that is being chosen by a drag along the axis. */
  choosing: TimeWindow | undefined;
}

/** A line below the pointer with the time it is at; and the part that is being chosen. Written past Solid: it moves often. */
export function CursorLine(props: CursorLineProps): JSX.Element {
  let line: HTMLDivElement | undefined;
  const label = document.createTextNode('');

  let x = 0;

  const hide = (): void => {
    if (line !== undefined) line.hidden = true;
  };
  const say = (): void => {
    const { fromNs, toNs } = props.zoom.part();
    const perPx = (toNs - fromNs) / Math.max(1, props.axis().widthPx);
    label.data = timeWords(props, fromNs + x * perPx, perPx);
  };
  const onMove = (event: PointerEvent): void => {
    const { leftPx, widthPx } = props.axis();
    x = event.clientX - leftPx;
    if (line === undefined || event.pointerType === 'touch' || x < 0 || x > widthPx) {
      hide();
      return;
    }
    line.hidden = false;
    line.style.transform = `translateX(${x}px)`;
    line.dataset['side'] = x > widthPx - 110 ? 'left' : 'right';
    say();
  };
  // Below a pointer that rests, what is drawn may change.
  createEffect(
    on([props.zoom.part, () => props.times], () => {
      if (line?.hidden === false) say();
    }),
  );
  createEffect(() => {
    const body = props.body();
    if (body === undefined) return;
    body.addEventListener('pointermove', onMove, { passive: true });
    body.addEventListener('pointerleave', hide);
    // Who goes on by keys looks elsewhere.
    body.addEventListener('keydown', hide);
    onCleanup(() => {
      body.removeEventListener('pointermove', onMove);
      body.removeEventListener('pointerleave', hide);
      body.removeEventListener('keydown', hide);
    });
  });
  const at = (ns: number): number => {
    const { fromNs, toNs } = props.zoom.part();
    return (100 * (ns - fromNs)) / Math.max(1, toNs - fromNs);
  };
  return (
    <div class="tl-over" aria-hidden="true">
      <Show when={props.choosing}>
        {(part) => (
          <div
            class="tl-choosing"
            style={{ left: `${at(part().fromNs)}%`, width: `${at(part().toNs) - at(part().fromNs)}%` }}
          >
            <span>{formatDuration(part().toNs - part().fromNs)}</span>
          </div>
        )}
      </Show>
      <div
        class="tl-cursor"
        hidden
        ref={(element) => {
          line = element;
        }}
      >
        <span>{label}</span>
      </div>
    </div>
  );
}

/** No more digits than a pixel is worth. */
function timeWords(
  { times, startUnixNano }: Pick<CursorLineProps, 'times' | 'startUnixNano'>,
  ns: number,
  perPx: number,
): string {
  if (times === 'relative' || startUnixNano === 0n) return formatTick(ns, perPx);
  return timeOfDay(startUnixNano + BigInt(Math.round(ns)), digitsFor(perPx));
}
