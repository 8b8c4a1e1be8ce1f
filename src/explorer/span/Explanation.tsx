import { createMemo, For, type JSX } from 'solid-js';
import type { Row } from '../model/trace-columns.ts';
import type { ConventionBook } from './conventions/convention.ts';
import type { SentencePart } from './explain/sentence.ts';
import { explainSpan } from './explain-span.ts';
import type { ShownSpan } from './shown-span.ts';

export interface ExplanationProps {
  shown: ShownSpan;
  book: ConventionBook | undefined;
  open: boolean;
  onOpen: (open: boolean) => void;
  onSelect: (row: Row) => void;
}

/** The span in sentences, for those who ask. */
export function Explanation(props: ExplanationProps): JSX.Element {
  const sentences = createMemo(() => (props.open ? explainSpan({ ...props.shown, book: props.book }) : []));
  return (
    <details
      class="sd-explain"
      open={props.open}
      onToggle={(event) => props.onOpen(event.currentTarget.open)}
    >
      <summary>Explain this span</summary>
      <ol>
        <For each={sentences()}>
          {({ topic, sentence }) => (
            <li data-topic={topic}>
              <For each={sentence}>
                {(part) => <Part part={part} onSelect={(row) => props.onSelect(row)} />}
              </For>
            </li>
          )}
        </For>
      </ol>
    </details>
  );
}

/** Parts never change: another span has other sentences. */
function Part({ part, onSelect }: { part: SentencePart; onSelect: (row: Row) => void }): JSX.Element {
  if (typeof part === 'string') return part;
  if ('code' in part) {
    return (
      <code>
        <bdi>{part.code}</bdi>
      </code>
    );
  }
  if (!('row' in part)) return <bdi>{`“${part.quote}”`}</bdi>;
  return (
    <button type="button" class="ex-follow" onClick={() => onSelect(part.row)}>
      <bdi>{part.quote}</bdi>
    </button>
  );
}
