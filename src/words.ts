/** "1 span", "4 spans", "5,000 spans"; irregular plurals are given. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** As `plural`, but nothing for none. */
export function pluralOrNothing(count: number, one: string): string | undefined {
  return count === 0 ? undefined : plural(count, one);
}
