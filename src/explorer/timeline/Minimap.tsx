/** The whole trace in a strip, with a window on the part that is drawn. */
import { createEffect, createMemo, type JSX, on, onCleanup, Show } from 'solid-js';
import type { TraceColumns } from '../model/trace-columns.ts';
import { formatDuration } from '../parts/duration.ts';
import { elementWidth } from '../parts/element-size.ts';
import { colourOf, pixelsOf, themeChanges } from './canvas-colours.ts';
import type { Zoom } from './create-zoom.ts';
import { drawMarks, drawMinimap } from './minimap-pixels.ts';
import type { ServiceLook } from './row-scene.ts';
import { createWindowDrag } from './window-drag.ts';
import './minimap.css';

export interface MinimapProps {
  columns: TraceColumns;
  visible: Uint32Array;
  looks: readonly ServiceLook[];
  zoom: Zoom;
  heightPx: number;
  /** Which of the rows are in view, as fractions of all of them. */
  rowsFrom: number;
  rowsTo: number;
  matches: Uint8Array | undefined;
  /** What it shows, in a sentence. */
  words: string;
}

export function Minimap(props: MinimapProps): JSX.Element {
  let canvas: HTMLCanvasElement | undefined;
  let strip: HTMLDivElement | undefined;
  const width = elementWidth(() => strip, 600);
  const theme = themeChanges();
  const drag = createWindowDrag(props.zoom, () => strip?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1));
  const size = createMemo(() => {
    const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
    return { width: Math.round(width() * ratio), height: Math.round(props.heightPx * ratio) };
  });

  let frame = 0;
  const draw = (): void => {
    frame = 0;
    const context = canvas?.getContext('2d');
    if (canvas === undefined || context === null || context === undefined) return;
    const shown = canvas;
    const { width: w, height: h } = size();
    if (shown.width !== w || shown.height !== h) {
      shown.width = w;
      shown.height = h;
    }
    const colours = pixelsOf(
      ['var(--ex-bad)', 'var(--ex-warn)', ...props.looks.map((look) => look.colour)].map((each) =>
        colourOf(shown, each),
      ),
    );
    const [error = 0, match = 0, ...services] = colours;
    const { columns, visible } = props;
    const pixels = drawMinimap(columns, visible, size(), { services, error, match });
    drawMarks(pixels, columns, visible, props.matches, size(), { services, error, match });
    context.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer as ArrayBuffer), w, h), 0, 0);
  };
  createEffect(
    on(
      [() => props.columns, () => props.visible, () => props.looks, () => props.matches, size, theme],
      () => {
        if (frame === 0) frame = requestAnimationFrame(draw);
      },
    ),
  );
  onCleanup(() => cancelAnimationFrame(frame));

  const part = () => drag.choosing() ?? props.zoom.part();
  const left = (): number => (100 * part().fromNs) / Math.max(1, props.zoom.totalNs());
  const right = (): number => 100 - (100 * part().toNs) / Math.max(1, props.zoom.totalNs());
  const narrowed = (): boolean => drag.choosing() !== undefined || !props.zoom.whole();

  const edge = (which: 'fromNs' | 'toNs', name: string): JSX.Element => (
    // biome-ignore lint/a11y/useFocusableInteractive: it is, by tabindex
    <div
      class={`mm-edge mm-edge-${which}`}
      role="slider"
      tabindex={0}
      aria-label={name}
      aria-orientation="horizontal"
      aria-valuemin={which === 'fromNs' ? 0 : Math.round(part().fromNs)}
      aria-valuemax={which === 'fromNs' ? Math.round(part().toNs) : Math.round(props.zoom.totalNs())}
      aria-valuenow={Math.round(part()[which])}
      aria-valuetext={formatDuration(part()[which])}
      onKeyDown={(event) => drag.onEdgeKey(event, which)}
    />
  );

  return (
    <div
      class="mm"
      style={{ height: `${props.heightPx}px` }}
      ref={(element) => {
        strip = element;
        drag.attach(element);
      }}
    >
      <canvas
        ref={(element) => {
          canvas = element;
        }}
        role="img"
        aria-label={props.words}
      />
      <i
        class="mm-rows"
        aria-hidden="true"
        hidden={props.rowsTo - props.rowsFrom >= 1}
        style={{ top: `${props.rowsFrom * 100}%`, height: `${(props.rowsTo - props.rowsFrom) * 100}%` }}
      />
      <Show when={narrowed()}>
        <i class="mm-shade mm-shade-left" style={{ width: `${left()}%` }} />
        <i class="mm-shade mm-shade-right" style={{ width: `${right()}%` }} />
      </Show>
      <div class="mm-window" data-narrowed={narrowed()} style={{ left: `${left()}%`, right: `${right()}%` }}>
        {edge('fromNs', 'Start of the part that is drawn')}
        {edge('toNs', 'End of the part that is drawn')}
      </div>
    </div>
  );
}
