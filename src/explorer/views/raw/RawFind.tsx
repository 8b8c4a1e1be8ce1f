import { createEffect, createMemo, createSignal, type JSX, on, Show } from 'solid-js';
import { placesOf } from './text-lines.ts';

/** Nobody steps through more. */
const mostPlaces = 10_000;

/** Finds words in what is shown: not the explorer's find, which looks for spans. */
export function RawFind(props: {
  text: string;
  onFound: (found: { text: string; place: number | undefined }) => void;
}): JSX.Element {
  const [words, setWords] = createSignal('');
  const [at, setAt] = createSignal(0);
  const places = createMemo(() => placesOf(props.text, words(), mostPlaces));
  createEffect(on(places, () => setAt(0), { defer: true }));
  createEffect(() => props.onFound({ text: words(), place: places()[at()] }));
  const step = (by: number): void => {
    const count = places().length;
    if (count > 0) setAt((at() + by + count) % count);
  };
  const said = (): string => {
    if (words() === '') return '';
    const count = places().length;
    const all = `${count.toLocaleString('en')}${count === mostPlaces ? ' or more' : ''}`;
    return count === 0 ? 'not found' : `${(at() + 1).toLocaleString('en')} of ${all}`;
  };
  return (
    <search class="rw-find">
      <input
        type="search"
        aria-label="Find in the text"
        placeholder="Find in the text"
        value={words()}
        onInput={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          step(event.shiftKey ? -1 : 1);
        }}
      />
      <span class="vw-said" role="status">
        {said()}
      </span>
      <Show when={places().length > 1}>
        <button type="button" class="ex-button" aria-label="Previous place" onClick={() => step(-1)}>
          ↑
        </button>
        <button type="button" class="ex-button" aria-label="Next place" onClick={() => step(1)}>
          ↓
        </button>
      </Show>
    </search>
  );
}
