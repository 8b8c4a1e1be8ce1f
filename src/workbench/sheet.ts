/** How far a finger moves before the sheet follows. */
const dragPx = 24;

/** Whether a drag by `dy` pixels (down is positive) opens or closes the sheet; undefined while it is too short. */
export function sheetShouldOpen(dy: number): boolean | undefined {
  return Math.abs(dy) < dragPx ? undefined : dy < 0;
}
