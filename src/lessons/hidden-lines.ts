/** Lines of a code block that run and are not shown. The words are those of twoslash. */

const marker = /^\s*(?:\/\/|#|--)\s*---(cut(?:-before|-after|-start|-end)?)---\s*$/u;

/** What becomes of each line: `shown`, `hidden`, or a `marker`, which neither runs nor is shown. */
export type LineFate = 'shown' | 'hidden' | 'marker';

/**
 * - `// ---cut---`, `// ---cut-before---`: hides all above
 * - `// ---cut-after---`: hides all below
 * - `// ---cut-start---` to `// ---cut-end---`: hides what is between; to the end of the block when it does not end
 *
 * `#` and `--` will do for languages with other comments.
 */
export function fatesOf(lines: readonly string[]): LineFate[] {
  const fates: LineFate[] = [];
  let hiding = false;
  let isAfter = false;
  for (const line of lines) {
    const word = markerIn(line);
    if (word === undefined) {
      fates.push(hiding || isAfter ? 'hidden' : 'shown');
      continue;
    }
    if (word === 'cut' || word === 'cut-before') {
      for (const [index, fate] of fates.entries()) if (fate === 'shown') fates[index] = 'hidden';
      hiding = false;
    }
    if (word === 'cut-start') hiding = true;
    if (word === 'cut-after') isAfter = true;
    if (word === 'cut-end') hiding = false;
    fates.push('marker');
  }
  return fates;
}

/** Are there markers in it at all? */
export function hidesLines(code: string): boolean {
  return code.includes('---cut');
}

function markerIn(line: string): string | undefined {
  return line.includes('---cut') ? marker.exec(line)?.[1] : undefined;
}
