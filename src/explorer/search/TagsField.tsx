import { createUniqueId, type JSX } from 'solid-js';
import { parseTags } from '../library/tag-query.ts';
import { Field } from './Field.tsx';

export interface TagsFieldProps {
  value: string;
  /** The library itself searches by tags that compare, contain and deny; a Jaeger does not. */
  comparisons: boolean;
  onInput: (value: string) => void;
}

/** Tags as text, what is wrong with them, and how they are written. */
export function TagsField(props: TagsFieldProps): JSX.Element {
  const helpId = createUniqueId();
  const problem = (): string | undefined => parseTags(props.value).problems[0]?.message;
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
        <dl>
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
        <p id={helpId}>
          {props.comparisons
            ? 'All tags hold of one span of the trace.'
            : 'All tags hold of one span of the trace. A Jaeger searches by key=value; anything else is looked for in what it finds.'}
        </p>
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
