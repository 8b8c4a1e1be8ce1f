/** Where the documents of a file of JSON begin and end: whether each has a line to itself. */

export interface DocumentLines {
  /** In which the document that is being read began, or the one before. */
  readonly start: number;
  /** How many have ended. */
  readonly count: number;
  /** Each in a line of its own, so far. */
  readonly linewise: boolean;
  /** More than one, each in a line: one that goes on in the next line has been cut short. */
  readonly isLines: boolean;
  begin(line: number): void;
  end(line: number): void;
  /** One that could not be read to its end. */
  breakOff(): void;
}

export function createDocumentLines(): DocumentLines {
  let start = 1;
  let last = 0;
  let count = 0;
  let linewise = true;
  return {
    get start() {
      return start;
    },
    get count() {
      return count;
    },
    get linewise() {
      return linewise;
    },
    get isLines() {
      return count > 0 && linewise;
    },
    begin(line) {
      start = line;
    },
    end(line) {
      count += 1;
      linewise &&= start === line && last < line;
      last = line;
    },
    breakOff() {
      count += 1;
    },
  };
}
