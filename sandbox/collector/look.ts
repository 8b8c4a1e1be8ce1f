/** What the Collector finds at an address outside of itself. */
import { isLoopback } from '../network/address.ts';
import type { CollectorPlaces, Outside } from './collector.ts';

/** Answers at once, from what was told ahead. Names are compared as a resolver does: without case, without a final dot. */
export function lookAt({ at, hosts }: CollectorPlaces, host: string, port: number): Outside {
  const name = host
    .toLowerCase()
    .replace(/^\[(.*)\]$/u, '$1')
    .replace(/\.$/u, '');
  const found = at[`${isLoopback(name) ? 'localhost' : name}:${port}`];
  if (found !== undefined) return found;
  // An address needs no name to be known. There is nothing at those that no place has.
  const isKnown = isLoopback(name) || isAddress(name) || hosts.includes(name) || name === 'collector';
  return isKnown ? 'refused' : 'unknown-host';
}

function isAddress(name: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/u.test(name) || name.includes(':');
}
