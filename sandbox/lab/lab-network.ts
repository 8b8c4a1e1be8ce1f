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
  /** What is there beside the lab's own Jaeger, or in its place: the Collector, when the lab has one. */
  backends?: ((exports: Exports) => readonly Backend[]) | undefined;
}

export function createLabNetwork(
  lab: Lab,
  { store, backendUp, backends = () => [] }: LabNetworkParts,
  effects: NetworkEffects,
): LabNetwork {
  let isUp = backendUp;
  const exports = createExports();
  const given = backends(exports);
  const hasJaeger = lab.backend === 'jaeger' && !given.some(({ name }) => name === jaegerName);
  // On localhost the Collector's listeners come before Jaeger's.
  const isBehindCollector = lab.collector?.machine === 'own';
  const jaeger = { store, exports, isUp: () => isUp, isBehindCollector };
  const all = hasJaeger ? [...given, createJaeger(jaeger)] : given;
  const network = createNetwork(lab, all, effects);
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
