import { For, type JSX, Show } from 'solid-js';
import type {
  CollectorProgress,
  CollectorView,
  ConfigProblem,
} from '../../../../sandbox/schemas/collector.ts';
import { ErrorMark } from '../../../explorer/parts/marks.tsx';
import { collectorSentence } from '../../state/collector-words.ts';

export interface StateLineProps {
  readonly view: CollectorView;
  /** What is wrong with the text in the editor. */
  readonly problems: readonly ConfigProblem[];
  readonly note: string;
  readonly onLine: (line: number) => void;
  readonly children: JSX.Element;
}

/** What the Collector is doing, and what it does not like, in its own words. */
export function StateLine(props: StateLineProps): JSX.Element {
  const running = () => props.view.state === 'running';
  return (
    <div class="co-state">
      <div class="co-state-line">
        <p class="co-state-words" data-state={props.view.state} role="status">
          <span class="co-dot" data-state={props.view.state} aria-hidden="true" />
          <strong>{collectorSentence(props.view)}</strong>
          <Show when={running() && props.note !== ''}>
            <span class="co-state-note">{props.note}</span>
          </Show>
        </p>
        <div class="co-actions">{props.children}</div>
      </div>
      <Show when={props.view.state === 'loading' && props.view.progress}>
        {(progress) => <Progress progress={progress()} />}
      </Show>
      <For each={props.problems}>
        {(problem) => (
          <div class="co-problem" role="alert">
            <ErrorMark />
            <div>
              <p class="co-problem-words">{problem.message}</p>
              <p class="co-problem-foot">
                <Show when={problem.line}>
                  {(line) => (
                    <button type="button" class="ex-follow" onClick={() => props.onLine(line())}>
                      {`Go to line ${line()}`}
                    </button>
                  )}
                </Show>
                <Show when={running()}>
                  <span class="ex-muted">The last configuration it took still runs.</span>
                </Show>
              </p>
            </div>
          </div>
        )}
      </For>
    </div>
  );
}

function Progress(props: { progress: CollectorProgress }): JSX.Element {
  const known = () => props.progress.total > 0;
  return (
    <div class="co-progress">
      {/* One without a value is another thing: it only says that something is going on. */}
      <Show when={known()} fallback={<progress aria-label="Loading the Collector" />}>
        <progress aria-label="Loading the Collector" max={props.progress.total} value={props.progress.done} />
      </Show>
      <span>{props.progress.note}</span>
    </div>
  );
}
