/** Ctrl-C, and whatever else asks a process to end. */

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Aborts its signal at the first request to end, so that all that was started is ended first. The second ends this
 * process at once. Disposed, signals do what they did before.
 */
export function untilInterrupted(): Disposable & { signal: AbortSignal } {
  const controller = new AbortController();
  const interrupt = (name: NodeJS.Signals) => {
    // As a shell names a process that a signal ended.
    if (controller.signal.aborted) process.exit(name === 'SIGINT' ? 130 : 143);
    controller.abort();
  };
  for (const name of signals) process.on(name, interrupt);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      for (const name of signals) process.off(name, interrupt);
    },
  };
}
