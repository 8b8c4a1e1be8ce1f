import { createSignal, For, type JSX } from 'solid-js';
import { plural } from '../../words.ts';
import type { TraceColumns } from '../model/trace-columns.ts';
import { formatDuration } from '../parts/duration.ts';
import { MenuButton } from '../parts/MenuButton.tsx';
import { type TraceViewName, traceViews } from '../state/explorer-state.ts';
import type { TraceFacts } from './trace-facts.ts';
import { viewLabels } from './trace-views.ts';

export interface TraceLineProps {
  columns: TraceColumns;
  facts: TraceFacts;
  view: TraceViewName;
  onView: (view: TraceViewName) => void;
  flags: JSX.Element;
  /** The find field. */
  find: JSX.Element;
  /** Something is looked for. */
  finding: boolean;
  /** What stands in the line itself. */
  actions?: JSX.Element;
  /** What needs looking at: stands on the button of the menu. */
  note: string | undefined;
  /** All else that can be done. */
  menu: () => JSX.Element;
}

/** Header and views of a trace in one line: what is low has room for rows, or for words about them. */
export function TraceLine(props: TraceLineProps): JSX.Element {
  const [inField, setInField] = createSignal(false);
  let find: HTMLDivElement | undefined;
  return (
    <header class="trp-line" classList={{ 'trp-finding': inField() || props.finding }}>
      <select
        class="trp-choose"
        aria-label="View of this trace"
        onChange={(event) => {
          const view = traceViews.find((each) => each === event.currentTarget.value);
          if (view !== undefined) props.onView(view);
        }}
      >
        <For each={traceViews}>
          {(view) => (
            <option value={view} selected={view === props.view}>
              {viewLabels[view]}
            </option>
          )}
        </For>
      </select>
      <h2 class="trp-title">
        <bdi class="trp-name">{props.facts.name || '(no name)'}</bdi>
        <span class="trp-short">
          {`${plural(props.columns.length, 'span')} · ${formatDuration(props.columns.totalNs)}`}
        </span>
      </h2>
      {props.flags}
      <div
        class="trp-find"
        ref={(element) => {
          find = element;
        }}
        onFocusIn={() => setInField(true)}
        onFocusOut={(event) => {
          const to = event.relatedTarget;
          if (!(to instanceof Node) || find?.contains(to) !== true) setInField(false);
        }}
      >
        {props.find}
      </div>
      <button
        type="button"
        class="ex-button ex-button-icon trp-look"
        aria-label="Find in this trace"
        title="Find in this trace  /"
        onClick={() => find?.querySelector('input')?.focus()}
      >
        <svg class="ex-mark" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" stroke-width="1.5" />
          <path d="m10.5 10.5 4 4" stroke="currentColor" stroke-width="1.5" />
        </svg>
      </button>
      {props.actions}
      <MenuButton label="⋯" name="More" note={props.note}>
        {() => <div class="trp-more">{props.menu()}</div>}
      </MenuButton>
    </header>
  );
}
