/** The services of a library, in an order that stays as more of them appear: it gives them their colours. */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';
import type { TraceLibrary } from '../library/trace-library.ts';

/** Undefined until the library has answered for the first time. */
export function createServices(
  library: Accessor<TraceLibrary | undefined>,
): Accessor<readonly string[] | undefined> {
  const [services, setServices] = createSignal<readonly string[]>();
  createEffect(() => {
    const current = library();
    if (current === undefined) return;
    const left = new AbortController();
    let isAsking = false;
    let hasChanged = false;
    const ask = async (): Promise<void> => {
      if (isAsking) {
        hasChanged = true;
        return;
      }
      isAsking = true;
      try {
        const found = await current.services(left.signal);
        if (!left.signal.aborted) setServices((known = []) => inLastingOrder(known, found));
      } catch {
        // What cannot be had is said where it is asked for by the reader.
        if (!left.signal.aborted) setServices((known = []) => known);
      } finally {
        isAsking = false;
        if (hasChanged && !left.signal.aborted) {
          hasChanged = false;
          void ask();
        }
      }
    };
    void ask();
    const leave = current.subscribe(() => void ask());
    onCleanup(() => {
      left.abort();
      leave();
    });
  });
  return services;
}

/** The same list when nothing is new. Services that are gone keep their place while others are there. */
function inLastingOrder(known: readonly string[], found: readonly string[]): readonly string[] {
  if (found.length === 0) return known.length === 0 ? known : [];
  const added = found.filter((service) => !known.includes(service));
  return added.length === 0 ? known : [...known, ...added];
}
