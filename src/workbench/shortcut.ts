/** The keys of the workbench that are not a control's own. */

export type Key = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat' | 'isComposing'
>;

/** Where the focus is when a key goes down. */
export interface Whereabouts {
  readonly inWorkbench: boolean;
  /** It is where text is typed. */
  readonly typing: boolean;
  /** A dialog is open, and has the keys to itself. */
  readonly inDialog: boolean;
}

/** `held`: the run key, repeated by being held down. It starts nothing, and is nobody else's either. */
export type Shortcut = 'run' | 'held' | 'projector' | 'close-sheet';

/** What a key asks of the workbench, if anything. */
export function shortcutOf(event: Key, where: Whereabouts): Shortcut | undefined {
  if (event.isComposing || where.inDialog) return undefined;
  const { key, altKey, shiftKey, repeat } = event;
  const command = event.ctrlKey || event.metaKey;
  if (key === 'Enter' && command && !altKey && !shiftKey) return repeat ? 'held' : 'run';
  // A single letter may be a shortcut only where the focus is in what it changes: WCAG 2.1.4.
  if (command || altKey || repeat || where.typing || !where.inWorkbench) return undefined;
  if (key === 'p') return 'projector';
  if (key === 'Escape') return 'close-sheet';
  return undefined;
}
