import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js';
import type { SearchQuery } from '../library/trace-library.ts';
import { Field } from './Field.tsx';
import { fromField, lookbackLabel, lookbacks, timeChoice, toField } from './time-range.ts';

export interface TimeFieldProps {
  query: SearchQuery;
  /** What a look back counts from. */
  from: 'now' | 'newest';
  onChange: (bounds: Pick<SearchQuery, 'lookbackMs' | 'fromUnixNano' | 'toUnixNano'>) => void;
}

/** When traces start: a preset, or bounds of one's own. */
export function TimeField(props: TimeFieldProps): JSX.Element {
  /** Custom was chosen, and no bound is written yet. */
  const [open, setOpen] = createSignal(false);
  createEffect(
    on(
      () => props.query.lookbackMs,
      () => setOpen(false),
      { defer: true },
    ),
  );
  const choice = () => (open() ? 'custom' : timeChoice(props.query));
  const choose = (value: string): void => {
    setOpen(value === 'custom');
    if (value === 'custom') return;
    props.onChange({
      lookbackMs: value === 'any' ? undefined : Number(value),
      fromUnixNano: undefined,
      toUnixNano: undefined,
    });
  };
  const bound = (part: 'fromUnixNano' | 'toUnixNano', text: string): void =>
    props.onChange({
      lookbackMs: undefined,
      fromUnixNano: props.query.fromUnixNano,
      toUnixNano: props.query.toUnixNano,
      [part]: fromField(text),
    });
  const backwards = (): string | undefined => {
    const { fromUnixNano, toUnixNano } = props.query;
    const is = fromUnixNano !== undefined && toUnixNano !== undefined && fromUnixNano > toUnixNano;
    return is ? 'This is before “From”: nothing lies between.' : undefined;
  };
  const note = (): string | undefined => {
    if (choice() === 'any' || choice() === 'custom') return undefined;
    return props.from === 'now' ? 'Counted back from now.' : 'Counted back from the newest trace.';
  };
  const unlisted = (): number | undefined => {
    const ms = props.query.lookbackMs;
    return ms === undefined || lookbacks.some((each) => each.ms === ms) ? undefined : ms;
  };

  return (
    <>
      <Field label="Start" note={note()}>
        {(attributes) => (
          <select {...attributes} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="any" selected={choice() === 'any'}>
              Any time
            </option>
            <For each={lookbacks}>
              {(each) => (
                <option value={`${each.ms}`} selected={choice() === `${each.ms}`}>
                  {each.label}
                </option>
              )}
            </For>
            <Show when={unlisted()}>
              {(ms) => (
                <option value={`${ms()}`} selected={choice() === `${ms()}`}>
                  {lookbackLabel(ms())}
                </option>
              )}
            </Show>
            <option value="custom" selected={choice() === 'custom'}>
              From … to …
            </option>
          </select>
        )}
      </Field>
      <Show when={choice() === 'custom'}>
        <Bound
          label="From"
          value={props.query.fromUnixNano}
          onChange={(text) => bound('fromUnixNano', text)}
        />
        <Bound
          label="To"
          value={props.query.toUnixNano}
          problem={backwards()}
          onChange={(text) => bound('toUnixNano', text)}
        />
      </Show>
    </>
  );
}

function Bound(props: {
  label: string;
  value: bigint | undefined;
  problem?: string | undefined;
  onChange: (text: string) => void;
}): JSX.Element {
  return (
    <Field label={props.label} problem={props.problem}>
      {(attributes) => (
        <input
          {...attributes}
          type="datetime-local"
          step="0.001"
          value={toField(props.value)}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
