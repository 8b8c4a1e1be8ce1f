/** The part of the trace that is drawn: follows the address, and is written there when a gesture comes to rest. */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { ExplorerState } from '../state/explorer-state.ts';
import { isWhole, panBy, type TimeWindow, windowOf, windowState, zoomAt } from './zoom.ts';

export interface Zoom {
  part: Accessor<TimeWindow>;
  totalNs: Accessor<number>;
  whole: Accessor<boolean>;
  set: (part: TimeWindow) => void;
  /** Narrower by `factor` around a place in the part, from 0 at its left to 1. */
  zoom: (factor: number, at?: number) => void;
  /** By a share of the part's width, to the right when positive. */
  pan: (share: number) => void;
  reset: () => void;
}

export interface ZoomOptions {
  totalNs: Accessor<number>;
  state: Accessor<ExplorerState>;
  onState: (change: Partial<ExplorerState>) => void;
}

/** An address is not written sixty times a second. */
const restMs = 150;

export function createZoom({ totalNs, state, onState }: ZoomOptions): Zoom {
  const [gesture, setGesture] = createSignal<TimeWindow>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const part = createMemo(() => windowOf(totalNs(), gesture() ?? state()));
  const whole = (): boolean => isWhole(totalNs(), part());

  // The address has the last word, except while a gesture goes on.
  const wanted = createMemo(() => `${state().fromNs} ${state().toNs}`);
  createEffect(
    on(
      wanted,
      () => {
        if (timer === undefined) setGesture(undefined);
      },
      { defer: true },
    ),
  );
  const rest = (): void => {
    timer = undefined;
    const ended = windowState(totalNs(), part());
    if (ended.fromNs !== state().fromNs || ended.toNs !== state().toNs) onState(ended);
    setGesture(undefined);
  };
  const set = (next: TimeWindow): void => {
    setGesture(next);
    clearTimeout(timer);
    timer = setTimeout(rest, restMs);
  };
  return {
    part,
    totalNs,
    whole,
    set,
    zoom: (factor, at = 0.5) => set(zoomAt(totalNs(), part(), factor, at)),
    pan: (share) => {
      if (!whole()) set(panBy(totalNs(), part(), share));
    },
    reset: () => {
      if (!whole()) set({ fromNs: 0, toNs: totalNs() });
    },
  };
}
