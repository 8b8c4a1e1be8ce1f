/** Answers that are remembered: for questions about what many spans share. */
import type { Scope } from '@spanlab/sandbox/schemas/trace.ts';
import type { SpanTable } from '../model/span-table.ts';

/** What `answer` says of a number, asked once. */
export function byNumber<Answer extends number | boolean>(
  answer: (number: number) => Answer,
): (number: number) => Answer {
  const known = new Map<number, Answer>();
  return (number) => {
    const before = known.get(number);
    if (before !== undefined) return before;
    const now = answer(number);
    known.set(number, now);
    return now;
  };
}

/** What `answer` says of a span's scope, asked once for each scope. */
export function byScope<Answer extends number | boolean>(
  { columns, span }: SpanTable,
  answer: (scope: Scope) => Answer,
): (span: number) => Answer {
  const known = new Map<number, Answer>();
  return (number) => {
    const scope = columns.scope[number] ?? 0;
    const before = known.get(scope);
    if (before !== undefined) return before;
    const now = answer(span(number).scope);
    known.set(scope, now);
    return now;
  };
}
