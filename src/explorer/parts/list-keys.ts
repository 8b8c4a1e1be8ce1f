/** The keys that move about in a list, as the ARIA Authoring Practices describe them. */

/** Where a key leads in a list of `count` rows; undefined when it is not for moving about. */
export function indexAfterKey(
  key: string,
  active: number,
  count: number,
  rowsPerPage: number,
): number | undefined {
  const within = (index: number): number => Math.min(count - 1, Math.max(0, index));
  switch (key) {
    case 'ArrowDown':
      return within(active + 1);
    case 'ArrowUp':
      return within(active - 1);
    case 'Home':
      return within(0);
    case 'End':
      return within(count - 1);
    case 'PageDown':
      return within(active + rowsPerPage);
    case 'PageUp':
      return within(active - rowsPerPage);
    default:
      return undefined;
  }
}
