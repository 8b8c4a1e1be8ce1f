import { createEffect, createSignal, createUniqueId, For, type JSX, on, Show } from 'solid-js';
import { plural } from '../../words.ts';
import type { TraceSummary } from '../library/trace-library.ts';
import { formatClock, formatDuration } from '../parts/duration.ts';

export interface TraceChoiceProps {
  /** `Left`. */
  label: string;
  traceId: string | undefined;
  /** Those to choose from; an id of another may be pasted. */
  traces: readonly TraceSummary[];
  onChoose: (traceId: string | undefined) => void;
}

const mostSuggested = 200;

/** Which trace a side shows. */
export function TraceChoice(props: TraceChoiceProps): JSX.Element {
  const id = createUniqueId();
  const [text, setText] = createSignal(props.traceId ?? '');
  createEffect(
    on(
      () => props.traceId,
      (traceId) => setText(traceId ?? ''),
    ),
  );
  const problem = (): string | undefined =>
    text() === '' || /^[\da-f]{1,32}$/iu.test(text()) ? undefined : 'A trace id is up to 32 hex digits.';
  const known = () => props.traces.find((trace) => trace.traceId === props.traceId);
  return (
    <div class="cm-choice">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        list={`${id}-traces`}
        value={text()}
        placeholder="Choose a trace, or paste an id"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-invalid={problem() !== undefined}
        aria-describedby={`${id}-says`}
        onInput={(event) => {
          const written = event.currentTarget.value.trim();
          setText(written);
          // A whole id was chosen or pasted; one that is typed waits for Enter.
          if (/^[\da-f]{32}$/iu.test(written)) props.onChoose(written.toLowerCase());
        }}
        onChange={() => {
          if (problem() === undefined) props.onChoose(text() === '' ? undefined : text().toLowerCase());
        }}
      />
      <datalist id={`${id}-traces`}>
        <For each={props.traces.slice(0, mostSuggested)}>
          {(trace) => <option value={trace.traceId}>{wordsOf(trace)}</option>}
        </For>
      </datalist>
      <p id={`${id}-says`} class="ex-muted">
        <Show when={problem()} fallback={<bdi>{knownWords(known())}</bdi>}>
          {(words) => <span class="cm-problem">{words()}</span>}
        </Show>
      </p>
    </div>
  );
}

function knownWords(trace: TraceSummary | undefined): string {
  return trace === undefined ? '' : wordsOf(trace);
}

function wordsOf(trace: TraceSummary): string {
  const name = trace.name === '' ? '(no name)' : trace.name.slice(0, 80);
  return `${trace.service.slice(0, 40)}: ${name} · ${formatDuration(trace.durationNs)} · ${plural(trace.spans, 'span')} · ${formatClock(trace.startUnixNano)}`;
}
