/** Marks on the performance timeline, for those who measure: rows of a trace are on the screen, matches are. */
import { onCleanup } from 'solid-js';
import type { RowScene } from './row-scene.ts';

export const rowsMark = 'spanlab:rows';
export const foundMark = 'spanlab:found';

export interface Painted {
  /** The rows were drawn from this scene: they are painted with the next frame. */
  drawn: (scene: RowScene) => void;
}

export function createPainted(): Painted {
  let traceId: string | undefined;
  let matches: Uint8Array | undefined;
  let gone = false;
  onCleanup(() => {
    gone = true;
  });
  /** A frame on, what was drawn in this one has been painted. */
  const markAfter = (frames: number, name: string): void => {
    if (gone) return;
    if (frames === 0) performance.mark(name);
    else requestAnimationFrame(() => markAfter(frames - 1, name));
  };
  return {
    drawn: (scene) => {
      if (scene.visible.length > 0 && scene.columns.traceId !== traceId) {
        traceId = scene.columns.traceId;
        markAfter(2, rowsMark);
      }
      if (scene.matches !== matches) {
        matches = scene.matches;
        if (matches !== undefined) markAfter(1, foundMark);
      }
    },
  };
}
