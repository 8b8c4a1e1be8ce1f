/** Calls the Collector has under way to what is outside of it. */
import type { BridgeAnswer, BridgeCall } from './bridge.ts';
import type { CollectorAnswer, CollectorCall } from './collector.ts';

interface Waiting {
  resolve(answer: BridgeAnswer): void;
  reject(error: Error): void;
}

export interface OutsideCalls {
  /** Pending as long as nobody answers. */
  exchange(call: BridgeCall, body: Uint8Array): Promise<BridgeAnswer>;
  answered(id: number, answer: CollectorAnswer): void;
  broken(id: number): void;
}

export function createOutsideCalls(send: (id: number, call: CollectorCall) => void): OutsideCalls {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  return {
    exchange: ({ host, port, protocol, method, path, headers }, body) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        const name = host.includes(':') ? `[${host}]` : host;
        const url = `http://${name}:${port}${path}`;
        // A copy: what Go handed over may be a part of something larger.
        send(lastId, { protocol, request: { method, url, headers, body: new Uint8Array(body) } });
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
