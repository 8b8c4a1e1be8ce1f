/** Two traces of a library, compared. */
import { createEffect, createMemo, createSignal, type JSX, on, onCleanup, Show } from 'solid-js';
import { followLibrary } from '../library/follow-library.ts';
import type { TraceLibrary, TraceSummary } from '../library/trace-library.ts';
import { formatBytes } from '../parts/duration.ts';
import { Flag } from '../parts/Flag.tsx';
import { sameQuery } from '../search/conditions.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import { createOpenTrace, type OpenedTrace } from '../trace/open-trace.ts';
import { CompareTraces } from './CompareTraces.tsx';
import { TraceChoice } from './TraceChoice.tsx';
import '../parts/tokens.css';
import './compare.css';

export interface ComparePageProps {
  library: TraceLibrary;
  services: readonly string[];
  state: ExplorerState;
  onState: (change: Partial<ExplorerState>) => void;
}

export function ComparePage(props: ComparePageProps): JSX.Element {
  const left = createOpenTrace({ library: () => props.library, traceId: () => props.state.left });
  const right = createOpenTrace({ library: () => props.library, traceId: () => props.state.right });
  const query = createMemo(() => props.state.query, undefined, { equals: sameQuery });
  const [found, setFound] = createSignal<readonly TraceSummary[]>([]);
  createEffect(
    on([() => props.library, query], ([library, asked]) => {
      const following = followLibrary({
        library,
        ask: (signal) => library.search(asked, signal),
        onAnswer: ({ traces }) => setFound(traces),
        // Ids can still be pasted; the search page says what is wrong.
        onError: () => setFound([]),
        onFrame: (callback) => void requestAnimationFrame(callback),
      });
      onCleanup(() => following[Symbol.dispose]());
    }),
  );
  const both = createMemo(() => {
    const [one, other] = [left.trace(), right.trace()];
    return one === undefined || other === undefined ? undefined : { left: one, right: other };
  });
  return (
    <div class="ex">
      <div class="cp">
        <div class="cp-choices">
          <TraceChoice
            label="Left"
            traceId={props.state.left}
            traces={found()}
            onChoose={(traceId) => props.onState({ left: traceId })}
          />
          <button
            type="button"
            class="ex-button"
            onClick={() => props.onState({ left: props.state.right, right: props.state.left })}
          >
            <span aria-hidden="true">⇄</span> Swap
          </button>
          <TraceChoice
            label="Right"
            traceId={props.state.right}
            traces={found()}
            onChoose={(traceId) => props.onState({ right: traceId })}
          />
        </div>
        <OpeningLine side="left" opened={left} />
        <OpeningLine side="right" opened={right} />
        <Show
          when={both()}
          fallback={
            <Show when={props.state.left === undefined || props.state.right === undefined}>
              <div class="ex-empty">
                <p>Two traces stand here side by side.</p>
                <p>Choose both above, or tick two of those a search finds and press Compare.</p>
              </div>
            </Show>
          }
        >
          {(open) => (
            <CompareTraces
              left={open().left}
              right={open().right}
              services={props.services}
              onlyDifferences={props.state.onlyDifferences ?? false}
              onOnlyDifferences={(only) => props.onState({ onlyDifferences: only ? true : undefined })}
            />
          )}
        </Show>
      </div>
    </div>
  );
}

/** How far one of them is, or why it cannot be shown. */
function OpeningLine(props: { side: 'left' | 'right'; opened: OpenedTrace }): JSX.Element {
  const failed = () => {
    const opening = props.opened.opening();
    return opening.state === 'failed' ? opening.problem : undefined;
  };
  const progress = () => {
    const opening = props.opened.opening();
    if (opening.state !== 'opening') return undefined;
    const read = opening.progress === undefined ? '' : `, ${formatBytes(opening.progress.bytes)} read`;
    return `Opening the ${props.side} one${read}…`;
  };
  return (
    <>
      <Show when={failed()}>
        {(problem) => (
          <div class="cp-problem" role="alert">
            <Flag kind="error" words={`The ${props.side} one cannot be opened`} />
            <p>{problem()}</p>
            <button type="button" class="ex-button" onClick={() => props.opened.again()}>
              Try again
            </button>
          </div>
        )}
      </Show>
      <Show when={progress()}>
        {(words) => (
          <p class="cp-progress" role="status">
            {words()}
            <button type="button" class="ex-button" onClick={() => props.opened.stop()}>
              Stop
            </button>
          </p>
        )}
      </Show>
      <Show when={props.opened.opening().state === 'stopped'}>
        <p class="cp-progress">
          {`Opening the ${props.side} one was stopped.`}
          <button type="button" class="ex-button" onClick={() => props.opened.again()}>
            Open it
          </button>
        </p>
      </Show>
    </>
  );
}
