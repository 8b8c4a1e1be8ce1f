/** The few shapes of the explorer. Decoration only: each stands beside a word that says the same. */
import type { JSX } from 'solid-js';

function Mark(props: { class: string; children: JSX.Element }): JSX.Element {
  return (
    <svg class={`ex-mark ${props.class}`} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      {props.children}
    </svg>
  );
}

/** An octagon with a cross. */
export function ErrorMark(): JSX.Element {
  return (
    <Mark class="ex-mark-error">
      <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />
      <path d="m5.5 5.5 5 5m0-5-5 5" stroke="var(--ex-bg)" stroke-width="1.7" />
    </Mark>
  );
}

/** A triangle with a stroke. */
export function WarningMark(): JSX.Element {
  return (
    <Mark class="ex-mark-warning">
      <path
        d="M8 2.2 14.4 13.5H1.6z"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linejoin="round"
      />
      <path d="M8 6.4v3.2m0 1.3v1" stroke="currentColor" stroke-width="1.5" />
    </Mark>
  );
}

/** Points right; turned by CSS when open. */
export function ChevronMark(): JSX.Element {
  return (
    <Mark class="ex-mark-chevron">
      <path d="m6 4 4 4-4 4" fill="none" stroke="currentColor" stroke-width="1.5" />
    </Mark>
  );
}

export function CopyMark(): JSX.Element {
  return (
    <Mark class="ex-mark-copy">
      <rect
        x="5.5"
        y="5.5"
        width="8"
        height="8"
        rx="1.5"
        fill="none"
        stroke="currentColor"
        stroke-width="1.2"
      />
      <path d="M10.5 3.5v-1h-8v8h1" fill="none" stroke="currentColor" stroke-width="1.2" />
    </Mark>
  );
}

export function DoneMark(): JSX.Element {
  return (
    <Mark class="ex-mark-done">
      <path d="m3 8.5 3.2 3.2L13 4.8" fill="none" stroke="currentColor" stroke-width="1.6" />
    </Mark>
  );
}

export function CloseMark(): JSX.Element {
  return (
    <Mark class="ex-mark-close">
      <path d="m4 4 8 8m0-8-8 8" fill="none" stroke="currentColor" stroke-width="1.4" />
    </Mark>
  );
}

/** Points left: back from a detail to its list. */
export function BackMark(): JSX.Element {
  return (
    <Mark class="ex-mark-back">
      <path d="M10 3.5 5.5 8l4.5 4.5" fill="none" stroke="currentColor" stroke-width="1.5" />
    </Mark>
  );
}
