import { type JSX, onMount, Show } from 'solid-js';
import { BackMark, CloseMark } from './marks.tsx';
import './detail-pane.css';

export interface DetailPaneProps {
  /** What it is about, for who cannot see it. */
  label: string;
  /** Shown in place of the rows: it takes the focus and offers the way back. */
  alone: boolean;
  /** "Back to the trace" */
  back: string;
  /** "Close span detail" */
  close: string;
  onClose: () => void;
  /** What stays in view at the top. */
  head: JSX.Element;
  children: JSX.Element;
}

/** One thing of a list in full, beside the list or in its place. Escape closes it. */
export function DetailPane(props: DetailPaneProps): JSX.Element {
  let back: HTMLButtonElement | undefined;
  onMount(() => {
    if (!props.alone) return;
    back?.focus();
    // One that is loaded when it is first needed is mounted before it is in the page.
    if (document.activeElement !== back) requestAnimationFrame(() => back?.focus());
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    props.onClose();
  };
  return (
    <section
      class="dp"
      classList={{ 'dp-alone': props.alone }}
      aria-label={props.label}
      onKeyDown={onKeyDown}
    >
      <header class="dp-head">
        <button
          ref={(element) => {
            back = element;
          }}
          type="button"
          class="ex-button"
          classList={{ 'ex-button-icon': !props.alone, 'dp-close': !props.alone }}
          aria-label={props.alone ? undefined : props.close}
          onClick={() => props.onClose()}
        >
          <Show when={props.alone} fallback={<CloseMark />}>
            <BackMark />
            {props.back}
          </Show>
        </button>
        {props.head}
      </header>
      {props.children}
    </section>
  );
}
