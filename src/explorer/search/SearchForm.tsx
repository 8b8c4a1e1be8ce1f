/** What to look for. A library in this browser is searched as one types, a Jaeger when asked to. */
import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import type { SearchQuery, TraceLibrary } from '../library/trace-library.ts';
import { createAnswer } from '../parts/create-answer.ts';
import { emptyQuery } from '../state/explorer-state.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { conditionsOf, sameQuery } from './conditions.ts';
import { DurationField } from './DurationField.tsx';
import { Field } from './Field.tsx';
import { TagsField } from './TagsField.tsx';
import { TimeField } from './TimeField.tsx';

export interface SearchFormProps {
  library: TraceLibrary;
  services: readonly string[];
  query: SearchQuery;
  /** Counts up when the library changed: there may be other operations. */
  changes: number;
  onQuery: (query: SearchQuery) => void;
  /** Search again for the same. */
  onSearch: () => void;
}

const limits = [20, 50, 100, 500, 1000, 10_000];

export function SearchForm(props: SearchFormProps): JSX.Element {
  const instant = (): boolean => props.library.abilities.comparisons;
  const [draft, setDraft] = createSignal(props.query);
  createEffect(
    on(
      () => props.query,
      (query) => setDraft((mine) => (sameQuery(mine, query) ? mine : query)),
      { defer: true },
    ),
  );
  const service = createMemo(() => draft().service);
  const operations = createAnswer({
    source: () =>
      service() === '' ? undefined : { service: service(), library: props.library, at: props.changes },
    about: (asked) => asked.service,
    // Where it fails, the search itself says what is wrong with the library.
    ask: async (asked) =>
      [...new Set((await asked.library.operations(asked.service)).map(({ name }) => name))].sort(),
  });
  const change = (part: Partial<SearchQuery>): void => {
    const next = { ...draft(), ...part };
    setDraft(next);
    if (instant()) props.onQuery(next);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (sameQuery(draft(), props.query)) props.onSearch();
    else props.onQuery(draft());
  };
  const minAboveMax = (): string | undefined => {
    const { minDurationNs, maxDurationNs } = draft();
    const is = minDurationNs !== undefined && maxDurationNs !== undefined && minDurationNs > maxDurationNs;
    return is ? 'This is less than the least: nothing lies between.' : undefined;
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a <search> element is not known to all browsers yet
    <form class="sf" role="search" aria-label="Traces" onSubmit={submit}>
      <ChoiceField
        label="Service"
        all="All services"
        options={props.services}
        value={draft().service}
        onChange={(value) => change({ service: value, operation: '' })}
      />
      <ChoiceField
        label="Operation"
        all={draft().service === '' ? 'Choose a service first' : 'All operations'}
        options={operations.value() ?? []}
        value={draft().operation}
        disabled={draft().service === '' && draft().operation === ''}
        onChange={(operation) => change({ operation })}
      />
      <TagsField
        value={draft().tags}
        comparisons={props.library.abilities.comparisons}
        onInput={(tags) => change({ tags })}
      />
      <TimeField from={props.library.abilities.lookbackFrom} query={draft()} onChange={change} />
      <div class="sf-pair">
        <DurationField
          label="At least"
          placeholder="100ms"
          ns={draft().minDurationNs}
          onChange={(minDurationNs) => change({ minDurationNs })}
        />
        <DurationField
          label="At most"
          placeholder="1.2 s"
          ns={draft().maxDurationNs}
          problem={minAboveMax()}
          onChange={(maxDurationNs) => change({ maxDurationNs })}
        />
      </div>
      <Field label="Limit">
        {(attributes) => (
          <select {...attributes} onChange={(event) => change({ limit: Number(event.currentTarget.value) })}>
            <For each={[...new Set([...limits, draft().limit])].sort((a, b) => a - b)}>
              {(limit) => (
                <option
                  value={limit}
                  selected={limit === draft().limit}
                >{`${limit.toLocaleString('en')} traces`}</option>
              )}
            </For>
          </select>
        )}
      </Field>
      <div class="sf-actions">
        <Show when={!instant()}>
          <button type="submit" class="ex-button sf-search">
            Search
          </button>
        </Show>
        <Show when={conditionsOf(draft()).length > 0}>
          <button
            type="button"
            class="ex-button"
            onClick={() => {
              const { limit, sort } = draft();
              setDraft({ ...emptyQuery, limit, sort });
              props.onQuery(draft());
            }}
          >
            Clear
          </button>
        </Show>
      </div>
    </form>
  );
}
