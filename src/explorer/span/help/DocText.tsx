import { For, type JSX, Match, Switch } from 'solid-js';
import { type DocPart, docBlocks } from '../conventions/doc-text.ts';

/** A text of the conventions. */
export function DocText(props: { text: string }): JSX.Element {
  return (
    <For each={docBlocks(props.text)}>
      {(block) => (
        <p classList={{ 'sd-doc-item': block.type === 'item' }}>
          <For each={block.parts}>{(part) => <Part part={part} />}</For>
        </p>
      )}
    </For>
  );
}

function Part(props: { part: DocPart }): JSX.Element {
  const link = () => (props.part.type === 'link' ? props.part : undefined);
  return (
    <Switch fallback={props.part.text}>
      <Match when={props.part.type === 'code'}>
        <code>{props.part.text}</code>
      </Match>
      <Match when={props.part.type === 'strong'}>
        <strong>{props.part.text}</strong>
      </Match>
      <Match when={link()}>
        {(it) => (
          <a href={it().href} target="_blank" rel="noreferrer">
            {it().text}
          </a>
        )}
      </Match>
    </Switch>
  );
}
