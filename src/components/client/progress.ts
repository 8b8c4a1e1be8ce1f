/**
 * What this browser remembers of a reader's way: which exercises of which lessons have had all their
 * checks met. Kept in `localStorage`, never sent anywhere.
 */
const storageKey = 'spanlab:progress';

/** Exercise ids with all checks met, by lesson slug. */
export type Progress = Readonly<Record<string, readonly string[]>>;

type KeyValueStore = Pick<Storage, 'getItem' | 'setItem'>;

/** The progress kept in `store`. What cannot be read as such counts as none. */
export function readProgress(store: KeyValueStore): Progress {
  try {
    const value: unknown = JSON.parse(store.getItem(storageKey) ?? '{}');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
    return Object.fromEntries(
      Object.entries(value).flatMap(([slug, ids]) =>
        Array.isArray(ids) ? [[slug, ids.filter((id) => typeof id === 'string')]] : [],
      ),
    );
  } catch {
    return {};
  }
}

/** Adds an exercise. Where nothing can be stored, nothing is remembered and nothing else breaks. */
export function rememberDone(store: KeyValueStore, slug: string, exercise: string): Progress {
  const before = readProgress(store);
  const ids = before[slug] ?? [];
  if (ids.includes(exercise)) return before;
  const after = { ...before, [slug]: [...ids, exercise] };
  try {
    store.setItem(storageKey, JSON.stringify(after));
  } catch {
    // Full or forbidden: see above.
  }
  return after;
}

/** A lesson is done when its main exercise is. */
export function isDone(progress: Progress, slug: string): boolean {
  return progress[slug]?.includes('main') ?? false;
}

/** `localStorage`, or a stand-in that forgets where the browser forbids it. */
export function browserStorage(): KeyValueStore {
  try {
    return localStorage;
  } catch {
    return { getItem: () => null, setItem: () => {} };
  }
}
