import { createEffect, createMemo, createSignal, type JSX, on, onCleanup, onMount, Show } from 'solid-js';
import { grouped } from '../../words.ts';
import { rowsNow } from '../library/drawn-events.ts';
import type { OpenTrace } from '../library/trace-library.ts';
import type { Row, TraceColumns } from '../model/trace-columns.ts';
import { MenuButton } from '../parts/MenuButton.tsx';
import { CloseMark } from '../parts/marks.tsx';
import { isPlainKey, isTyping } from '../parts/typing.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import { shownMatches } from './shown-matches.ts';
import './find-bar.css';

export interface FindBarProps {
  trace: OpenTrace;
  columns: TraceColumns;
  state: ExplorerState;
  onState: (change: Partial<ExplorerState>) => void;
  /** 1 for each row that matches; undefined when the field is empty. */
  onMatches: (matches: Uint8Array | undefined) => void;
  /** The row of the match it is at: bring it into view. */
  onGo: (row: Row) => void;
}

/** Finds in one trace, on every key: how many, which one it is at, and on to the next. */
export function FindBar(props: FindBarProps): JSX.Element {
  const [answer, setAnswer] = createSignal<FoundIn>();
  // By number: rows move while a trace grows.
  const [atNumber, setAtNumber] = createSignal(-1);
  const [problem, setProblem] = createSignal('');
  let root: HTMLElement | undefined;
  let field: HTMLInputElement | undefined;
  const query = createMemo(() => props.state.find);
  const found = createMemo(() => foundNow(answer(), props.columns));
  const at = createMemo(() => {
    const row = atNumber() < 0 ? -1 : props.columns.number.indexOf(atNumber());
    return row < 0 ? undefined : row;
  });
  createEffect(() => props.onMatches(found()));
  const matches = createMemo(() => shownMatches(props.columns, found(), props.state.hiddenServices));

  const go = (row: Row | undefined): void => {
    setAtNumber(row === undefined ? -1 : (props.columns.number[row] ?? -1));
    if (row !== undefined) props.onGo(row);
  };
  createEffect(
    on([query, () => props.trace], ([text, trace], before) => {
      if (text.trim() === '') {
        setAnswer(undefined);
        setAtNumber(-1);
        setProblem('');
        return;
      }
      const asked = new AbortController();
      onCleanup(() => asked.abort());
      void trace.find(text, asked.signal).then(
        (result) => {
          if (asked.signal.aborted) return;
          setProblem('');
          setAnswer({ columns: trace.columns, matches: result.matches });
          // A trace that grows moves nobody about.
          if (before === undefined || before[0] !== text) go(matches().from(0));
        },
        (error: unknown) => {
          if (asked.signal.aborted) return;
          setAnswer(undefined);
          setProblem(error instanceof Error ? error.message : String(error));
        },
      );
    }),
  );
  const step = (by: 1 | -1): void => go(matches().next(at() ?? (by === 1 ? -1 : 0), by));
  const clear = (): void => {
    props.onState({ find: '' });
    field?.focus();
  };
  const onFieldKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && query() !== '') clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  /** Keys of the explorer around it, wherever its focus is, except where somebody types. */
  const onAnyKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    const letter = !isTyping(event.target) && isPlainKey(event) ? event.key : '';
    if (event.key === 'F3' || (command && event.key.toLowerCase() === 'g')) step(event.shiftKey ? -1 : 1);
    else if ((command && event.key === 'f') || letter === '/') field?.select();
    else if (letter === 'n' && query() !== '') step(1);
    else if (letter === 'N' && query() !== '') step(-1);
    else return;
    event.preventDefault();
  };
  onMount(() => {
    const explorer = root?.closest<HTMLElement>('.ex') ?? root;
    explorer?.addEventListener('keydown', onAnyKey);
    onCleanup(() => explorer?.removeEventListener('keydown', onAnyKey));
  });
  const says = (): string => {
    if (query().trim() === '' || found() === undefined) return '';
    const { count, place } = matches();
    if (count === 0) return 'none';
    const nth = place(at());
    return nth === 0 ? grouped(count) : `${grouped(nth)} of ${grouped(count)}`;
  };

  return (
    <search
      class="fb"
      ref={(element) => {
        root = element;
      }}
    >
      <div class="fb-field">
        <input
          type="text"
          class="fb-input"
          placeholder="Find in this trace"
          aria-label="Find in this trace"
          title="Find in this trace  /"
          spellcheck={false}
          autocomplete="off"
          value={query()}
          ref={(element) => {
            field = element;
          }}
          onInput={(event) => props.onState({ find: event.currentTarget.value })}
          onKeyDown={onFieldKey}
        />
        <span class="fb-says" role="status">
          {says()}
        </span>
        <Show when={query() !== ''}>
          <button
            type="button"
            class="ex-button ex-button-icon"
            aria-label="Clear the find field"
            onClick={clear}
          >
            <CloseMark />
          </button>
        </Show>
      </div>
      <button
        type="button"
        class="ex-button ex-button-icon fb-step"
        aria-label="Previous match"
        title="Previous match  Shift+Enter, N"
        disabled={matches().count === 0}
        onClick={() => step(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        class="ex-button ex-button-icon fb-step"
        aria-label="Next match"
        title="Next match  Enter, n"
        disabled={matches().count === 0}
        onClick={() => step(1)}
      >
        ↓
      </button>
      <MenuButton label="?" name="What can be found">
        {() => <FindHelp />}
      </MenuButton>
      <Show when={problem()}>
        <p class="fb-problem" role="alert">
          {problem()}
        </p>
      </Show>
    </search>
  );
}

/** Matches by row of the columns that were searched. */
interface FoundIn {
  columns: TraceColumns;
  matches: Uint8Array;
}

/** A trace that has grown is searched anew; until that is done its spans match as they did, wherever their rows are. */
function foundNow(known: FoundIn | undefined, now: TraceColumns): Uint8Array | undefined {
  if (known?.columns.traceId !== now.traceId) return undefined;
  const rows = rowsNow(known.columns, now);
  if (rows === undefined) return known.matches;
  const matches = new Uint8Array(now.length);
  rows.forEach((row, before) => {
    if (row >= 0 && known.matches[before] === 1) matches[row] = 1;
  });
  return matches;
}

function FindHelp(): JSX.Element {
  return (
    <dl class="fb-help">
      <dt>
        <code>cart checkout</code>
      </dt>
      <dd>both, anywhere in a span: name, service, attributes, events, the start of its id</dd>
      <dt>
        <code>"cart is empty"</code>
      </dt>
      <dd>these words in this order</dd>
      <dt>
        <code>http.route:cart</code>
      </dt>
      <dd>only in this attribute; also name:, service:, kind:, status:</dd>
      <dt>
        <code>-user_agent.original</code>
      </dt>
      <dd>anywhere but in this attribute</dd>
    </dl>
  );
}
