import { type Accessor, createEffect, createMemo, createSignal, onCleanup, untrack } from 'solid-js';

export interface Answer<Value> {
  /** Undefined until it is there. The last one stays until the next is, when both are about the same. */
  value: Accessor<Value | undefined>;
  /** It has been asked for, and is not there yet. */
  pending: Accessor<boolean>;
  /** Why it could not be had, in a sentence. */
  problem: Accessor<string | undefined>;
}

export interface Asked<Source, Value> {
  /** What is asked; nothing is while it is undefined. */
  source: Accessor<Source | undefined>;
  /** What a question is about. */
  about: (source: Source) => string;
  /** Its signal is aborted when the answer is no longer wanted. */
  ask: (source: Source, signal: AbortSignal) => Promise<Value>;
}

interface Outcome<Source, Value> {
  of: Source;
  about: string;
  value?: Value | undefined;
  problem?: string;
}

/** What somebody else answers: as a resource of Solid's, but nothing around it is taken off the screen meanwhile. */
export function createAnswer<Source, Value>({ source, about, ask }: Asked<Source, Value>): Answer<Value> {
  const [outcome, setOutcome] = createSignal<Outcome<Source, Value>>();
  const asked = createMemo(source);
  const subject = createMemo(() => {
    const of = asked();
    return of === undefined ? undefined : untrack(() => about(of));
  });
  createEffect(() => {
    const of = asked();
    const key = untrack(subject);
    if (of === undefined || key === undefined) return;
    const wanted = new AbortController();
    onCleanup(() => wanted.abort());
    const settle = (how: { value: Value } | { problem: string }): void => {
      if (!wanted.signal.aborted) setOutcome({ of, about: key, ...how });
    };
    ask(of, wanted.signal).then(
      (value) => settle({ value }),
      (reason: unknown) => settle({ problem: reason instanceof Error ? reason.message : String(reason) }),
    );
  });
  const current = (): Outcome<Source, Value> | undefined => {
    const last = outcome();
    return last !== undefined && last.about === subject() ? last : undefined;
  };
  return {
    value: () => current()?.value,
    pending: () => asked() !== undefined && outcome()?.of !== asked(),
    problem: () => current()?.problem,
  };
}
