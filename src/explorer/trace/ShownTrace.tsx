/** A trace that is there: what it is, its views, what is found in it, and one of its spans in full. */
import type { SourceLocation } from '@spanlab/sandbox/schemas/run-event.ts';
import { createSignal, createUniqueId, type JSX, Show, Suspense } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { TabList } from '../../TabList.tsx';
import { pluralOrNothing } from '../../words.ts';
import type { OpenTrace, TraceLibrary } from '../library/trace-library.ts';
import { isFailed } from '../model/is-failed.ts';
import { isPlainKey, isTyping } from '../parts/typing.ts';
import { type ExplorerState, type TraceViewName, traceViews } from '../state/explorer-state.ts';
import { FindBar } from '../timeline/FindBar.tsx';
import { ServicesMenu } from '../timeline/ServicesMenu.tsx';
import { createNotices } from './create-notices.ts';
import { ShownDetail } from './ShownDetail.tsx';
import { createShownRows } from './shown-rows.ts';
import { TraceActions } from './TraceActions.tsx';
import { TraceFlags } from './TraceFlags.tsx';
import { TraceHeader } from './TraceHeader.tsx';
import { TraceLine } from './TraceLine.tsx';
import { TraceNotices } from './TraceNotices.tsx';
import { isOdd, isOrphan } from './trace-facts.ts';
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
  /** Address of the page that opens a link to a trace. */
  linkTo: string;
  /** There are no pages beside this one. */
  alone: boolean;
  /** There is room for a span's detail beside the view. */
  beside: boolean;
  /** There is little height: one line above the rows, all else in a menu. */
  low: boolean;
  /** Where another trace is chosen, when there is little height. */
  picker: JSX.Element;
  mainActions: JSX.Element;
  /** One line has room for the main actions. */
  wide: boolean;
  actions: JSX.Element;
}

export function ShownTrace(props: ShownTraceProps): JSX.Element {
  const [matches, setMatches] = createSignal<Uint8Array>();
  const [tools, setTools] = createSignal<() => JSX.Element>();
  const rows = createShownRows(props);
  const { reported, columns, facts, selected } = rows;
  const { notices, putAway } = createNotices(props, facts);
  const id = createUniqueId();
  const panelId = `${id}-panel`;
  const tabId = (name: TraceViewName): string => `${id}-${name}`;
  let root: HTMLDivElement | undefined;

  const close = (): void => {
    rows.select(undefined);
    queueMicrotask(() => {
      const row = root?.querySelector<HTMLElement>('[role=row][tabindex="0"]');
      (row ?? document.getElementById(panelId))?.focus();
    });
  };
  const show = (view: TraceViewName): void => {
    props.onState({ view });
    // What had the focus may be gone with its view, or is the tab of the view before.
    queueMicrotask(() => {
      const active = document.activeElement;
      const isTab = traceViews.some((name) => active?.id === tabId(name));
      if (isTab || active === document.body) document.getElementById(tabId(view))?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isTyping(event.target) || !isPlainKey(event)) return;
    const view = /^[1-9]$/u.test(event.key) ? traceViews[Number(event.key) - 1] : undefined;
    if (view !== undefined) show(view);
    else if (event.key === 'e' || event.key === 'E') rows.goToNext(isFailed, event.key === 'e' ? 1 : -1);
    else return;
    event.preventDefault();
  };
  /** A panel belongs to a tab; without tabs the view has a name of its own. */
  const panel = (): JSX.HTMLAttributes<HTMLDivElement> =>
    props.low
      ? { role: 'group', 'aria-label': viewLabels[props.state.view] }
      : { role: 'tabpanel', 'aria-labelledby': tabId(props.state.view) };
  const Notices = (): JSX.Element => (
    <TraceNotices
      notices={notices()}
      corrected={props.state.corrected}
      onCorrected={(corrected) => props.onState({ corrected })}
      onNextOrphan={() => rows.goToNext(isOrphan)}
      onPutAway={putAway}
    />
  );
  const Flags = (): JSX.Element => (
    <TraceFlags
      facts={facts()}
      onNextError={() => rows.goToNext(isFailed)}
      onNextOdd={() => rows.goToNext(isOdd)}
    />
  );
  const Services = (): JSX.Element => (
    <ServicesMenu
      columns={columns()}
      services={props.services}
      hidden={props.state.hiddenServices}
      onHidden={(hiddenServices) => props.onState({ hiddenServices })}
    />
  );
  const Find = (): JSX.Element => (
    <FindBar
      trace={props.trace}
      columns={columns()}
      state={props.state}
      onState={props.onState}
      onMatches={setMatches}
      onGo={rows.goTo}
    />
  );
  const compare = (): void => props.onState({ page: 'compare', left: reported().traceId, right: undefined });
  const Actions = (): JSX.Element => (
    <>
      <TraceActions trace={props.trace} linkTo={props.linkTo} onCompare={props.alone ? undefined : compare} />
      {props.actions}
    </>
  );

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
      <div class="dp-list" hidden={!props.beside && selected() !== undefined}>
        <Show
          when={props.low}
          fallback={
            <>
              <TraceHeader columns={reported()} facts={facts()} services={props.services} flags={<Flags />}>
                {props.mainActions}
                <Actions />
              </TraceHeader>
              <div class="trp-bar">
                <TabList
                  look="ex"
                  label="Views of this trace"
                  names={traceViews}
                  selected={props.state.view}
                  onSelect={show}
                  controls={() => panelId}
                  tabId={tabId}
                >
                  {(name) => viewLabels[name]}
                </TabList>
                <Services />
                <Find />
              </div>
              <Notices />
            </>
          }
        >
          <TraceLine
            columns={reported()}
            facts={facts()}
            view={props.state.view}
            onView={show}
            flags={<Flags />}
            find={<Find />}
            finding={props.state.find !== ''}
            actions={props.wide ? props.mainActions : undefined}
            note={pluralOrNothing(notices().length, 'notice')}
            menu={() => (
              <>
                <Show when={!props.wide}>
                  <div class="trp-menu-line">{props.mainActions}</div>
                </Show>
                {props.picker}
                <Notices />
                <div class="trp-menu-line">
                  {tools()?.()}
                  <Services />
                </div>
                <div class="trp-menu-line">
                  <Actions />
                </div>
              </>
            )}
          />
        </Show>
        <div class="trp-view" id={panelId} {...panel()} tabIndex={-1}>
          <Suspense>
            <Dynamic
              component={viewParts[props.state.view]}
              trace={props.trace}
              columns={columns()}
              services={props.services}
              state={props.state}
              onState={props.onState}
              selected={selected()}
              onSelect={rows.select}
              at={rows.at()}
              matches={matches()}
              sources={props.sources}
              compact={props.low}
              onTools={(made) => setTools(() => made)}
            />
          </Suspense>
        </div>
      </div>
      <ShownDetail
        library={props.library}
        trace={props.trace}
        rows={rows}
        services={props.services}
        state={props.state}
        onState={props.onState}
        sources={props.sources}
        onOpenSource={props.onOpenSource}
        alone={props.alone}
        beside={props.beside}
        onClose={close}
      />
    </div>
  );
}
