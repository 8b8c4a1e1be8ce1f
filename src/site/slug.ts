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

/** Words that are names: folders have no capitals. */
const names: Readonly<Record<string, string>> = { collector: 'Collector', jaeger: 'Jaeger' };

/** `grocery-store` → `Grocery store`, `a-collector-in-front` → `A Collector in front`. */
export function titleOf(slug: string): string {
  const words = slug
    .split('-')
    .map((word) => names[word] ?? word)
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
