/** The workbench's few icons: 16 px, one stroke, drawn in the colour of the text beside them. */
const paths = {
  run: 'M5 3.2v9.6l7.6-4.8z',
  stop: 'M4 4h8v8H4z',
  reset: 'M3.2 8a4.8 4.8 0 1 0 1.5-3.5M3 2.6v2.6h2.6',
  undo: 'M6 3 3 6l3 3M3 6h6a4 4 0 0 1 0 8H7',
  redo: 'm10 3 3 3-3 3M13 6H7a4 4 0 0 0 0 8h2',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  cross: 'm4 4 8 8M12 4l-8 8',
  up: 'm3.5 10 4.5-4.5L12.5 10',
  down: 'M3.5 6 8 10.5 12.5 6',
  right: 'm6 3.5 4.5 4.5L6 12.5',
  compare: 'M3 4.5h6M3 8h10M3 11.5h4',
  screen: 'M2 3h12v8.5H2zM5.5 14h5',
  share: 'M8 10V2.5M5 5l3-3 3 3M3 8v5.5h10V8',
  containers: 'M2.5 5.5 8 2.5l5.5 3v5L8 13.5l-5.5-3zM2.5 5.5 8 8.5l5.5-3M8 8.5v5',
  indent: 'M2.5 3.5h11M7 8h6.5M2.5 12.5h11M2.5 6.5 4.5 8l-2 1.5',
} as const;

export type IconName = keyof typeof paths;

/** An icon. It has no name of its own: the control around it does. */
export function Icon(props: { name: IconName; filled?: boolean }) {
  return (
    <svg
      class="wb-icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill={props.filled ? 'currentColor' : 'none'}
      stroke="currentColor"
      stroke-width="1.4"
      stroke-linejoin="round"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <path d={paths[props.name]} />
    </svg>
  );
}
