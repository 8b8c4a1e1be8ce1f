import type { AttributeValue, Span } from '@spanlab/sandbox/schemas/trace.ts';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { plural } from '../../words.ts';
import type { OpenTrace } from '../library/trace-library.ts';
import { createAnswer } from '../parts/create-answer.ts';
import { DetailPane } from '../parts/DetailPane.tsx';
import { AttributeValueText } from '../span/AttributeValueText.tsx';
import { differenceWords, type SideWords } from './compare-words.ts';
import type { TraceComparison } from './comparison.ts';
import { type PairField, pairSections } from './pair-fields.ts';

export interface PairDetailProps {
  left: OpenTrace;
  right: OpenTrace;
  comparison: TraceComparison;
  index: number;
  names: { left: string; right: string };
  sides: SideWords;
  alone: boolean;
  onClose: () => void;
}

const shownAtFirst = 100;
const verdictWords = { same: '', changed: '≠', 'only-left': '◀', 'only-right': '▶' };

/** What the two spans of a pair say, side by side; differences first. */
export function PairDetail(props: PairDetailProps): JSX.Element {
  const pair = createMemo(() => ({
    left: props.comparison.leftRow[props.index] ?? -1,
    right: props.comparison.rightRow[props.index] ?? -1,
    // A trace that has grown is another one: its rows are others.
    of: [props.left, props.right] as const,
  }));
  const spans = createAnswer({
    source: pair,
    about: ({ left, right, of: [one, other] }) =>
      `${one.columns.traceId} ${one.columns.number[left]} ${other.columns.traceId} ${other.columns.number[right]}`,
    ask: ({ left, right, of }): Promise<readonly [Span | undefined, Span | undefined]> =>
      Promise.all([left < 0 ? undefined : of[0].span(left), right < 0 ? undefined : of[1].span(right)]),
  });
  const both = (): readonly [Span | undefined, Span | undefined] => spans.value() ?? [undefined, undefined];
  const sections = createMemo(() => pairSections(...both()));
  const name = (): string => nameIn(props.comparison, props.index);
  const words = (): string => differenceWords(props.comparison, props.index, props.sides);
  return (
    <DetailPane
      label="The two spans side by side"
      alone={props.alone}
      back="Back to the comparison"
      close="Close side by side"
      onClose={props.onClose}
      head={
        <h3 class="dp-name">
          <bdi>{name()}</bdi>
        </h3>
      }
    >
      <Show when={!spans.pending() && spans.value() === undefined}>
        <p class="dp-note dp-note-error">These spans could not be read.</p>
      </Show>
      <p class="cm-pair-words">{words() === '' ? 'Alike.' : `${words()}.`}</p>
      <For each={sections()}>
        {(section) => (
          <>
            <h4>{section.title}</h4>
            <PairTable title={section.title} fields={section.fields} names={props.names} />
          </>
        )}
      </For>
    </DetailPane>
  );
}

function nameIn({ left, right, leftRow, rightRow }: TraceComparison, index: number): string {
  const row = leftRow[index] ?? -1;
  const [columns, at] = row < 0 ? [right, rightRow[index] ?? -1] : [left, row];
  return columns.names[columns.name[at] ?? 0] || '(no name)';
}

function PairTable(props: {
  title: string;
  fields: readonly PairField[];
  names: { left: string; right: string };
}): JSX.Element {
  const [all, setAll] = createSignal(false);
  const shown = () => (all() ? props.fields : props.fields.slice(0, shownAtFirst));
  return (
    <>
      <table class="ex-table cm-pair" aria-label={props.title}>
        <thead>
          <tr>
            <td />
            <th scope="col">{props.names.left}</th>
            <th scope="col">{props.names.right}</th>
          </tr>
        </thead>
        <tbody>
          <For each={shown()}>
            {(field) => (
              <tr class={`cm-${field.verdict}`}>
                <th scope="row">
                  <span class="cm-sign" aria-hidden="true">
                    {verdictWords[field.verdict]}
                  </span>
                  <bdi>{field.key}</bdi>
                  <span class="ex-hidden">{field.verdict === 'same' ? 'alike' : 'differs'}</span>
                </th>
                <td>
                  <Value value={field.left} />
                </td>
                <td>
                  <Value value={field.right} />
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={props.fields.length > shown().length}>
        <button type="button" class="ex-button" onClick={() => setAll(true)}>
          {`Show all ${plural(props.fields.length, 'field')}`}
        </button>
      </Show>
    </>
  );
}

function Value(props: { value: AttributeValue | undefined }): JSX.Element {
  return (
    <Show when={props.value !== undefined} fallback={<span class="ex-muted">–</span>}>
      <AttributeValueText value={props.value ?? null} />
    </Show>
  );
}
