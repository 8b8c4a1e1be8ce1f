/** A trace as it is written: OTLP JSON or Jaeger's, to read, copy, or save. */
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { createAnswer } from '../../parts/create-answer.ts';
import { createResult } from '../../parts/create-result.ts';
import { download } from '../../parts/download.ts';
import { formatBytes } from '../../parts/duration.ts';
import { fileNameOf } from '../../parts/file-name.ts';
import type { TraceViewProps } from '../../state/trace-view.ts';
import { ViewBar } from '../ViewBar.tsx';
import { indented } from './indented.ts';
import { RawFind } from './RawFind.tsx';
import { RawLines } from './RawLines.tsx';
import { textLines } from './text-lines.ts';
import '../views.css';
import './raw.css';

/** More is a file, not something to read: all of it can be saved. */
const shownBytes = 4_000_000;
/** A clipboard with more than this stops the program it is pasted into. */
const copiedBytes = 20_000_000;

const formats = ['otlp', 'jaeger'] as const;
type Format = (typeof formats)[number];
const titles: Readonly<Record<Format, string>> = { otlp: 'OTLP JSON', jaeger: 'Jaeger JSON' };

export function RawView(props: TraceViewProps): JSX.Element {
  const [format, setFormat] = createSignal<Format>('otlp');
  const [found, setFound] = createSignal<{ text: string; place: number | undefined }>({
    text: '',
    place: undefined,
  });
  const written = createAnswer({
    source: () => ({ trace: props.trace, format: format() }),
    about: ({ trace, format }) => `${trace.columns.traceId} ${format}`,
    ask: ({ trace, format }) => trace.write(format),
  });
  const bytes = written.value;
  const text = createResult(() => {
    const all = bytes();
    return all && indented(new TextDecoder().decode(all.subarray(0, shownBytes)));
  });
  const lines = createMemo(() => {
    const of = text();
    return of === undefined ? undefined : textLines(of);
  });
  const save = (all: Uint8Array): void =>
    download(
      new Blob([Uint8Array.from(all)], { type: 'application/json' }),
      fileNameOf(props.columns, `${format()}.json`),
    );

  return (
    <section class="vw" aria-label="Raw">
      <ViewBar compact={props.compact} onTools={props.onTools}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's */}
        <span class="vw-choice" role="group" aria-label="Format">
          <For each={formats}>
            {(each) => (
              <button
                type="button"
                class="ex-button"
                aria-pressed={each === format()}
                onClick={() => setFormat(each)}
              >
                {titles[each]}
              </button>
            )}
          </For>
        </span>
        <Show when={bytes()} fallback={<span class="vw-said">{written.pending() ? 'Writing…' : ''}</span>}>
          {(all) => (
            <>
              <span class="vw-said" role="status">
                {said(all().length)}
              </span>
              <Show when={all().length <= copiedBytes}>
                <CopyButton what="all" wordy text={() => new TextDecoder().decode(all())} />
              </Show>
              <button type="button" class="ex-button" onClick={() => save(all())}>
                Save as a file
              </button>
            </>
          )}
        </Show>
        <Show when={lines()}>{(text) => <RawFind text={text().text} onFound={setFound} />}</Show>
      </ViewBar>
      <Show when={written.problem()}>{(problem) => <p class="vw-note vw-bad">{problem()}</p>}</Show>
      <Show when={lines()}>
        {(of) => <RawLines lines={of()} label={`Trace as ${titles[format()]}`} found={found()} />}
      </Show>
    </section>
  );
}

function said(bytes: number): string {
  return bytes <= shownBytes
    ? formatBytes(bytes)
    : `the first ${formatBytes(shownBytes)} of ${formatBytes(bytes)}; the file has all of it`;
}
