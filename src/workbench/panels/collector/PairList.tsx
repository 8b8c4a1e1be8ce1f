import { createMemo, createSignal, For, type JSX, Show, untrack } from 'solid-js';
import { serviceName } from '../../../../sandbox/schemas/attribute.ts';
import { ServiceLabel } from '../../../explorer/parts/ServiceLabel.tsx';
import { plural } from '../../../words.ts';
import { compareSpans, type FieldChange, type SpanPair } from './hop-diff.ts';

export interface PairListProps {
  readonly pairs: readonly SpanPair[];
  /** False where there is one side only. */
  readonly compares: boolean;
  /** Spans the component holds back: what is missing may still come. */
  readonly holds: number;
  /** Whose doing it is. */
  readonly maker: string;
  readonly services: readonly string[];
}

const listedUpTo = 100;
/** Spans with more changes are folded: there are others to see. */
const openedUpTo = 12;

/** Spans with what became of them, those that something happened to first. */
export function PairList(props: PairListProps): JSX.Element {
  const order = { changed: 0, gone: 1, new: 2, unsure: 3, same: 4 } as const;
  const sorted = createMemo(() => [...props.pairs].sort((a, b) => order[a.kind] - order[b.kind]));
  const word = (kind: SpanPair['kind']): string =>
    ({
      same: 'unchanged',
      changed: 'changed',
      gone: props.holds > 0 ? 'held or dropped' : 'not passed on',
      new: 'new',
      unsure: 'other side not copied',
    })[kind];
  const summary = () => {
    const parts = (['changed', 'gone', 'new', 'unsure', 'same'] as const).flatMap((kind) => {
      const count = props.pairs.filter((pair) => pair.kind === kind).length;
      return count === 0 ? [] : [`${count.toLocaleString('en')} ${word(kind)}`];
    });
    return `${props.maker}: ${parts.join(', ')}.`;
  };
  return (
    <>
      <Show when={props.compares}>
        <p class="co-summary">{summary()}</p>
      </Show>
      <ul class="co-pairs">
        <For each={sorted().slice(0, listedUpTo)}>
          {(pair) => (
            <Pair pair={pair} compares={props.compares} word={word(pair.kind)} services={props.services} />
          )}
        </For>
      </ul>
      <Show when={sorted().length > listedUpTo}>
        <p class="ex-none">{`and ${plural(sorted().length - listedUpTo, 'more span')}`}</p>
      </Show>
    </>
  );
}

function Pair(props: {
  pair: SpanPair;
  compares: boolean;
  word: string;
  services: readonly string[];
}): JSX.Element {
  const span = () => props.pair.after ?? props.pair.before;
  const fields = createMemo(() => {
    const { before, after } = props.pair;
    const either = before ?? after;
    return either ? compareSpans(before ?? either, after ?? either) : [];
  });
  const changes = () => fields().filter(({ kind }) => kind !== 'same');
  const opens = () => props.compares && props.pair.kind === 'changed' && changes().length <= openedUpTo;
  // A hundred spans have thousands of fields: those that are looked at are in the page.
  const [isOpen, setOpen] = createSignal(untrack(opens));
  return (
    <Show when={span()}>
      {(shown) => (
        <li>
          <details
            class="co-pair"
            data-kind={props.pair.kind}
            open={isOpen()}
            onToggle={(event) => setOpen(event.currentTarget.open)}
          >
            <summary>
              <ServiceLabel service={serviceName(shown())} services={props.services} />
              <bdi class="co-pair-name">{shown().name || '(no name)'}</bdi>
              <Show when={props.compares}>
                <span class="co-pair-word" data-kind={props.pair.kind}>
                  {props.word}
                </span>
              </Show>
            </summary>
            <Show when={isOpen()}>
              <Fields fields={fields()} kind={props.pair.kind} compares={props.compares} />
            </Show>
          </details>
        </li>
      )}
    </Show>
  );
}

const parts: Readonly<Record<FieldChange['part'], string>> = {
  span: '',
  attribute: 'attribute',
  resource: 'resource',
  scope: 'scope',
  event: 'event',
  link: 'link',
};
const marks = { added: '+', removed: '−', changed: '~', same: '' } as const;

/** Changed fields at once; the others when they are asked for. */
function Fields(props: {
  fields: readonly FieldChange[];
  kind: SpanPair['kind'];
  compares: boolean;
}): JSX.Element {
  const [all, setAll] = createSignal(false);
  const oneSided = () => !props.compares || props.kind === 'gone' || props.kind === 'new';
  const changed = () => props.fields.filter(({ kind }) => kind !== 'same');
  const same = () => props.fields.length - changed().length;
  const shown = () => (all() || changed().length === 0 ? props.fields : changed());
  return (
    <>
      <table class="ex-table co-fields">
        <Show when={!oneSided()}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
        </Show>
        <tbody>
          <For each={shown()}>
            {(field) => (
              <tr data-kind={field.kind}>
                <th scope="row">
                  <span class="co-field-mark" aria-hidden="true">
                    {marks[field.kind]}
                  </span>
                  <Show when={field.kind !== 'same'}>
                    <span class="ex-hidden">{`${field.kind}: `}</span>
                  </Show>
                  <Show when={parts[field.part] !== ''}>
                    <span class="ex-muted">{`${parts[field.part]} `}</span>
                  </Show>
                  <bdi>{field.name}</bdi>
                </th>
                <Show
                  when={!oneSided()}
                  fallback={
                    <td>
                      <FieldText text={field.after ?? field.before} />
                    </td>
                  }
                >
                  <td class="co-before">
                    <FieldText text={field.before} />
                  </td>
                  <td class="co-after">
                    <FieldText text={field.after} />
                  </td>
                </Show>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={!all() && changed().length > 0 && same() > 0}>
        <button type="button" class="ex-follow" onClick={() => setAll(true)}>
          {`Show ${plural(same(), 'field')} that ${same() === 1 ? 'is' : 'are'} the same`}
        </button>
      </Show>
    </>
  );
}

/** Longer values are cut: a span may carry a megabyte. */
const longest = 500;

function FieldText(props: { text: string | undefined }): JSX.Element {
  return (
    <Show when={props.text !== undefined} fallback={<span class="ex-muted">–</span>}>
      <bdi class="ex-value">
        {(props.text ?? '').length > longest ? `${props.text?.slice(0, longest)}…` : props.text || '(empty)'}
      </bdi>
    </Show>
  );
}
