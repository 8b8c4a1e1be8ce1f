import type { Attributes } from '@spanlab/sandbox/schemas/trace.ts';
import { type JSX, Show, useContext } from 'solid-js';
import { HelpContext } from './help/help-context.ts';

/** What carries an attribute: a search can tell a resource's from the others. */
export type AttributeOwner = 'span' | 'resource' | 'scope' | 'event' | 'link';

export interface AttributeNameProps {
  owner: AttributeOwner;
  attribute: Attributes[number];
}

/** An attribute's key. Pointing at it, the focus, or a tap shows what the semantic conventions say of it. */
export function AttributeName(props: AttributeNameProps): JSX.Element {
  const help = useContext(HelpContext);
  const convention = () => help?.find(props.attribute.key);
  return (
    <>
      <button
        ref={(element) => help?.explains(element, props)}
        type="button"
        class="sd-key"
        classList={{ 'sd-key-known': convention() !== undefined }}
        aria-haspopup="dialog"
        aria-expanded="false"
      >
        <bdi>{props.attribute.key === '' ? '(no key)' : props.attribute.key}</bdi>
      </button>
      <Show when={convention()?.deprecated}>
        {' '}
        <span class="sd-deprecated">deprecated</span>
      </Show>
    </>
  );
}
