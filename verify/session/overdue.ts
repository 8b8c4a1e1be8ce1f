/** Waits no longer than is reasonable. */

/**
 * What `work` resolves with, or undefined when it has not after `ms`. Rejects as it does. Once `signal` is aborted the
 * time no longer counts: who ends things waits for their end.
 */
export async function within<Value>(
  work: Promise<Value>,
  ms: number,
  signal?: AbortSignal,
): Promise<Value | undefined> {
  const overdue = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => overdue.resolve(undefined), ms);
  const stop = () => clearTimeout(timer);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, overdue.promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
