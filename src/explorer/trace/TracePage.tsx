/** The page of one trace: opens it, keeps it as it is in the library, and says so when it cannot be had. */
import type { SourceLocation } from '@spanlab/sandbox/schemas/run-event.ts';
import { createMemo, createSignal, type JSX, lazy, Show, Suspense } from 'solid-js';
import type { TraceLibrary } from '../library/trace-library.ts';
import { elementSize } from '../parts/element-size.ts';
import { atTrace } from '../state/at-trace.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import { OpeningTrace } from './OpeningTrace.tsx';
import { createOpenTrace } from './open-trace.ts';
import { ShownTrace } from './ShownTrace.tsx';
import { createTraceList } from './trace-list.ts';
import { viewParts } from './trace-views.ts';
import '../parts/tokens.css';
import './trace-page.css';

export interface TracePageProps {
  library: TraceLibrary;
  /** Undefined: the newest there is. */
  traceId?: string | undefined;
  /** All services of the library, in a lasting order: gives them their colours. */
  services: readonly string[];
  state: ExplorerState;
  onState: (change: Partial<ExplorerState>) => void;
  /** Where in the learner's files spans were started, by span id. */
  sources?: Readonly<Record<string, SourceLocation>> | undefined;
  onOpenSource?: ((location: SourceLocation) => void) | undefined;
  /** What to do so that a trace appears here. */
  hint?: string | undefined;
  /** Address of the page that opens a link to a trace; this one when not given. */
  linkTo?: string | undefined;
  /** Before what can be done with a trace; in the one line of what is low, where that is wide enough. */
  mainActions?: JSX.Element;
  /** At the end of the header. */
  actions?: JSX.Element;
  /** There are no pages beside this one: traces are picked here, and nothing leads to a search or a comparison. */
  picker?: boolean | undefined;
}

const TracePicker = lazy(async () => ({ default: (await import('./TracePicker.tsx')).TracePicker }));

/** Below this width a span's detail takes the place of the rows. */
const besidePx = 720;
/** From this width on the one line has room for the main actions. */
const wideLinePx = 600;
/** Below this height there is one line above the rows. */
const lowPx = 400;

export function TracePage(props: TracePageProps): JSX.Element {
  const [root, setRoot] = createSignal<HTMLElement>();
  const size = elementSize(root, { widthPx: 1_000, heightPx: 600 });
  // What will be shown is loaded along with the trace, not after it.
  void viewParts[props.state.view].preload();
  const list = createTraceList({
    library: () => props.library,
    wanted: () => props.picker === true || props.traceId === undefined,
  });
  const traceId = createMemo(() => props.traceId ?? list()?.[0]?.traceId);
  const { trace, opening, stop, again } = createOpenTrace({ library: () => props.library, traceId });
  const isLow = (): boolean => size().heightPx < lowPx;
  const hasChoice = (): boolean => props.picker === true && (list()?.length ?? 0) > 1;
  const Picker = (): JSX.Element => (
    <Suspense>
      <TracePicker
        traces={list() ?? []}
        services={props.services}
        current={traceId()}
        onPick={(id) => props.onState(atTrace(id))}
      />
    </Suspense>
  );
  return (
    <div class="ex trp" ref={setRoot} classList={{ 'trp-low': isLow() }}>
      <Show when={hasChoice() && !isLow()}>
        <Picker />
      </Show>
      <Show
        when={trace()}
        fallback={
          <Show when={traceId() !== undefined || list() === undefined} fallback={<Empty hint={props.hint} />}>
            <OpeningTrace opening={opening()} onStop={stop} onAgain={again} />
          </Show>
        }
      >
        {(opened) => (
          <ShownTrace
            library={props.library}
            trace={opened()}
            services={props.services}
            state={props.state}
            onState={props.onState}
            sources={props.sources}
            onOpenSource={props.onOpenSource}
            linkTo={props.linkTo ?? location.href.replace(/#.*$/su, '')}
            alone={props.picker === true}
            low={isLow()}
            beside={size().widthPx >= besidePx}
            picker={
              <Show when={hasChoice() && isLow()}>
                <Picker />
              </Show>
            }
            mainActions={props.mainActions}
            wide={size().widthPx >= wideLinePx}
            actions={props.actions}
          />
        )}
      </Show>
    </div>
  );
}

function Empty(props: { hint: string | undefined }): JSX.Element {
  return (
    <div class="ex-empty">
      <p>Spans appear here as bars on a time axis, each below the span that caused it.</p>
      <p>{props.hint ?? 'Press Run: a trace is drawn as soon as its first span arrives.'}</p>
    </div>
  );
}
