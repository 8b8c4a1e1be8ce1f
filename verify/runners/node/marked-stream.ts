/** A process's own output, with marks in it that say where one run's begins and ends. */

/** What a pool process writes to both its streams before and after a run. Nobody but it and the session knows the run's name. */
export const markOf = (run: string) => `\0spanlab ${run}\0`;

/** Takes out of text that comes in pieces what stands between two marks. The rest is of no run that is still there. */
export class MarkedStream {
  readonly #text: (text: string) => void;
  readonly #end: () => void;
  #mark: string | undefined;
  #began = false;
  #held = '';

  constructor(text: (text: string) => void, end: () => void) {
    this.#text = text;
    this.#end = end;
  }

  /** From now on the run with this mark is waited for. */
  expect(mark: string): void {
    this.#mark = mark;
    this.#began = false;
    this.#held = '';
  }

  add(piece: string): void {
    let rest = this.#held + piece;
    this.#held = '';
    while (this.#mark !== undefined) {
      const at = rest.indexOf(this.#mark);
      if (at === -1) break;
      this.#give(rest.slice(0, at));
      rest = rest.slice(at + this.#mark.length);
      if (this.#began) {
        this.#mark = undefined;
        this.#end();
      } else this.#began = true;
    }
    if (this.#mark === undefined) return;
    // A mark may have been cut in two.
    const start = startOf(this.#mark, rest);
    this.#held = start === -1 ? '' : rest.slice(start);
    this.#give(start === -1 ? rest : rest.slice(0, start));
  }

  #give(text: string): void {
    if (text !== '' && this.#began) this.#text(text);
  }
}

/** Where the text ends with the beginning of a mark; -1 where it does not. */
function startOf(mark: string, text: string): number {
  for (let at = Math.max(0, text.length - mark.length + 1); at < text.length; at += 1) {
    if (mark.startsWith(text.slice(at))) return at;
  }
  return -1;
}
