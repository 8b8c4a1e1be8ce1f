import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js';

export interface MenuButtonProps {
  label: string;
  /** What it is called, where the label is but a sign. */
  name?: string;
  /** Beside the label: "2 hidden". */
  note?: string | undefined;
  /** What it opens; given how to close it. */
  children: (close: () => void) => JSX.Element;
}

/** A button that opens a small box below it. Escape, a click elsewhere and moving the focus out close it. */
export function MenuButton(props: MenuButtonProps): JSX.Element {
  const [open, setOpen] = createSignal(false);
  let root: HTMLDivElement | undefined;
  let button: HTMLButtonElement | undefined;
  const close = (): void => {
    const inside = root?.contains(document.activeElement) === true;
    setOpen(false);
    if (inside) button?.focus();
  };
  onMount(() => {
    const onPress = (event: Event): void => {
      if (open() && event.target instanceof Node && root?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', onPress);
    onCleanup(() => document.removeEventListener('pointerdown', onPress));
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the box wherever the focus is in it
    <div
      class="ex-menu"
      ref={(element) => {
        root = element;
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open()) return;
        event.stopPropagation();
        close();
      }}
      onFocusOut={(event) => {
        if (event.relatedTarget instanceof Node && root?.contains(event.relatedTarget) !== true) {
          setOpen(false);
        }
      }}
    >
      <button
        type="button"
        class="ex-button"
        aria-expanded={open()}
        aria-label={props.name}
        title={props.name}
        ref={(element) => {
          button = element;
        }}
        onClick={() => setOpen(!open())}
      >
        {props.label}
        <Show when={props.note}>
          <span class="ex-muted">{props.note}</span>
        </Show>
      </button>
      <Show when={open()}>
        <div class="ex-menu-box" ref={(box) => queueMicrotask(() => keepOnPage(box))}>
          {props.children(close)}
        </div>
      </Show>
    </div>
  );
}

/** Moves a box that sticks out of the page at the right back into it. */
function keepOnPage(box: HTMLElement): void {
  const over = box.getBoundingClientRect().right + 8 - document.documentElement.clientWidth;
  if (over > 0) box.style.transform = `translateX(${-over}px)`;
}
