/** Rounds of the event loop. */
import { nativeSetTimeout } from '@spanlab/sandbox/realm/browser/native.ts';

const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => {
  const call = waiting.shift();
  if (call !== undefined) nativeSetTimeout(call);
};

/**
 * Calls `then` when what is queued now has had its turn, messages and timers alike. Timers set by timers are made to
 * wait 4 ms; those set by a message are not.
 */
export function nextRound(then: () => void): void {
  waiting.push(then);
  port2.postMessage(undefined);
}
