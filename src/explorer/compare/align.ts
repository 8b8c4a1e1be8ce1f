/** Which of one list goes with which of another, keeping the order of both. */

/** Above this many pairs to weigh, what is left after equal beginnings and ends is paired in order. */
export const mostCells = 65_536;

/**
 * Pairs items of two lists, each at most once: first so that their order is kept and their likeness is greatest, then
 * the rest in order. As many pairs as the shorter list has items.
 *
 * @param like 0 … 1, of the items at two indexes
 * @param same whether these two are to be paired without weighing others, at the lists' ends
 * @param most pairs to weigh, above which what is left is paired in order
 * @returns how many were weighed
 */
export function align(
  countA: number,
  countB: number,
  like: (a: number, b: number) => number,
  same: (a: number, b: number) => boolean,
  pair: (a: number, b: number) => void,
  most: number = mostCells,
): number {
  let from = 0;
  while (from < countA && from < countB && same(from, from)) pair(from, from++);
  let [endA, endB] = [countA, countB];
  while (endA > from && endB > from && same(endA - 1, endB - 1)) pair(--endA, --endB);
  const [rows, columns] = [endA - from, endB - from];
  if (rows === 0 || columns === 0) return 0;
  if (rows * columns === 1 || rows * columns > most) {
    for (let at = 0; at < Math.min(rows, columns); at++) pair(from + at, from + at);
    return 0;
  }
  const score = (a: number, b: number): number => like(from + a, from + b);
  const leftA: number[] = [];
  const leftB: number[] = [];
  weigh(rows, columns, score, {
    pair: (a, b) => pair(from + a, from + b),
    skipA: (a) => leftA.push(from + a),
    skipB: (b) => leftB.push(from + b),
  });
  for (let at = 0; at < Math.min(leftA.length, leftB.length); at++) pair(leftA[at] ?? 0, leftB[at] ?? 0);
  return rows * columns;
}

interface Alignment {
  pair: (a: number, b: number) => void;
  skipA: (a: number) => void;
  skipB: (b: number) => void;
}

/** The pairs in order whose likeness adds up to most; of several the earliest. */
function weigh(rows: number, columns: number, score: (a: number, b: number) => number, to: Alignment): void {
  const width = columns + 1;
  /** Most that can be had from here to both ends. */
  const best = new Float64Array((rows + 1) * width);
  const at = (a: number, b: number): number => best[a * width + b] ?? 0;
  const scores = new Float64Array(rows * columns);
  for (let a = rows - 1; a >= 0; a--)
    for (let b = columns - 1; b >= 0; b--) {
      const here = score(a, b);
      scores[a * columns + b] = here;
      best[a * width + b] = Math.max(here + at(a + 1, b + 1), at(a + 1, b), at(a, b + 1));
    }
  let [a, b] = [0, 0];
  while (a < rows && b < columns) {
    const here = at(a, b);
    if ((scores[a * columns + b] ?? 0) + at(a + 1, b + 1) === here) to.pair(a++, b++);
    else if (at(a + 1, b) === here) to.skipA(a++);
    else to.skipB(b++);
  }
  while (a < rows) to.skipA(a++);
  while (b < columns) to.skipB(b++);
}
