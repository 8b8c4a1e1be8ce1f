/** `1-grocery-store/06-instrumentation-libraries/index.mdx` → `grocery-store/instrumentation-libraries`. */
export function slugOf(path: string): string {
  const parts = path
    .replaceAll('\\', '/')
    .replace(/\.mdx?$/u, '')
    .split('/')
    .map((part) => part.replace(/^\d+-/u, ''));
  if (parts.length > 1 && parts.at(-1) === 'index') parts.pop();
  return parts.join('/');
}

/** The number a folder's name starts with, for sorting; folders without one come last. */
export function numberOf(folder: string): number {
  const digits = /^(\d+)-/u.exec(folder)?.[1];
  return digits === undefined ? Number.POSITIVE_INFINITY : Number(digits);
}

/** `grocery-store` → `Grocery store`. */
export function titleOf(slug: string): string {
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
