/** Who listens where. */
import type { NetworkFailure } from '../realm/lab-message.ts';
import { inUse } from './address.ts';

const portsPerService = 32;
const firstFreePort = 49_152;

export interface Listener {
  service: string;
  /** The program's own number for this server. */
  server: number;
  port: number;
}

export interface Ports {
  /** Opens a port; 0 takes a free one. */
  listen(service: string, server: number, port: number, hostname: string): { port: number } | NetworkFailure;
  close(service: string, server?: number): void;
  at(port: number): Listener | undefined;
  of(service: string): Listener[];
  all(): Listener[];
}

/** @param taken Whether a port is somebody else's, though no program listens there. */
export function createPorts(taken: (port: number) => boolean): Ports {
  const listeners = new Map<number, Listener>();
  const isTaken = (port: number): boolean => taken(port) || listeners.has(port);
  const of = (service: string): Listener[] =>
    [...listeners.values()].filter((each) => each.service === service);

  return {
    listen(service, server, wanted, hostname) {
      if (of(service).length >= portsPerService) {
        const message = `listen EMFILE: a program in the lab can listen on ${portsPerService} ports`;
        return { message, code: 'EMFILE', details: { errno: -24, syscall: 'listen' } };
      }
      let port = wanted === 0 ? firstFreePort : wanted;
      while (wanted === 0 && isTaken(port)) port += 1;
      if (isTaken(port)) return inUse(hostname, port);
      listeners.set(port, { service, server, port });
      return { port };
    },
    close(service, server) {
      for (const each of of(service)) {
        if (server === undefined || each.server === server) listeners.delete(each.port);
      }
    },
    at: (port) => listeners.get(port),
    of,
    all: () => [...listeners.values()],
  };
}
