/** A process's own output, with marks in it that say where one run's ends. */

/** What a pool process writes to both its streams after each run. No text holds a NUL by chance. */
export const endMark = '\0spanlab: end of run\0';

/** Takes marks out of text that comes in pieces. */
export class MarkedStream {
  readonly #text: (text: string) => void;
  readonly #end: () => void;
  #held = '';

  constructor(text: (text: string) => void, end: () => void) {
    this.#text = text;
    this.#end = end;
  }

  add(piece: string): void {
    let rest = this.#held + piece;
    for (let at = rest.indexOf(endMark); at !== -1; at = rest.indexOf(endMark)) {
      this.#give(rest.slice(0, at));
      this.#end();
      rest = rest.slice(at + endMark.length);
    }
    // A mark may have been cut in two.
    const start = startOfMark(rest);
    this.#held = start === -1 ? '' : rest.slice(start);
    this.#give(start === -1 ? rest : rest.slice(0, start));
  }

  #give(text: string): void {
    if (text !== '') this.#text(text);
  }
}

function startOfMark(text: string): number {
  for (let at = Math.max(0, text.length - endMark.length + 1); at < text.length; at += 1) {
    if (endMark.startsWith(text.slice(at))) return at;
  }
  return -1;
}
