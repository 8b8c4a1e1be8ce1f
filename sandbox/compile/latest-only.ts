/** Keeps a slow function from falling behind somebody who types. */

/**
 * `work`, one call at a time. Calls made while one is under way become a single one, with the last of their
 * arguments, and share its result.
 */
export function latestOnly<Argument, Result>(
  work: (argument: Argument) => Promise<Result>,
): (argument: Argument) => Promise<Result> {
  let underWay: Promise<unknown> | undefined;
  let next: { argument: Argument; result: Promise<Result> } | undefined;

  const start = (argument: Argument): Promise<Result> => {
    const result = work(argument);
    const ended = result.then(
      () => {},
      () => {},
    );
    underWay = ended;
    void ended.then(() => {
      if (underWay === ended) underWay = undefined;
    });
    return result;
  };
  return (argument) => {
    if (underWay === undefined) return start(argument);
    if (next === undefined) {
      const waiting: { argument: Argument; result: Promise<Result> } = {
        argument,
        result: underWay.then(() => {
          next = undefined;
          return start(waiting.argument);
        }),
      };
      next = waiting;
    }
    next.argument = argument;
    return next.result;
  };
}
