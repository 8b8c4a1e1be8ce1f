/** When help is shown and when it goes: WCAG 1.4.13 (hoverable, dismissable, persistent), by pointer, focus and tap. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type { AttributeNameProps } from '../AttributeName.tsx';

/** A pointer on its way across opens nothing, and has time to get from the name to the panel. */
const opensAfterMs = 250;
const closesAfterMs = 300;

export interface OpenHelp {
  anchor: HTMLElement;
  about: AttributeNameProps;
  /** It was asked for by a click, a tap or Enter: it stays until it is closed. */
  pinned: boolean;
}

export interface Help {
  open: Accessor<OpenHelp | undefined>;
  explains: (element: HTMLElement, about: AttributeNameProps) => void;
  close: () => void;
  /** Of the element around all names and the panel. */
  root: (element: HTMLElement) => void;
  panel: (element: HTMLElement) => void;
}

export function createHelp(): Help {
  const [open, setOpen] = createSignal<OpenHelp>();
  const known = new WeakMap<Element, AttributeNameProps>();
  let panel: HTMLElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const soon = (afterMs: number, act: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(act, afterMs);
  };
  const show = (anchor: HTMLElement, pinned: boolean): void => {
    clearTimeout(timer);
    const about = known.get(anchor);
    const before = open();
    if (about === undefined || (before?.anchor === anchor && (before.pinned || !pinned))) return;
    before?.anchor.setAttribute('aria-expanded', 'false');
    anchor.setAttribute('aria-expanded', 'true');
    setOpen({ anchor, about, pinned });
    listen();
  };
  const close = (): void => {
    clearTimeout(timer);
    const before = open();
    if (before === undefined) return;
    before.anchor.setAttribute('aria-expanded', 'false');
    setOpen(undefined);
    stopListening();
  };
  /** Also gives the focus back, when it is in the panel. */
  const dismiss = (): void => {
    const anchor = open()?.anchor;
    if (panel?.contains(document.activeElement) === true) anchor?.focus();
    close();
  };

  const isInside = (target: EventTarget | null): boolean =>
    target instanceof Node && (panel?.contains(target) === true || open()?.anchor.contains(target) === true);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    // Help alone goes; the next Escape is for what it stands on.
    event.stopPropagation();
    event.preventDefault();
    dismiss();
  };
  const onPointerDown = (event: PointerEvent): void => {
    if (!isInside(event.target)) close();
  };
  const onScroll = (event: Event): void => {
    if (!isInside(event.target)) close();
  };
  const listen = (): void => {
    document.addEventListener('keydown', onKeyDown, true);
    document.addEventListener('pointerdown', onPointerDown, true);
    document.addEventListener('scroll', onScroll, true);
    window.addEventListener('resize', close);
  };
  const stopListening = (): void => {
    document.removeEventListener('keydown', onKeyDown, true);
    document.removeEventListener('pointerdown', onPointerDown, true);
    document.removeEventListener('scroll', onScroll, true);
    window.removeEventListener('resize', close);
  };
  onCleanup(() => {
    clearTimeout(timer);
    stopListening();
  });

  const nameAt = (target: EventTarget | null): HTMLElement | undefined => {
    const name = target instanceof Element ? target.closest('.sd-key') : null;
    return name instanceof HTMLElement && known.has(name) ? name : undefined;
  };
  const onOver = (event: PointerEvent): void => {
    // A finger taps, and gets the click.
    if (event.pointerType === 'touch') return;
    const name = nameAt(event.target);
    if (name !== undefined && open()?.pinned !== true) soon(opensAfterMs, () => show(name, false));
    else if (isInside(event.target)) clearTimeout(timer);
  };
  const onOut = (event: PointerEvent): void => {
    if (event.pointerType === 'touch' || open()?.pinned === true) return;
    if (isInside(event.relatedTarget)) return;
    if (open() === undefined) clearTimeout(timer);
    else soon(closesAfterMs, close);
  };
  const onFocusIn = (event: FocusEvent): void => {
    const name = nameAt(event.target);
    if (name?.matches(':focus-visible') === true) show(name, false);
  };
  const onFocusOut = (event: FocusEvent): void => {
    if (event.relatedTarget !== null && !isInside(event.relatedTarget)) close();
  };
  const onClick = (event: MouseEvent): void => {
    const name = nameAt(event.target);
    if (name === undefined) return;
    if (open()?.anchor === name && open()?.pinned === true) {
      close();
      return;
    }
    show(name, true);
    panel?.focus();
  };

  return {
    open,
    explains: (element, about) => known.set(element, about),
    close,
    root(element) {
      element.addEventListener('pointerover', onOver);
      element.addEventListener('pointerout', onOut);
      element.addEventListener('focusin', onFocusIn);
      element.addEventListener('focusout', onFocusOut);
      element.addEventListener('click', onClick);
    },
    panel(element) {
      panel = element;
    },
  };
}
