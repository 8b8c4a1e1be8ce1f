import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';

export interface FetchedOptions<Source, Value> {
  /** What is asked; nothing is while it is undefined. */
  source: Accessor<Source | undefined>;
  /** Answers to one key are about the same: the last one stays until the next is there. */
  key: (source: Source) => string;
  fetch: (source: Source) => Promise<Value>;
}

export interface Fetched<Value> {
  /** Undefined until it is there, or when it could not be had. */
  value: Accessor<Value | undefined>;
  pending: Accessor<boolean>;
}

/** As a resource of Solid's, but nothing around it is taken off the screen while it is on its way. */
export function createFetched<Source, Value>(options: FetchedOptions<Source, Value>): Fetched<Value> {
  const [answer, setAnswer] = createSignal<{ key: string; value: Value | undefined }>();
  const current = (): { key: string; value: Value | undefined } | undefined => {
    const source = options.source();
    const last = answer();
    return source !== undefined && last?.key === options.key(source) ? last : undefined;
  };
  createEffect(() => {
    const source = options.source();
    if (source === undefined) return;
    const key = options.key(source);
    let isWanted = true;
    onCleanup(() => {
      isWanted = false;
    });
    const settle = (value: Value | undefined): void => {
      if (isWanted) setAnswer({ key, value });
    };
    options.fetch(source).then(settle, () => settle(undefined));
  });
  return {
    value: () => current()?.value,
    pending: () => options.source() !== undefined && current() === undefined,
  };
}
