/** The network of a lab with its backends on it. */
import type { Backend } from '../network/backend.ts';
import { createNetwork, type Network, type NetworkEffects } from '../network/network.ts';
import type { Lab } from '../schemas/lab.ts';
import type { Store } from '../store/store.ts';
import { createExports, type Exports } from './export.ts';
import { createJaeger, jaegerName } from './jaeger.ts';

export interface LabNetwork {
  network: Network;
  exports: Exports;
  /** Jaeger's ports close, and what is open to it breaks; or they open again. */
  setBackendUp(up: boolean): void;
}

export interface LabNetworkParts {
  store: Store;
  backendUp: boolean;
  /** The lab's Collector, when it has one. */
  collector: Backend | undefined;
}

export function createLabNetwork(
  lab: Lab,
  { store, backendUp, collector }: LabNetworkParts,
  effects: NetworkEffects,
): LabNetwork {
  let isUp = backendUp;
  const exports = createExports();
  const jaeger = lab.backend === 'jaeger' ? createJaeger(store, exports, () => isUp) : undefined;
  // On localhost the Collector's listeners come before Jaeger's.
  const backends = [collector, jaeger].filter((each) => each !== undefined);
  const network = createNetwork(lab, backends, effects);
  return {
    network,
    exports,
    setBackendUp(up) {
      isUp = up;
      if (up) effects.moved?.();
      else network.remove(jaegerName);
    },
  };
}
