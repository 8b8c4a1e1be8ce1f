import { createUniqueId, type JSX } from 'solid-js';
import { parseTags } from '../library/tag-query.ts';
import { Field } from './Field.tsx';

export interface TagsFieldProps {
  value: string;
  /** Tags may compare, contain and be denied: not in a Jaeger. */
  comparisons: boolean;
  onInput: (value: string) => void;
}

/** Tags as text, what is wrong with them, and how they are written. */
export function TagsField(props: TagsFieldProps): JSX.Element {
  const helpId = createUniqueId();
  const problem = (): string | undefined => {
    const { tags, problems } = parseTags(props.value);
    const first = problems[0];
    if (first !== undefined) return first.message;
    const compared = props.comparisons ? undefined : tags.find((tag) => tag.operator !== '=');
    return compared === undefined
      ? undefined
      : `A Jaeger only knows key=value: it cannot tell ${compared.key} ${compared.operator} ${compared.value}.`;
  };
  return (
    <div class="sf-tags">
      <Field label="Tags" problem={problem()}>
        {(attributes) => (
          <input
            {...attributes}
            aria-describedby={`${attributes['aria-describedby'] ?? ''} ${helpId}`.trim()}
            class="sf-mono"
            value={props.value}
            placeholder={props.comparisons ? 'error=true http.route~cart' : 'error=true http.method=GET'}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            onInput={(event) => props.onInput(event.currentTarget.value)}
          />
        )}
      </Field>
      <details class="sf-help">
        <summary>How to write tags</summary>
        <dl id={helpId}>
          <Example tag="error=true" means="spans that failed" />
          <Example tag={'http.route="/cart item"'} means="quotes around what has spaces" />
          <Example tag="span.kind=server" means="server, client, producer, consumer, internal" />
          <Example tag="resource.host.name=a" means="of the resource only" />
          {props.comparisons && (
            <>
              <Example tag="http.response.status_code>=500" means="also > < <=" />
              <Example tag="name~cart" means="contains, whatever the case" />
              <Example tag="cloud.region!=eu" means="has another value" />
              <Example tag="parent.service=shop" means="called by this service" />
            </>
          )}
        </dl>
        <p>All tags hold of one span of the trace.</p>
      </details>
    </div>
  );
}

function Example(props: { tag: string; means: string }): JSX.Element {
  return (
    <div>
      <dt>
        <code>{props.tag}</code>
      </dt>
      <dd>{props.means}</dd>
    </div>
  );
}
