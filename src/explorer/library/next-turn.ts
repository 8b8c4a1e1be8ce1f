/** Long work in slices, so that its thread stays able to answer and the work can be called off. */

/** A slice, in milliseconds: an animation frame has 16. */
const sliceMs = 8;

/**
 * Call often, and await what it returns, if anything: it ends the slice when its time is up.
 * @throws the signal's reason, in both ways
 */
export type Pause = () => Promise<void> | undefined;

export function createPause(signal?: AbortSignal): Pause {
  signal?.throwIfAborted();
  let sliceEnd = performance.now() + sliceMs;
  return () => {
    if (performance.now() < sliceEnd) return undefined;
    return nextTurn().then(() => {
      signal?.throwIfAborted();
      sliceEnd = performance.now() + sliceMs;
    });
  };
}

/** Resolves when other events had their turn. Timers are no good for this: browsers make nested ones wait 4 ms. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
