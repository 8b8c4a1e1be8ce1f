/** "5,000", of a whole number. Not by `toLocaleString`, whose first call takes longer than to draw a trace. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/gu, ',');
}

/** "1 span", "4 spans", "5,000 spans"; irregular plurals are given. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** As `plural`, but nothing for none. */
export function pluralOrNothing(count: number, one: string): string | undefined {
  return count === 0 ? undefined : plural(count, one);
}
