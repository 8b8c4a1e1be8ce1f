import { type Accessor, createEffect, createSignal, onCleanup, untrack } from 'solid-js';

export interface Answer<Value> {
  /** Undefined until it is there. The last one stays until the next is, when both are about the same. */
  value: Accessor<Value | undefined>;
  pending: Accessor<boolean>;
  /** Why it could not be had, in a sentence. */
  problem: Accessor<string | undefined>;
}

interface Asked<Source, Value> {
  source: Accessor<Source | undefined>;
  /** What a question is about. */
  about: (source: Source) => string;
  ask: (source: Source, signal: AbortSignal) => Promise<Value>;
}

/** What somebody else answers: as a resource of Solid's, but the view stays on the screen meanwhile. */
export function createAnswer<Source, Value>({ source, about, ask }: Asked<Source, Value>): Answer<Value> {
  const [answer, setAnswer] = createSignal<{ about: string; value?: Value; problem?: string }>();
  const [pending, setPending] = createSignal(false);
  createEffect(() => {
    const asked = source();
    if (asked === undefined) {
      setAnswer(undefined);
      setPending(false);
      return;
    }
    const key = about(asked);
    if (untrack(answer)?.about !== key) setAnswer(undefined);
    setPending(true);
    const wanted = new AbortController();
    onCleanup(() => wanted.abort());
    const settle = (outcome: { value: Value } | { problem: string }): void => {
      if (wanted.signal.aborted) return;
      setPending(false);
      setAnswer({ about: key, ...outcome });
    };
    ask(asked, wanted.signal).then(
      (value) => settle({ value }),
      (reason: unknown) => settle({ problem: reason instanceof Error ? reason.message : String(reason) }),
    );
  });
  return { value: () => answer()?.value, pending, problem: () => answer()?.problem };
}
