import { For, type JSX } from 'solid-js';
import { readingWords } from './reading-words.ts';
import type { Reading } from './sources.ts';

/** In a word what was read, and when asked for, each file with its format, counts and problems. */
export function ReadFiles(props: { words: string; readings: readonly Reading[] }): JSX.Element {
  return (
    <>
      <button type="button" class="ex-button app-files-button" popovertarget="app-files">
        <bdi>{props.words}</bdi>
      </button>
      <div id="app-files" class="app-files" popover>
        <h2>What was read</h2>
        <ul>
          <For each={props.readings}>
            {(reading) => (
              <li>
                <bdi class="app-reading-name">{reading.source.name}</bdi>
                <span class="ex-muted">{readingWords(reading)}</span>
                <For each={reading.report?.problems}>{(problem) => <p class="app-problem">{problem}</p>}</For>
              </li>
            )}
          </For>
        </ul>
      </div>
    </>
  );
}
