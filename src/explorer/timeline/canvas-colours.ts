/** Colours of the page's style sheet as a canvas wants them. They change with the theme. */
import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';
import type { Pixel } from './minimap-pixels.ts';

/** Counts up when the page's theme changes, so that what is painted once is painted anew. */
export function themeChanges(): Accessor<number> {
  const [count, setCount] = createSignal(0);
  onMount(() => {
    const changed = (): void => {
      setCount((before) => before + 1);
    };
    const observer = new MutationObserver(changed);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', changed);
    onCleanup(() => {
      observer.disconnect();
      scheme.removeEventListener('change', changed);
    });
  });
  return count;
}

/** What `var(--name)` is for this element, as the text of a colour. */
export function colourOf(element: Element, value: string): string {
  const name = /^var\((--[\w-]+)\)$/u.exec(value)?.[1];
  return name === undefined ? value : getComputedStyle(element).getPropertyValue(name).trim() || 'gray';
}

/** Colours as pixels. They are painted and read back, so that every way to write a colour is understood. */
export function pixelsOf(colours: readonly string[]): Pixel[] {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, colours.length);
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return colours.map(() => 0xff808080);
  colours.forEach((colour, x) => {
    context.fillStyle = 'gray';
    context.fillStyle = colour;
    context.fillRect(x, 0, 1, 1);
  });
  return [...new Uint32Array(context.getImageData(0, 0, canvas.width, 1).data.buffer)];
}
