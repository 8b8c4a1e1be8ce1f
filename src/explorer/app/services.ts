/** The services of a library, in an order that stays as more of them appear: it gives them their colours. */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';
import { followLibrary } from '../library/follow-library.ts';
import type { TraceLibrary } from '../library/trace-library.ts';

/** Undefined until the library has answered for the first time. */
export function createServices(
  library: Accessor<TraceLibrary | undefined>,
): Accessor<readonly string[] | undefined> {
  const [services, setServices] = createSignal<readonly string[]>();
  createEffect(() => {
    const current = library();
    if (current === undefined) return;
    const following = followLibrary({
      library: current,
      ask: (signal) => current.services(signal),
      onAnswer: (found) => setServices((known = []) => inLastingOrder(known, found)),
      // What cannot be had is said where it is asked for by the reader.
      onError: () => setServices((known = []) => known),
    });
    onCleanup(() => following[Symbol.dispose]());
  });
  return services;
}

/** The same list when nothing is new. Services that are gone keep their place while others are there. */
function inLastingOrder(known: readonly string[], found: readonly string[]): readonly string[] {
  if (found.length === 0) return known.length === 0 ? known : [];
  const all = new Set(known);
  for (const service of found) all.add(service);
  return all.size === known.length ? known : [...all];
}
