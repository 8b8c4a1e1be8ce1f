/** Longer texts are cut by some chat programs and mail clients. */
const fitsAnywhere = 8_000;

/** How long a link is, and what that means for sending it. */
export function linkSize(length: number, max: number): { text: string; tooLong: boolean } {
  const size = length < 1_000 ? `${length} characters` : `${(length / 1_000).toFixed(1)} kB`;
  if (length > max)
    return {
      text: `${size}: too long for an address. Send it without the spans, or with fewer files.`,
      tooLong: true,
    };
  if (length > fitsAnywhere)
    return {
      text: `${size}. Some chat programs cut links this long; the embed code is safe.`,
      tooLong: false,
    };
  return { text: `${size}. Everything is in the link; nothing is kept on a server.`, tooLong: false };
}

/** Why there is no link: nobody could open it. @param problem what who opened it would read */
export function unopenable(problem: string, withSpans: boolean): string {
  const way = withSpans ? 'send it without the spans' : 'send fewer or smaller files';
  return `This lab is too large for a link: ${way}. Whoever opened it would read: “${problem}”`;
}

/** The code that shows a shared lab inside another page. */
export function embedCode(url: string, title: string): string {
  const escaped = title.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<iframe src="${url}" title="${escaped}" width="100%" height="640" loading="lazy" style="border: 1px solid #8884; border-radius: 4px" allow="clipboard-write"></iframe>`;
}
