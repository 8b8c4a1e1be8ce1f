import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';

export interface Gradual {
  /** How many to draw now. */
  shown: Accessor<number>;
  /** Some are left out until they are asked for. */
  isCut: Accessor<boolean>;
  showAll: () => void;
}

export interface GradualOptions {
  count: () => number;
  /** Drawn without being asked. */
  first: number;
  /** Drawn in one animation frame once all are asked for: small enough that the page goes on answering. */
  perFrame: number;
}

/** Many things in a list: the first ones at once, all of them when asked for, and then a few a frame. */
export function createGradual({ count, first, perFrame }: GradualOptions): Gradual {
  const [wanted, setWanted] = createSignal(first);
  const [isAsked, setAsked] = createSignal(false);
  createEffect(() => {
    if (!isAsked() || wanted() >= count()) return;
    const frame = requestAnimationFrame(() => setWanted((now) => now + perFrame));
    onCleanup(() => cancelAnimationFrame(frame));
  });
  return {
    shown: () => Math.min(wanted(), count()),
    isCut: () => !isAsked() && count() > first,
    showAll: () => setAsked(true),
  };
}
