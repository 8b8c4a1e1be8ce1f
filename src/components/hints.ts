/** What a hint writes where its number goes; see `Hint.astro`. */
export const hintMark = '<!--hint-->';

/** Numbers the hints of a box in order: "Hint 2 of 3". A single one is "Hint". */
export function numberHints(html: string): string {
  const count = html.split(hintMark).length - 1;
  let number = 0;
  return html.replaceAll(hintMark, () => {
    number += 1;
    return count === 1 ? 'Hint' : `Hint ${number} of ${count}`;
  });
}
