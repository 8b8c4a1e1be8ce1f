/** The keys of the page as a whole. */
import { onCleanup, onMount } from 'solid-js';
import { isPlainKey, isTyping } from '../parts/typing.ts';

/** The field a `/` leads to: that of the page on show, marked by the part that has it or by what it is. */
const fields = '[data-find], .fb-input, .app-page input[type=search], .app-page input[type=text]';

/** What is on show and takes keys: its current row, or else what of it can have the focus. */
const takers = ['[role=row][tabindex="0"]', '[role=treegrid], [role=grid]', '.trp-view [tabindex="0"]'];

export function createPageKeys(does: { isOn: () => boolean; help: () => void; open: () => void }): void {
  const onKey = (event: KeyboardEvent): void => {
    // What is passed on comes by here, too.
    if (!event.isTrusted || !does.isOn() || !isPlainKey(event) || isTyping(event.target)) return;
    if (event.key === '?') does.help();
    else if (event.key === 'o') does.open();
    else if (event.key === '/') {
      const field = document.querySelector<HTMLInputElement>(fields);
      if (field === null) return;
      field.focus();
      field.select();
    } else if (!passOn(event)) return;
    event.preventDefault();
  };
  onMount(() => document.addEventListener('keydown', onKey));
  onCleanup(() => document.removeEventListener('keydown', onKey));
}

/**
 * Gives a key to what is on show, wherever the focus is: letters from anywhere, all others when nothing has the focus.
 * @returns whether it was of use there
 */
function passOn(event: KeyboardEvent): boolean {
  const taker = takers
    .flatMap((each) => Array.from(document.querySelectorAll<HTMLElement>(`.app-page :is(${each})`)))
    .find((each) => each.checkVisibility());
  if (taker === undefined || !(event.target instanceof Element) || taker.contains(event.target)) return false;
  const isFree = event.target === document.body;
  if (!isFree && (event.key.length > 1 || event.key === ' ')) return false;
  // Within rows a key has had its chance.
  if (event.target.closest('[role=row]') !== null) return false;
  const { key, code, shiftKey } = event;
  const given = new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true });
  if (isFree && key.length > 1 && key !== 'Escape' && key !== 'Tab') taker.focus({ preventScroll: true });
  return !taker.dispatchEvent(given);
}
