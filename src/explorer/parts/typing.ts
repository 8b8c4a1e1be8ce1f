/** Where a key press means a letter, and not a command. */

const typed =
  'input:not([type=checkbox],[type=radio],[type=button],[type=range]), textarea, select, [contenteditable]';

/** Is text being typed there, or is a dialog open, which has the keys to itself? */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`${typed}, dialog[open]`) !== null;
}

/** A plain key, without Ctrl, Alt or Meta, that nobody has taken and no input method is composing with. */
export function isPlainKey(event: KeyboardEvent): boolean {
  const { ctrlKey, metaKey, altKey, isComposing, repeat, defaultPrevented } = event;
  return !(ctrlKey || metaKey || altKey || isComposing || repeat || defaultPrevented);
}
