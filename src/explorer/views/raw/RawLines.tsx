import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import { createLongList } from '../../parts/long-list.ts';
import { createPrinting, mostPrintedRows, printedRows } from '../../parts/printing.ts';
import { Unprinted } from '../Unprinted.tsx';
import { placesOf, rowAt, type TextLines, textOf } from './text-lines.ts';

const rowPx = 18;

/** A text with numbered lines, of which only those in view are in the document. */
export function RawLines(props: {
  lines: TextLines;
  label: string;
  found: { text: string; place: number | undefined };
}): JSX.Element {
  const [scroller, setScroller] = createSignal<HTMLElement>();
  const list = createLongList({
    count: () => props.lines.length,
    rowPx: () => rowPx,
    scroller,
    keep: () => -1,
  });
  const printing = createPrinting();
  const shown = createMemo(() =>
    printing() ? printedRows(props.lines.length, mostPrintedRows) : list.shown(),
  );
  const current = createMemo(() =>
    props.found.place === undefined ? -1 : rowAt(props.lines, props.found.place),
  );
  createEffect(
    on(
      () => props.found,
      () => {
        if (current() >= 0) list.reveal(current());
      },
    ),
  );
  return (
    <section
      ref={setScroller}
      class="rw"
      classList={{ 'rw-printing': printing() }}
      aria-label={props.label}
      tabindex={0}
    >
      <div
        class="rw-lines"
        style={{
          height: printing() ? 'auto' : `${list.heightPx()}px`,
          '--digits': String(props.lines.number.length).length,
        }}
      >
        <For each={shown()}>
          {(row) => (
            <div
              class="rw-row"
              classList={{ 'rw-current': row === current() }}
              style={{ transform: printing() ? 'none' : `translateY(${list.topPx(row)}px)` }}
            >
              <span class="rw-number" aria-hidden="true">
                {props.lines.number[row] || ''}
              </span>
              <code>
                <Pieces text={textOf(props.lines, row)} sought={props.found.text} />
              </code>
            </div>
          )}
        </For>
      </div>
      <Unprinted count={props.lines.length} most={mostPrintedRows} what="line" />
    </section>
  );
}

function Pieces(props: { text: string; sought: string }): JSX.Element {
  const pieces = createMemo(() => {
    const made: { text: string; found: boolean }[] = [];
    let at = 0;
    for (const place of placesOf(props.text, props.sought, 50)) {
      made.push({ text: props.text.slice(at, place), found: false });
      at = place + props.sought.length;
      made.push({ text: props.text.slice(place, at), found: true });
    }
    return [...made, { text: props.text.slice(at), found: false }];
  });
  return (
    <For each={pieces()}>
      {(piece) => (
        <Show when={piece.found} fallback={piece.text}>
          <mark>{piece.text}</mark>
        </Show>
      )}
    </For>
  );
}
