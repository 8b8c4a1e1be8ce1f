/** The document of a realm's frame. */

/** No network at all, no style, no image; scripts from the document itself and from blobs it makes. */
export const framePolicy =
  "default-src 'none'; script-src 'unsafe-inline' blob:; worker-src blob:; connect-src 'none'";

export function frameDocument(script: string): string {
  if (/<\/script/iu.test(script))
    throw new Error('the frame script holds "</script", which would end it early');
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${framePolicy}"><script>${script}</script>`;
}
