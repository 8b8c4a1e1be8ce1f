/** The keys of the page as a whole. */
import { onCleanup, onMount } from 'solid-js';
import { isPlainKey, isTyping } from '../parts/typing.ts';

/** The field a `/` leads to: that of the page on show, marked by the part that has it or by what it is. */
const fields = '[data-find], .fb-input, .app-page input[type=search], .app-page input[type=text]';

export function createPageKeys(does: { isOn: () => boolean; help: () => void; open: () => void }): void {
  const onKey = (event: KeyboardEvent): void => {
    if (!does.isOn() || !isPlainKey(event) || isTyping(event.target)) return;
    if (event.key === '?') does.help();
    else if (event.key === 'o') does.open();
    else if (event.key === '/') {
      const field = document.querySelector<HTMLInputElement>(fields);
      if (field === null) return;
      field.focus();
      field.select();
    } else return;
    event.preventDefault();
  };
  onMount(() => document.addEventListener('keydown', onKey));
  onCleanup(() => document.removeEventListener('keydown', onKey));
}
