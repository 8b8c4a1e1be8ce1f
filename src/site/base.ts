/** A root-relative address of this site, with the folder the site lives in put before it. */
export function withBase(path: string): string {
  return `${import.meta.env.BASE_URL.replace(/\/$/u, '')}${path}`;
}
