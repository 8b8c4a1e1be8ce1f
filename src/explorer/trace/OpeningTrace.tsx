import { type JSX, Match, Show, Switch } from 'solid-js';
import { plural } from '../../words.ts';
import type { Progress } from '../library/trace-library.ts';
import { formatBytes } from '../parts/duration.ts';
import type { Opening } from './open-trace.ts';

export interface OpeningTraceProps {
  opening: Opening;
  onStop: () => void;
  onAgain: () => void;
}

/** In the place of a trace that is not there: how far it is, or why not. */
export function OpeningTrace(props: OpeningTraceProps): JSX.Element {
  const progress = (): Progress | undefined =>
    props.opening.state === 'opening' ? props.opening.progress : undefined;
  const problem = (): string | undefined =>
    props.opening.state === 'failed' ? props.opening.problem : undefined;
  return (
    <Switch>
      <Match when={props.opening.state === 'opening'}>
        <div class="ex-empty trp-opening">
          <p role="status">
            Opening the trace{progress() === undefined ? '…' : `: ${progressWords(progress())}`}
          </p>
          <Show when={progress()?.totalBytes}>
            {(total) => (
              <progress
                aria-label="Read so far"
                max={total()}
                value={Math.min(total(), progress()?.bytes ?? 0)}
              />
            )}
          </Show>
          <p>
            <button type="button" class="ex-button" onClick={() => props.onStop()}>
              Cancel
            </button>
          </p>
        </div>
      </Match>
      <Match when={props.opening.state === 'stopped'}>
        <div class="ex-empty">
          <p role="status">The trace was not opened.</p>
          <p>
            <button type="button" class="ex-button" onClick={() => props.onAgain()}>
              Open it
            </button>
          </p>
        </div>
      </Match>
      <Match when={problem()}>
        {(words) => (
          <div class="ex-empty" role="alert">
            <p>
              <bdi>{words()}</bdi>
            </p>
            <p>
              <button type="button" class="ex-button" onClick={() => props.onAgain()}>
                Try again
              </button>
            </p>
          </div>
        )}
      </Match>
    </Switch>
  );
}

function progressWords(progress: Progress | undefined): string {
  if (progress === undefined) return '';
  const { bytes, totalBytes, spans } = progress;
  const size =
    totalBytes === undefined ? formatBytes(bytes) : `${formatBytes(bytes)} of ${formatBytes(totalBytes)}`;
  return spans > 0 ? `${size}, ${plural(spans, 'span')}` : size;
}
