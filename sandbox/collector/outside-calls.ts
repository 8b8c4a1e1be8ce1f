/** Calls the Collector has under way to what is outside of it. */
import type { BridgeAnswer, BridgeCall } from './bridge.ts';
import type { CollectorAnswer, CollectorCall } from './collector.ts';

interface Waiting {
  resolve(answer: BridgeAnswer): void;
  reject(error: Error): void;
}

export interface OutsideCalls {
  /** Pending as long as nobody answers. */
  exchange(call: BridgeCall, body: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<BridgeAnswer>;
  answered(id: number, answer: CollectorAnswer): void;
  broken(id: number): void;
}

export function createOutsideCalls(
  send: (id: number, call: CollectorCall) => void,
  withdraw: (id: number) => void,
): OutsideCalls {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  return {
    exchange: ({ host, port, protocol, method, path, headers }, body, signal) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        const id = lastId;
        waiting.set(id, { resolve, reject });
        signal.addEventListener('abort', () => {
          if (!waiting.delete(id)) return;
          withdraw(id);
          // Nobody waits for it, but Go lets go of what it would be told with only when it is told.
          reject(new Error('the Collector gave up waiting'));
        });
        const name = host.includes(':') ? `[${host}]` : host;
        const url = `http://${name}:${port}${path}`;
        send(id, { protocol, request: { method, url, headers, body } });
      }),
    answered(id, { status, headers, body, grpcStatus, grpcMessage }) {
      waiting.get(id)?.resolve({
        ...{ status, headers: JSON.stringify(headers), body: body ?? new Uint8Array() },
        ...(grpcStatus === undefined ? {} : { grpcStatus }),
        ...(grpcMessage === undefined ? {} : { grpcMessage }),
      });
      waiting.delete(id);
    },
    broken(id) {
      waiting.get(id)?.reject(new Error('connection reset by peer'));
      waiting.delete(id);
    },
  };
}
