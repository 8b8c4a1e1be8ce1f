// biome-ignore-all lint/a11y/useSemanticElements: rows placed by hand cannot be a <table>; the roles are the real thing
/** One trace on a time axis: a minimap, a tree grid of rows with bars, and what narrows both down. */
import { createEffect, createMemo, createSignal, type JSX, on, onCleanup, onMount, Show } from 'solid-js';
import { grouped } from '../../words.ts';
import { elementHeight, elementWidth } from '../parts/element-size.ts';
import { mostPrintedRows } from '../parts/printing.ts';
import type { TraceViewProps } from '../state/trace-view.ts';
import { Axis, AxisLines } from './Axis.tsx';
import { axisTicks } from './axis-ticks.ts';
import { ColumnLine } from './ColumnLine.tsx';
import { CursorLine } from './CursorLine.tsx';
import { createActions, createWentTo } from './create-actions.ts';
import { createTimelineData } from './create-data.ts';
import { createTimelineRows } from './create-rows.ts';
import { createTree } from './create-tree.ts';
import { createZoom } from './create-zoom.ts';
import { Minimap } from './Minimap.tsx';
import { createPainted } from './painted.ts';
import { printRows } from './print-rows.ts';
import { type RowScene, serviceLooks } from './row-scene.ts';
import { Toolbar, type ToolbarProps } from './Toolbar.tsx';
import { keepShare, keptShare, timeColumns } from './time-columns.ts';
import { attachTimeGestures } from './time-gestures.ts';
import { traceWords } from './trace-words.ts';
import type { TimeWindow } from './zoom.ts';
import '../parts/row-list.css';
import './timeline.css';

/** As in timeline.css. */
const rowPx = 28;
const compactRowPx = 46;
const indentPx = 14;
const compactIndentPx = 8;
const minimapPx = 44;
const thinMinimapPx = 24;
/** Below these heights the rows need the room more: than a high minimap, than any. */
const thinBelowPx = 400;
const noneBelowPx = 260;

export function Timeline(props: TraceViewProps): JSX.Element {
  const [root, setRoot] = createSignal<HTMLElement>();
  const [body, setBody] = createSignal<HTMLElement>();
  const [scroller, setScroller] = createSignal<HTMLElement>();
  const [share, setShare] = createSignal(keptShare(() => localStorage));
  const [choosing, setChoosing] = createSignal<TimeWindow>();
  const width = elementWidth(scroller, 800);
  const height = elementHeight(root, 600);
  const isLow = (): boolean => props.compact === true || height() < noneBelowPx;
  const columns = createMemo(() => timeColumns(width(), share(), isLow()));
  const zoom = createZoom({
    totalNs: () => props.columns.totalNs,
    state: () => props.state,
    onState: (change) => props.onState(change),
  });
  const tree = createTree(props);
  const data = createTimelineData(props);
  const looks = createMemo(() => serviceLooks(props.columns.services, props.services));
  const wentTo = createWentTo(props);
  /** Deeper levels are not indented further: their number is shown instead. */
  const deepest = (): number =>
    columns().compact
      ? Math.max(6, Math.floor((width() * 0.25) / compactIndentPx))
      : Math.max(3, Math.floor((columns().namePx * 0.4) / indentPx));
  const scene = createMemo(
    (): RowScene => ({
      ...tree.rows(),
      part: zoom.part(),
      looks: looks(),
      matches: props.matches,
      critical: data.critical(),
      events: data.events(),
      selected: props.selected,
      at: wentTo(),
      active: tree.active(),
      deepest: deepest(),
      timePx: columns().timePx,
    }),
  );
  const rows = createTimelineRows({
    scene,
    rowPx: () => (columns().compact ? compactRowPx : rowPx),
    onDrawn: createPainted().drawn,
  });
  const actions = createActions({ props, tree, zoom, rows });
  printRows({ rows });
  const marks = createMemo(() =>
    axisTicks(zoom.part(), {
      times: props.state.times,
      startUnixNano: props.columns.startUnixNano,
      widthPx: columns().timePx,
    }),
  );
  const axisBox = (): { leftPx: number; widthPx: number } => ({
    leftPx: (scroller()?.getBoundingClientRect().left ?? 0) + columns().timeLeftPx,
    widthPx: columns().timePx,
  });
  createEffect(
    on(
      createMemo(() => props.columns.traceId),
      () => scroller()?.scrollTo(0, 0),
      { defer: true },
    ),
  );
  onMount(() => {
    const element = body();
    if (element === undefined) return;
    attachTimeGestures(element, {
      zoom,
      axis: axisBox,
      choosesAt: (target) => target instanceof Element && target.closest('.tl-axis') !== null,
      onChoosing: setChoosing,
    });
  });
  const inView = (edge: 0 | 1): number => rows.inView()[edge] / Math.max(1, tree.visible().length);
  const unprinted = (): number => tree.visible().length - mostPrintedRows;

  const tools = (room: () => ToolbarProps['room']): JSX.Element => (
    <Toolbar
      view={props}
      folded={tree.folded()}
      onFolded={tree.setFolded}
      zoom={zoom}
      visible={tree.visible()}
      criticalNs={data.critical()?.wholeNs}
      room={room()}
    />
  );
  createEffect(
    on(
      () => props.compact === true,
      (isCompact) => props.onTools?.(isCompact ? () => tools(() => 'menu') : undefined),
    ),
  );
  onCleanup(() => props.onTools?.(undefined));

  return (
    <div
      ref={setRoot}
      class="tl"
      classList={{ 'tl-compact': columns().compact, 'tl-low': isLow() }}
      style={{
        '--name-px': `${columns().namePx}px`,
        '--time-left-px': `${columns().timeLeftPx}px`,
        '--time-px': `${columns().timePx}px`,
        '--rows-px': `${rows.heightPx()}px`,
      }}
    >
      <Show when={props.compact !== true}>{tools(() => (columns().compact ? 'narrow' : 'wide'))}</Show>
      <Show when={!isLow()}>
        <Minimap
          columns={props.columns}
          visible={tree.visible()}
          looks={looks()}
          zoom={zoom}
          heightPx={height() < thinBelowPx ? thinMinimapPx : minimapPx}
          rowsFrom={inView(0)}
          rowsTo={inView(1)}
          matches={props.matches}
          words={traceWords(props.columns, tree.visible().length)}
        />
      </Show>
      <div class="tl-body" ref={setBody}>
        <div
          class="tl-grid"
          role="treegrid"
          aria-label="Spans of this trace"
          aria-rowcount={tree.visible().length + 1}
          aria-colcount={3}
          tabindex={-1}
          onKeyDown={actions.onKeyDown}
        >
          <Axis ticks={marks()} times={props.state.times} />
          {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the tree grid handles the keys of its rows */}
          <div
            class="rl tl-scroll"
            ref={(element) => {
              setScroller(element);
              rows.setScroller(element);
            }}
            onClick={actions.onClick}
          >
            <div role="rowgroup" class="rl-rows tl-rows" ref={rows.setBox}>
              <AxisLines ticks={marks()} />
            </div>
          </div>
        </div>
        <Show when={unprinted() > 0}>
          <p class="tl-unprinted">{`${grouped(unprinted())} more rows are not printed.`}</p>
        </Show>
        <CursorLine
          body={body}
          axis={axisBox}
          zoom={zoom}
          times={props.state.times}
          startUnixNano={props.columns.startUnixNano}
          choosing={choosing()}
        />
        <Show when={!columns().compact}>
          <ColumnLine
            leftPx={columns().timeLeftPx}
            widthPx={width()}
            share={share()}
            onShare={setShare}
            onKeep={() => keepShare(() => localStorage, share())}
          />
        </Show>
      </div>
    </div>
  );
}
