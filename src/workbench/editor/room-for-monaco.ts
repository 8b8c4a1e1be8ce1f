/** Wide enough and with a precise pointer: where the big editor is a help. */
export function hasRoomForMonaco(): boolean {
  return matchMedia('(pointer: fine) and (min-width: 50em)').matches;
}
