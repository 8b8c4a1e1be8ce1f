/** The order modules are loaded in, and the circles that make one impossible. */

export interface ModuleOrder {
  /** A module comes after those it imports. Complete only when there is no cycle. */
  order: string[];
  /** Each ends where it began: `['a.ts', 'b.ts', 'a.ts']`. */
  cycles: string[][];
}

/** Put modules in dependency order, starting from `entries`; `importsOf` says what a module imports. */
export function orderModules(
  entries: readonly string[],
  importsOf: (file: string) => readonly string[],
): ModuleOrder {
  const order: string[] = [];
  const cycles: string[][] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (file: string): void => {
    if (done.has(file)) return;
    const position = trail.indexOf(file);
    if (position >= 0) {
      cycles.push([...trail.slice(position), file]);
      return;
    }
    trail.push(file);
    for (const next of new Set(importsOf(file))) visit(next);
    trail.pop();
    done.add(file);
    order.push(file);
  };
  for (const entry of entries) visit(entry);
  return { order, cycles };
}
