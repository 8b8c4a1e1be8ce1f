/** Where something stands in a document, as a report names it. Lines and columns count from 1, columns in UTF-16 units. */
export interface Place {
  /** Relative to the folder `spanlab` was started in, with `/` between. */
  file: string;
  line: number;
  column: number;
  endLine?: number;
  endColumn?: number;
}

/** Where a line of an example's file begins in its document: fences in lists are indented there. */
export interface LineOrigin {
  line: number;
  column: number;
}

/** Where a position of an example's file (both from 1) stands in the document. Beyond the last line, its end. */
export function placeIn(file: string, origins: readonly LineOrigin[], line: number, column: number): Place {
  const origin = origins[Math.min(Math.max(line, 1), origins.length) - 1] ?? { line: 1, column: 1 };
  return { file, line: origin.line, column: origin.column + Math.max(column, 1) - 1 };
}
