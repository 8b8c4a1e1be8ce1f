import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { placePanel } from './place-panel.ts';
import './menu-box.css';

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
  /** The label is but a sign then, and what is beside it belongs to the name. */
  const fullName = (): string | undefined =>
    props.name === undefined || props.note === undefined ? props.name : `${props.name}: ${props.note}`;
  onMount(() => {
    const onPress = (event: Event): void => {
      if (open() && event.target instanceof Node && root?.contains(event.target) !== true) setOpen(false);
    };
    // Its place is that of the button when it was opened.
    const onResize = (): void => close();
    document.addEventListener('pointerdown', onPress);
    addEventListener('resize', onResize);
    onCleanup(() => {
      document.removeEventListener('pointerdown', onPress);
      removeEventListener('resize', onResize);
    });
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
        aria-label={fullName()}
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
        <MenuBox at={() => button}>{props.children(close)}</MenuBox>
      </Show>
    </div>
  );
}

/** Lies above the page, so that it is not cut where its surroundings are small. */
function MenuBox(props: { at: () => HTMLElement | undefined; children: JSX.Element }): JSX.Element {
  let box: HTMLDivElement | undefined;
  onMount(() => {
    if (box === undefined) return;
    const placed = box;
    placed.showPopover();
    // What is in it may come later, or say more.
    const observer = new ResizeObserver(() => place(placed, props.at()));
    place(placed, props.at());
    observer.observe(placed);
    onCleanup(() => observer.disconnect());
  });
  return (
    <div
      class="ex-menu-box"
      popover="manual"
      ref={(element) => {
        box = element;
      }}
    >
      {props.children}
    </div>
  );
}

/** Below the button or above it, where there is more room; never beyond the edge of the window. */
function place(box: HTMLElement, button: HTMLElement | undefined): void {
  if (button === undefined) return;
  const { clientWidth, clientHeight } = document.documentElement;
  const { left, top, maxHeight } = placePanel(
    button.getBoundingClientRect(),
    { width: box.offsetWidth, height: box.offsetHeight },
    { width: clientWidth, height: clientHeight },
  );
  box.style.maxHeight = `${maxHeight}px`;
  box.style.top = `${top}px`;
  box.style.left = `${left}px`;
}
