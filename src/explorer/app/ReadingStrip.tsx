import { createEffect, createMemo, createSignal, For, type JSX, onCleanup, Show } from 'solid-js';
import { plural } from '../../words.ts';
import { isTroubled, isUnderWay, readingWords } from './reading-words.ts';
import type { Reading } from './sources.ts';

/** What is over in a moment needs no words. */
const momentMs = 300;

/** What is being read, with a way to stop it; then what was read and what was odd about it, until it is dismissed. */
export function ReadingStrip(props: {
  readings: readonly Reading[];
  onStop: (id: number) => void;
}): JSX.Element {
  const [dismissed, setDismissed] = createSignal<ReadonlySet<Reading>>(new Set());
  const isSlow = createSlowness(() => props.readings.some(isUnderWay));
  const told = createMemo(() =>
    props.readings.filter((reading) => {
      if (isUnderWay(reading)) return isSlow();
      // What was given at the start is told of in the bar; only its troubles come forward.
      return !dismissed().has(reading) && (isTroubled(reading) || reading.source.served !== true);
    }),
  );
  const over = () => told().filter((reading) => !isUnderWay(reading));
  return (
    <div class="app-strip" role="status" aria-live="polite">
      <For each={told()}>
        {(reading) => (
          <div
            class="app-reading"
            data-state={isUnderWay(reading) ? 'reading' : isTroubled(reading) ? 'trouble' : reading.state}
          >
            <p class="app-reading-words">
              <bdi class="app-reading-name" title={reading.source.name}>
                {reading.source.name}
              </bdi>
              <span>{readingWords(reading)}</span>
            </p>
            <Show when={isUnderWay(reading)}>
              <ReadingBar reading={reading} />
              <button type="button" class="ex-button" onClick={() => props.onStop(reading.id)}>
                Stop<span class="ex-hidden"> reading {reading.source.name}</span>
              </button>
            </Show>
            <Show when={(reading.report?.problems.length ?? 0) > 0}>
              <details class="app-problems">
                <summary>{plural(reading.report?.problems.length ?? 0, 'problem')}</summary>
                <ul>
                  <For each={reading.report?.problems}>{(problem) => <li>{problem}</li>}</For>
                </ul>
              </details>
            </Show>
          </div>
        )}
      </For>
      <Show when={over().length > 0}>
        <button
          type="button"
          class="ex-button app-strip-close"
          onClick={() => setDismissed((before) => new Set([...before, ...over()]))}
        >
          Dismiss
        </button>
      </Show>
    </div>
  );
}

function ReadingBar(props: { reading: Reading }): JSX.Element {
  const share = () => {
    const { bytes = 0, totalBytes } = (props.reading.again ?? props.reading).progress ?? {};
    return totalBytes === undefined || totalBytes === 0 ? undefined : Math.min(bytes / totalBytes, 1);
  };
  return (
    <progress
      class="app-progress"
      max={1}
      {...(share() !== undefined && { value: share() })}
      aria-label={`Reading ${props.reading.source.name}`}
    />
  );
}

/** True once something has been going on for more than a moment. */
function createSlowness(isBusy: () => boolean): () => boolean {
  const [isSlow, setSlow] = createSignal(false);
  const busy = createMemo(isBusy);
  createEffect(() => {
    if (!busy()) {
      setSlow(false);
      return;
    }
    const timer = setTimeout(() => setSlow(true), momentMs);
    onCleanup(() => clearTimeout(timer));
  });
  return isSlow;
}
