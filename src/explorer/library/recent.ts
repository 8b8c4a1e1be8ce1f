/** The last few things that were used, by a key. */

export interface Recent<Item> {
  get(key: string): Item | undefined;
  set(key: string, item: Item): void;
  clear(): void;
}

export function createRecent<Item>(most: number): Recent<Item> {
  const items = new Map<string, Item>();
  /** A Map keeps the order of insertion: its first is what was not used for longest. */
  function set(key: string, item: Item): void {
    items.delete(key);
    items.set(key, item);
    for (const oldest of items.keys()) {
      if (items.size <= most) break;
      items.delete(oldest);
    }
  }
  return {
    get(key) {
      const item = items.get(key);
      if (item !== undefined) set(key, item);
      return item;
    },
    set,
    clear: () => items.clear(),
  };
}
