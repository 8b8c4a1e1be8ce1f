// biome-ignore-all lint/a11y/useSemanticElements: rows placed by hand cannot be a <table>; the roles are the real thing
/** One trace on a time axis: a minimap, a tree grid of rows with bars, and what narrows both down. */
import { createEffect, createMemo, createSignal, type JSX, on, onMount, Show } from 'solid-js';
import type { Row } from '../model/trace-columns.ts';
import { revealed, visibleRows } from '../model/visible-rows.ts';
import { elementWidth } from '../parts/element-width.ts';
import type { TraceViewProps } from '../state/trace-view.ts';
import { Axis, AxisLines } from './Axis.tsx';
import { axisTicks } from './axis-ticks.ts';
import { ColumnLine } from './ColumnLine.tsx';
import { CursorLine } from './CursorLine.tsx';
import { createTimelineData } from './create-data.ts';
import { createTimelineRows } from './create-rows.ts';
import { createZoom } from './create-zoom.ts';
import { failed } from './fill-row.ts';
import { type Folded, levelStepped, nothingFolded, siblingsOpened, toggled } from './folding.ts';
import { Minimap } from './Minimap.tsx';
import { createPainted } from './painted.ts';
import { printRows } from './print-rows.ts';
import { type RowScene, serviceLooks } from './row-scene.ts';
import { nextRow } from './row-steps.ts';
import { Toolbar } from './Toolbar.tsx';
import { keepShare, keptShare, timeColumns } from './time-columns.ts';
import { attachTimeGestures } from './time-gestures.ts';
import { timelineAction } from './timeline-keys.ts';
import { traceWords } from './trace-words.ts';
import { indexOfRow, treeAction } from './tree-keys.ts';
import { type TimeWindow, windowBetween, windowShowing } from './zoom.ts';
import '../parts/row-list.css';
import './timeline.css';

/** As in timeline.css. */
const rowPx = 28;
const compactRowPx = 46;
const indentPx = 14;
const compactIndentPx = 8;

export function Timeline(props: TraceViewProps): JSX.Element {
  const [body, setBody] = createSignal<HTMLElement>();
  const [scroller, setScroller] = createSignal<HTMLElement>();
  const [share, setShare] = createSignal(keptShare(() => localStorage));
  const [folded, setFolded] = createSignal<Folded>(nothingFolded);
  const [activeNumber, setActiveNumber] = createSignal(-1);
  const [wentTo, setWentTo] = createSignal<Row>();
  const [choosing, setChoosing] = createSignal<TimeWindow>();
  const width = elementWidth(scroller, 800);
  const columns = createMemo(() => timeColumns(width(), share()));
  const zoom = createZoom({
    totalNs: () => props.columns.totalNs,
    state: () => props.state,
    onState: (change) => props.onState(change),
  });
  const hidden = createMemo(() => new Set(props.state.hiddenServices));
  const visible = createMemo(() => visibleRows(props.columns, { collapsed: folded(), hidden: hidden() }));
  const looks = createMemo(() => serviceLooks(props.columns.services, props.services));
  const data = createTimelineData(props);
  const active = createMemo(() => {
    const row = activeNumber() < 0 ? 0 : props.columns.number.indexOf(activeNumber());
    return Math.max(0, indexOfRow(visible(), Math.max(0, row)));
  });
  /** Deeper levels are not indented further: their number is shown instead. */
  const deepest = (): number =>
    columns().compact
      ? Math.max(6, Math.floor((width() * 0.25) / compactIndentPx))
      : Math.max(3, Math.floor((columns().namePx * 0.4) / indentPx));
  const scene = createMemo(
    (): RowScene => ({
      columns: props.columns,
      visible: visible(),
      folded: folded(),
      part: zoom.part(),
      looks: looks(),
      matches: props.matches,
      critical: data.critical(),
      events: data.events(),
      selected: props.selected,
      at: wentTo(),
      active: active(),
      deepest: deepest(),
      timePx: columns().timePx,
    }),
  );
  const painted = createPainted();
  const rows = createTimelineRows({
    scene,
    rowPx: () => (columns().compact ? compactRowPx : rowPx),
    onDrawn: painted.drawn,
  });
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

  // Another trace is read from its top, unfolded.
  createEffect(
    on(
      () => props.columns.traceId,
      () => {
        setFolded(nothingFolded);
        setActiveNumber(-1);
        setWentTo(undefined);
        scroller()?.scrollTo(0, 0);
      },
      { defer: true },
    ),
  );
  /** Unfolds what hides a row, makes it the one Tab stops at and brings it into view, in time as well. */
  const goTo = (row: Row): void => {
    setActiveNumber(props.columns.number[row] ?? -1);
    setFolded(revealed(props.columns, folded(), row));
    const start = props.columns.startNs[row] ?? 0;
    const seen = windowShowing(
      zoom.totalNs(),
      zoom.part(),
      start,
      start + (props.columns.durationNs[row] ?? 0),
    );
    if (seen !== zoom.part()) zoom.set(seen);
    // Rows that were folded are known only after this, when it is an effect that calls.
    queueMicrotask(() => {
      rows.reveal(active());
      if (rows.hasFocus()) rows.focus(active());
    });
  };
  createEffect(
    on(
      () => props.selected,
      (row) => {
        if (row !== undefined) goTo(row);
      },
    ),
  );
  createEffect(
    on(
      () => props.at,
      (at) => {
        setWentTo(at?.row);
        if (at !== undefined) goTo(at.row);
      },
    ),
  );
  // Spans that arrive, or rows that unfold, move the active row: the focus moves along.
  createEffect(
    on(active, (index) => {
      if (rows.hasFocus()) rows.focus(index);
    }),
  );

  const rowAt = (index: number): Row | undefined => visible()[index];
  const focusRow = (index: number): void => {
    const row = rowAt(index);
    if (row === undefined) return;
    setActiveNumber(props.columns.number[row] ?? -1);
    rows.reveal(index);
    rows.focus(index);
    if (props.selected !== undefined && props.selected !== row) props.onSelect(row);
  };
  const fold = (row: Row, closed: boolean): void => {
    setFolded(toggled(folded(), props.columns.number[row] ?? -1, closed));
  };
  const goToError = (step: 1 | -1): void => {
    const from = rowAt(active()) ?? 0;
    const row = nextRow(
      props.columns.length,
      wentTo() === undefined && step === 1 && !failed(scene(), from) ? from - 1 : from,
      step,
      (each) =>
        failed(scene(), each) &&
        !hidden().has(props.columns.services[props.columns.service[each] ?? 0] ?? ''),
    );
    if (row === undefined) return;
    setWentTo(row);
    goTo(row);
    if (props.selected !== undefined) props.onSelect(row);
  };
  const zoomToRow = (row: Row): void => {
    const start = props.columns.startNs[row] ?? 0;
    const end = start + (props.columns.durationNs[row] ?? 0);
    const room = Math.abs(end - start) * 0.05;
    zoom.set(windowBetween(zoom.totalNs(), Math.min(start, end) - room, Math.max(start, end) + room));
  };
  const onEscape = (): boolean => {
    if (props.selected !== undefined) props.onSelect(undefined);
    else if (!zoom.whole()) zoom.reset();
    else return false;
    return true;
  };
  const onTimelineKey = (event: KeyboardEvent): boolean => {
    const action = timelineAction(event.key, event.shiftKey);
    const row = rowAt(active());
    switch (action?.type) {
      case undefined:
        return false;
      case 'zoom':
        zoom.zoom(action.factor);
        return true;
      case 'pan':
        zoom.pan(action.share);
        return true;
      case 'reset':
        zoom.reset();
        return true;
      case 'zoom-to-row':
        if (row !== undefined) zoomToRow(row);
        return true;
      case 'error':
        goToError(action.step);
        return true;
      case 'level':
        setFolded(levelStepped(props.columns, folded(), action.step));
        return true;
      case 'critical':
        props.onState({ critical: !props.state.critical });
        return true;
      case 'times':
        props.onState({ times: props.state.times === 'relative' ? 'absolute' : 'relative' });
        return true;
    }
  };
  const onTreeKey = (event: KeyboardEvent): boolean => {
    const action = treeAction(
      event.key,
      { columns: props.columns, visible: visible(), folded: folded() },
      active(),
      rows.rowsPerPage(),
    );
    if (action === undefined) return false;
    if (action.type === 'focus') focusRow(action.index);
    else if (action.type === 'open') props.onSelect(action.row);
    else if (action.type === 'expand-siblings') {
      setFolded(siblingsOpened(props.columns, folded(), action.row));
    } else fold(action.row, action.type === 'collapse');
    return true;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const done = event.key === 'Escape' ? onEscape() : onTimelineKey(event) || onTreeKey(event);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : undefined;
    const index = Number(target?.closest('.tl-row')?.getAttribute('aria-rowindex') ?? 0) - 2;
    const row = rowAt(index);
    if (row === undefined) return;
    setActiveNumber(props.columns.number[row] ?? -1);
    rows.focus(index);
    const onToggle = target?.closest('.tl-toggle[data-state]') ?? null;
    if (onToggle === null) props.onSelect(row);
    else fold(row, onToggle.getAttribute('data-state') === 'true');
  };
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
  const [first, end] = [() => rows.inView()[0], () => rows.inView()[1]];
  const count = (): number => Math.max(1, visible().length);

  return (
    <div
      class="tl"
      classList={{ 'tl-compact': columns().compact }}
      style={{
        '--name-px': `${columns().namePx}px`,
        '--time-left-px': `${columns().timeLeftPx}px`,
        '--time-px': `${columns().timePx}px`,
      }}
    >
      <Toolbar
        view={props}
        folded={folded()}
        onFolded={setFolded}
        zoom={zoom}
        visible={visible()}
        onNextError={() => goToError(1)}
      />
      <Minimap
        columns={props.columns}
        visible={visible()}
        looks={looks()}
        zoom={zoom}
        heightPx={44}
        rowsFrom={first() / count()}
        rowsTo={end() / count()}
        matches={props.matches}
        words={traceWords(props.columns, visible().length)}
      />
      <div class="tl-body" ref={setBody}>
        <div
          class="tl-grid"
          role="treegrid"
          aria-label="Spans of this trace"
          aria-rowcount={visible().length + 1}
          aria-colcount={3}
          tabindex={-1}
          onKeyDown={onKeyDown}
        >
          <Axis ticks={marks()} times={props.state.times} />
          {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the tree grid handles the keys of its rows */}
          <div
            class="rl tl-scroll"
            ref={(element) => {
              setScroller(element);
              rows.setScroller(element);
            }}
            onClick={onClick}
          >
            <div
              role="rowgroup"
              class="rl-rows tl-rows"
              style={{ height: `${rows.heightPx()}px` }}
              ref={rows.setBox}
            >
              <AxisLines ticks={marks()} />
            </div>
          </div>
        </div>
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
