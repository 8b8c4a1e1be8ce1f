/** Files that are dropped anywhere on the page, and what is pasted into it. */
import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';
import { isTyping } from '../parts/typing.ts';
import { holdsFiles, sourcesOfTransfer } from './given-sources.ts';
import type { Source } from './load.ts';

/** @returns whether a file is being dragged over the page */
export function createGivenByHand(open: (sources: Source[]) => void): Accessor<boolean> {
  const [isOver, setOver] = createSignal(false);
  // Every element on the way tells of entering and leaving: over as long as more were entered than left.
  let depth = 0;
  const listeners: { [Name in keyof DocumentEventMap]?: (event: DocumentEventMap[Name]) => void } = {
    dragenter(event) {
      if (!holdsFiles(event.dataTransfer)) return;
      event.preventDefault();
      depth += 1;
      setOver(true);
    },
    dragover(event) {
      if (!holdsFiles(event.dataTransfer)) return;
      // Without this the browser would leave the page for the file.
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    },
    dragleave(event) {
      if (!holdsFiles(event.dataTransfer)) return;
      depth -= 1;
      if (depth <= 0) setOver(false);
    },
    drop(event) {
      depth = 0;
      setOver(false);
      if (!holdsFiles(event.dataTransfer)) return;
      event.preventDefault();
      open(sourcesOfTransfer(event.dataTransfer));
    },
    paste(event) {
      if (isTyping(event.target)) return;
      const sources = sourcesOfTransfer(event.clipboardData);
      if (sources.length === 0) return;
      event.preventDefault();
      open(sources);
    },
  };
  onMount(() => {
    for (const [name, listener] of Object.entries(listeners)) {
      document.addEventListener(name, listener as EventListener);
      onCleanup(() => document.removeEventListener(name, listener as EventListener));
    }
  });
  return isOver;
}
