/** A trace that is there: what it is, its views, what is found in it, and one of its spans in full. */
import type { SourceLocation } from '@spanlab/sandbox/schemas/run-event.ts';
import { createMemo, createSignal, createUniqueId, type JSX, lazy, onMount, Show, Suspense } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { isPlainKey, isTyping } from '../app/typing.ts';
import type { OpenTrace, TraceLibrary } from '../library/trace-library.ts';
import { correctClocks } from '../model/clock-skew.ts';
import type { Row, TraceColumns } from '../model/trace-columns.ts';
import { type ExplorerState, emptyQuery, type TraceViewName, traceViews } from '../state/explorer-state.ts';
import { FindBar } from '../timeline/FindBar.tsx';
import { isFailed } from '../timeline/is-failed.ts';
import { nextRow } from '../timeline/row-steps.ts';
import { ServicesMenu } from '../timeline/ServicesMenu.tsx';
import { findSpan } from './find-span.ts';
import { createSelectedSpan } from './selected-span.ts';
import { TabList } from './TabList.tsx';
import { TraceActions } from './TraceActions.tsx';
import { TraceHeader } from './TraceHeader.tsx';
import { TraceNotices } from './TraceNotices.tsx';
import { isOdd, isOrphan, traceFacts } from './trace-facts.ts';
import { viewLabels, viewParts } from './trace-views.ts';
import '../parts/detail-pane.css';

export interface ShownTraceProps {
  library: TraceLibrary;
  trace: OpenTrace;
  services: readonly string[];
  state: ExplorerState;
  onState: (change: Partial<ExplorerState>) => void;
  sources: Readonly<Record<string, SourceLocation>> | undefined;
  onOpenSource: ((location: SourceLocation) => void) | undefined;
  /** Address of this trace in a real Jaeger. */
  elsewhere: string | undefined;
  /** There are no pages beside this one. */
  alone: boolean;
  /** There is room for a span's detail beside the view. */
  beside: boolean;
  /** In front of the actions: where another trace is chosen. */
  picker: JSX.Element;
  actions: JSX.Element;
}

const SpanDetail = lazy(async () => ({ default: (await import('../span/SpanDetail.tsx')).SpanDetail }));

export function ShownTrace(props: ShownTraceProps): JSX.Element {
  const [matches, setMatches] = createSignal<Uint8Array>();
  const [at, setAt] = createSignal<{ readonly row: Row }>();
  const id = createUniqueId();
  const panelId = `${id}-panel`;
  const tabId = (name: TraceViewName): string => `${id}-${name}`;
  let root: HTMLDivElement | undefined;

  const reported = (): TraceColumns => props.trace.columns;
  const columns = createMemo(() => (props.state.corrected ? correctClocks(reported()).columns : reported()));
  const facts = createMemo(() => traceFacts(reported()));
  const selected = createSelectedSpan(reported, () => props.state.spanId);
  const select = (row: Row | undefined): void => {
    props.onState({ spanId: row === undefined ? undefined : selected.choose(row) });
  };
  const close = (): void => {
    select(undefined);
    queueMicrotask(() => {
      const row = root?.querySelector<HTMLElement>('[role=row][tabindex="0"]');
      (row ?? root?.querySelector<HTMLElement>('[role=tabpanel]'))?.focus();
    });
  };
  const isHidden = (row: Row): boolean =>
    props.state.hiddenServices.includes(columns().services[columns().service[row] ?? 0] ?? '');
  const goToNext = (is: (columns: TraceColumns, row: Row) => boolean, step: 1 | -1 = 1): void => {
    const from = selected.row() ?? at()?.row ?? (step === 1 ? -1 : 0);
    const row = nextRow(columns().length, from, step, (each) => is(columns(), each) && !isHidden(each));
    if (row === undefined) return;
    setAt({ row });
    // Other views than the waterfall may have no place for it.
    if (selected.row() !== undefined || props.state.view !== 'timeline') select(row);
  };
  const show = (view: TraceViewName): void => {
    props.onState({ view });
    // What had the focus may be gone with its view.
    queueMicrotask(() => {
      if (document.activeElement === document.body) document.getElementById(tabId(view))?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isTyping(event.target) || !isPlainKey(event)) return;
    const view = /^[1-9]$/u.test(event.key) ? traceViews[Number(event.key) - 1] : undefined;
    if (view !== undefined) show(view);
    else if (event.key === 'e' || event.key === 'E') goToNext(isFailed, event.key === 'e' ? 1 : -1);
    else return;
    event.preventDefault();
  };
  onMount(() => {
    // Whoever looks at a trace opens a span next.
    const load = (): void => void SpanDetail.preload();
    if ('requestIdleCallback' in window) requestIdleCallback(load, { timeout: 2_000 });
    else setTimeout(load, 200);
  });

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys for the trace as a whole, wherever the focus is in it
    <div
      class="trp-shown"
      classList={{ 'dp-beside': props.beside }}
      onKeyDown={onKeyDown}
      ref={(element) => {
        root = element;
      }}
    >
      <div class="dp-list" hidden={!props.beside && selected.row() !== undefined}>
        <TraceHeader
          columns={reported()}
          facts={facts()}
          services={props.services}
          onNextError={() => goToNext(isFailed)}
          onNextOdd={() => goToNext(isOdd)}
        >
          {props.picker}
          <TraceActions
            trace={props.trace}
            elsewhere={props.elsewhere}
            onCompare={
              props.alone
                ? undefined
                : () => props.onState({ page: 'compare', left: reported().traceId, right: undefined })
            }
          />
          {props.actions}
        </TraceHeader>
        <div class="trp-bar">
          <TabList
            label="Views of this trace"
            names={traceViews}
            selected={props.state.view}
            onSelect={show}
            controls={() => panelId}
            tabId={tabId}
          >
            {(name) => viewLabels[name]}
          </TabList>
          <ServicesMenu
            columns={columns()}
            services={props.services}
            hidden={props.state.hiddenServices}
            onHidden={(hiddenServices) => props.onState({ hiddenServices })}
          />
          <FindBar
            trace={props.trace}
            columns={columns()}
            state={props.state}
            onState={props.onState}
            onMatches={setMatches}
            onGo={(row) => setAt({ row })}
          />
        </div>
        <TraceNotices
          columns={reported()}
          facts={facts()}
          corrected={props.state.corrected}
          onCorrected={(corrected) => props.onState({ corrected })}
          onNextOrphan={() => goToNext(isOrphan)}
        />
        <div
          class="trp-view"
          role="tabpanel"
          id={panelId}
          aria-labelledby={tabId(props.state.view)}
          tabIndex={-1}
        >
          <Suspense>
            <Dynamic
              component={viewParts[props.state.view]}
              trace={props.trace}
              columns={columns()}
              services={props.services}
              state={props.state}
              onState={props.onState}
              selected={selected.row()}
              onSelect={select}
              at={at()}
              matches={matches()}
              sources={props.sources}
            />
          </Suspense>
        </div>
      </div>
      <Show when={selected.row() !== undefined}>
        <Suspense>
          <SpanDetail
            trace={props.trace}
            columns={columns()}
            row={selected.row() ?? 0}
            services={props.services}
            times={props.state.times}
            sources={props.sources}
            onOpenSource={props.onOpenSource}
            alone={!props.beside}
            onSelect={select}
            onFollow={(ref) => props.onState({ traceId: ref.traceId, spanId: ref.spanId })}
            findSpan={props.library.abilities.backlinks ? (ref) => findSpan(props.library, ref) : undefined}
            onSearch={
              props.alone
                ? undefined
                : (tag) => props.onState({ page: 'search', query: { ...emptyQuery, tags: tag } })
            }
            onClose={close}
          />
        </Suspense>
      </Show>
    </div>
  );
}
