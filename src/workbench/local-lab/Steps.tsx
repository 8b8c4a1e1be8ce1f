import { For, Show } from 'solid-js';
import { CopyButton } from '../../explorer/parts/CopyButton.tsx';

/** Words with their code set as code; a step that holds a command can be copied. */
export function Words(props: { text: string }) {
  const parts = () => props.text.split('`');
  return <For each={parts()}>{(part, index) => (index() % 2 === 1 ? <code>{part}</code> : part)}</For>;
}

/** What to do, one step each. */
export function Steps(props: { steps: readonly string[] }) {
  const command = (step: string) => /`(npm run [^`]+)`/u.exec(step)?.[1];
  return (
    <ul class="ll-steps">
      <For each={props.steps}>
        {(step) => (
          <li>
            <Words text={step} />
            <Show when={command(step)}>{(text) => <CopyButton what={text()} text={() => text()} />}</Show>
          </li>
        )}
      </For>
    </ul>
  );
}
