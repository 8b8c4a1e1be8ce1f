import type { AttributeValue } from '@spanlab/sandbox/schemas/trace.ts';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { attributeText, attributeType } from '../parts/attribute-text.ts';
import { createGradual } from './gradual.ts';
import { textHead, textPieces } from './text-pieces.ts';

/** A value exactly as it was sent, and of which type it is where that is not text. One may be a megabyte. */
export function AttributeValueText(props: { value: AttributeValue }): JSX.Element {
  const text = createMemo(() => attributeText(props.value));
  const isLong = (): boolean => textHead(text()).length < text().length;
  return (
    <>
      <Show when={isLong()} fallback={<Short text={text()} />}>
        <Long text={text()} />
      </Show>
      <Show when={attributeType(props.value) !== 'string'}>
        <span class="ex-type">{attributeType(props.value)}</span>
      </Show>
    </>
  );
}

function Short(props: { text: string }): JSX.Element {
  return (
    <bdi class="ex-value">
      <Show when={props.text !== ''} fallback={<span class="ex-muted">(empty string)</span>}>
        {props.text}
      </Show>
    </bdi>
  );
}

function Long(props: { text: string }): JSX.Element {
  const pieces = createMemo(() => textPieces(props.text));
  const { shown, isCut, showAll } = createGradual({
    count: () => pieces().length + 1,
    first: 1,
    perFrame: 2,
  });
  return (
    <Show
      when={!isCut()}
      fallback={
        <>
          <bdi class="ex-value">{`${textHead(props.text)}…`}</bdi>
          <button type="button" class="ex-button sd-more" onClick={showAll}>
            {`Show all ${props.text.length.toLocaleString('en')} characters`}
          </button>
        </>
      }
    >
      <section class="sd-long" tabindex="0" aria-label="The whole value">
        <For each={pieces().slice(0, shown())}>{(piece) => <bdi class="sd-piece">{piece}</bdi>}</For>
      </section>
    </Show>
  );
}
