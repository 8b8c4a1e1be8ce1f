// biome-ignore-all lint/a11y/useSemanticElements: a line that can be moved is a separator, and <hr> cannot hold one
import type { JSX } from 'solid-js';
import { shareStep, usualShare } from './time-columns.ts';

export interface ColumnLineProps {
  leftPx: number;
  widthPx: number;
  /** The names' part of the width. */
  share: number;
  onShare: (share: number) => void;
  /** The choice is made: remember it. */
  onKeep: () => void;
}

/** The line between names and bars, to be dragged; arrows move it, Enter and a double click put it back. */
export function ColumnLine(props: ColumnLineProps): JSX.Element {
  const within = (share: number): number => Math.min(0.8, Math.max(0.1, share));
  const set = (share: number): void => {
    props.onShare(within(share));
    props.onKeep();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -shareStep, ArrowRight: shareStep }[event.key];
    if (by === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    set(by === undefined ? usualShare : props.share + by);
  };
  return (
    <div
      class="tl-line"
      role="separator"
      tabindex={0}
      aria-label="Width of the names"
      aria-orientation="vertical"
      aria-valuemin={10}
      aria-valuemax={80}
      aria-valuenow={Math.round(props.share * 100)}
      style={{ left: `${props.leftPx}px` }}
      onKeyDown={onKeyDown}
      onDblClick={() => set(usualShare)}
      onPointerDown={(event) => {
        event.stopPropagation();
        if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const line = event.currentTarget;
        if (!line.hasPointerCapture(event.pointerId)) return;
        const left = line.parentElement?.getBoundingClientRect().left ?? 0;
        props.onShare(within((event.clientX - left - 18) / Math.max(1, props.widthPx)));
      }}
      onLostPointerCapture={() => props.onKeep()}
    />
  );
}
