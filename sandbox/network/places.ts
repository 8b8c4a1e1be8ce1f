/** What a backend finds around it on the lab's network. It is told ahead, for it asks while it cannot wait. */
import type { CollectorPlaces } from '../collector/collector.ts';
import type { Backend, Protocol } from './backend.ts';
import type { Listener } from './ports.ts';

export interface Around {
  services: readonly string[];
  listeners: readonly Listener[];
  /** Those beside the one that asks. */
  backends: readonly Backend[];
  /** It shares its machine with the other backends. */
  isShared: boolean;
  /** Whether the network lets nobody through to this one. */
  isShut(owner: Listener | Backend, port: number): boolean;
}

export function placesOf({ services, listeners, backends, isShared, isShut }: Around): CollectorPlaces {
  const at: Record<string, Protocol> = {};
  const open = (owner: Listener | Backend, host: string, port: number, protocol: Protocol): void => {
    if (isShut(owner, port)) return;
    at[`${host}:${port}`] = protocol;
    at[`localhost:${port}`] = protocol;
  };
  for (const backend of backends) {
    for (const [port, protocol] of backend.ports) open(backend, backend.name, port, protocol);
  }
  // A program that listens where a backend does comes first on localhost, as it does for other programs.
  for (const listener of listeners) open(listener, listener.service, listener.port, 'http');
  return {
    at,
    hosts: [...services, ...backends.map(({ name }) => name)],
    taken: isShared ? backends.flatMap(({ ports }) => [...ports.keys()]) : [],
  };
}
