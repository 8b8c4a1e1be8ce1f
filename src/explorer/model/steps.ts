/** Work that says where it may be interrupted, so that a page stays responsive while it is done. */

/** Yields every few milliseconds of work, and returns what came of it. */
export type Steps<Result> = Generator<undefined, Result>;

/** All of it at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
