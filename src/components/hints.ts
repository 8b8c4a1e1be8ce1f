/** What a hint writes where its number goes; see `Hint.astro`. */
export const hintMark = '<!--hint-->';

const hint = /<details class="hint"[\s\S]*?<\/details>/gu;

/** Takes the hints out of a box's HTML and numbers them: "Hint 2 of 3". A single one is "Hint". */
export function separateHints(html: string): { prose: string; hints: string[] } {
  const found = html.match(hint) ?? [];
  const hints = found.map((each, index) =>
    each.replace(hintMark, found.length === 1 ? 'Hint' : `Hint ${index + 1} of ${found.length}`),
  );
  return { prose: html.replaceAll(hint, ''), hints };
}
