/** Hands a growing list of spans to a library, each once. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';

interface Filled {
  add(spans: Iterable<Span>): unknown;
  clear(): void;
}

/** Call it with each new list. One that does not go on where the last ended (another run, or one that let go of its first spans) begins anew. */
export function createSpanFeed(library: Filled): (spans: readonly Span[]) => void {
  let fed = 0;
  let first: Span | undefined;
  let last: Span | undefined;
  return (spans) => {
    const goesOn = fed === 0 || (spans[0] === first && spans[fed - 1] === last);
    if (!goesOn) {
      library.clear();
      fed = 0;
    }
    if (spans.length > fed) library.add(spans.slice(fed));
    fed = spans.length;
    first = spans[0];
    last = spans[fed - 1];
  };
}
