import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
} from 'solid-js';
import type { CollectorLogLine } from '../../../../sandbox/schemas/collector.ts';
import { CopyButton } from '../../../explorer/parts/CopyButton.tsx';
import { plural } from '../../../words.ts';
import { fromLevel, type LevelFilter, levels, troubleWords, withLines } from './log-lines.ts';
import './log.css';

export interface CollectorLogProps {
  readonly listen: (listener: (lines: readonly CollectorLogLine[]) => void) => () => void;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** Rows in the page at a time; earlier ones are there when they are asked for. */
const rowsAtATime = 300;

/** What the Collector writes to its console. */
export function CollectorLog(props: CollectorLogProps): JSX.Element {
  const [lines, setLines] = createSignal<readonly CollectorLogLine[]>([]);
  const [from, setFrom] = createSignal<LevelFilter>('info');
  const [clearedAt, setClearedAt] = createSignal(Number.NEGATIVE_INFINITY);
  const [follows, setFollows] = createSignal(true);
  /** What is shown while the log is held. */
  const [heldAt, setHeldAt] = createSignal(Number.POSITIVE_INFINITY);
  const [rows, setRows] = createSignal(rowsAtATime);
  let scroller: HTMLDivElement | undefined;

  onMount(() => onCleanup(props.listen((added) => setLines((kept) => withLines(kept, added)))));
  const kept = createMemo(() => lines().filter(({ seq }) => seq > clearedAt()));
  const shown = createMemo(() => fromLevel(kept(), from()).filter(({ seq }) => seq <= heldAt()));
  const waiting = () => fromLevel(kept(), from()).length - shown().length;
  const last = () => kept().at(-1);

  createEffect(
    on([shown, () => props.open], () => {
      if (follows() && scroller) scroller.scrollTop = scroller.scrollHeight;
    }),
  );
  function follow(next: boolean): void {
    setFollows(next);
    setHeldAt(next ? Number.POSITIVE_INFINITY : (lines().at(-1)?.seq ?? Number.NEGATIVE_INFINITY));
  }

  return (
    <section class="co-log" data-open={props.open ? '' : undefined} aria-label="The Collector’s log">
      <div class="co-log-bar">
        <button
          type="button"
          class="co-log-toggle"
          aria-expanded={props.open}
          onClick={() => props.onOpen(!props.open)}
        >
          <span class="co-log-arrow" aria-hidden="true" />
          Log
          <Show when={troubleWords(kept())}>{(words) => <span class="co-log-trouble">{words()}</span>}</Show>
        </button>
        <Show
          when={props.open}
          fallback={
            <Show when={last()}>
              {(line) => <span class="co-log-last">{line().text.split('\n', 1)[0]}</span>}
            </Show>
          }
        >
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and a border */}
          <div class="co-log-levels" role="group" aria-label="From which level">
            <For each={levels}>
              {(level) => (
                <button
                  type="button"
                  class="ex-button"
                  aria-pressed={from() === level}
                  title={`${level} and what is graver`}
                  onClick={() => setFrom(level)}
                >
                  {level}
                </button>
              )}
            </For>
          </div>
          <span class="co-log-actions">
            <button
              type="button"
              class="ex-button"
              aria-pressed={!follows()}
              onClick={() => follow(!follows())}
            >
              {follows() ? 'Pause' : waiting() > 0 ? `Follow (${waiting()} new)` : 'Follow'}
            </button>
            <CopyButton
              what="log"
              text={() =>
                shown()
                  .map(({ text }) => text)
                  .join('\n')
              }
            />
            <button
              type="button"
              class="ex-button"
              disabled={kept().length === 0}
              onClick={() => setClearedAt(lines().at(-1)?.seq ?? clearedAt())}
            >
              Clear
            </button>
          </span>
        </Show>
      </div>
      <Show when={props.open}>
        <div class="co-log-rows" ref={scroller} tabindex="0" role="log" aria-label="Lines of the log">
          <Show when={shown().length > rows()}>
            <button type="button" class="ex-follow" onClick={() => setRows((all) => all + rowsAtATime)}>
              {`Show ${plural(Math.min(rowsAtATime, shown().length - rows()), 'earlier line')}`}
            </button>
          </Show>
          <For
            each={shown().slice(-rows())}
            fallback={
              <p class="co-note">
                {kept().length > 0
                  ? `Nothing from ${from()} on; ${plural(kept().length, 'line')} below it.`
                  : 'What the Collector writes to its console appears here.'}
              </p>
            }
          >
            {(line) => (
              <pre class="co-line" data-level={line.level}>
                <Show when={!line.text.split('\n', 1)[0]?.includes(line.level)}>
                  <span class="co-line-level">{line.level}</span>
                </Show>
                {line.text}
              </pre>
            )}
          </For>
        </div>
      </Show>
    </section>
  );
}
