/** What the Collector calls, on the network that is around it now. */
import type { CollectorAnswer, CollectorSurroundings } from '../../collector/collector.ts';
import type { Outcome } from '../../network/backend.ts';
import { grpcStatusOf } from '../../network/grpc.ts';
import type { Network } from '../../network/network.ts';
import type { WireResponse } from '../../realm/lab-message.ts';
import { collectorName } from './collector-backend.ts';

export interface CollectorCallsEffects {
  network(): Network | undefined;
  /** A call goes, or its answer comes. */
  touched(): void;
}

export function createCollectorCalls({
  network,
  touched,
}: CollectorCallsEffects): CollectorSurroundings['call'] {
  return ({ protocol, request }, signal) =>
    new Promise((resolve, reject) => {
      const on = network();
      if (on === undefined) {
        reject(new Error('there is no network'));
        return;
      }
      touched();
      let takeBack = (): void => undefined;
      const gaveUp = (): void => {
        takeBack();
        reject(new Error('the Collector did not wait any longer'));
      };
      const finished = (outcome: Outcome): void => {
        signal.removeEventListener('abort', gaveUp);
        touched();
        if ('failure' in outcome) reject(new Error(outcome.failure.message));
        else resolve(answerOf(outcome.response));
      };
      signal.addEventListener('abort', gaveUp, { once: true });
      takeBack = on.send(collectorName, request, finished, protocol);
    });
}

function answerOf(response: WireResponse): CollectorAnswer {
  const grpc = grpcStatusOf(response);
  return { ...response, ...(grpc && { grpcStatus: grpc.code, grpcMessage: grpc.message }) };
}
