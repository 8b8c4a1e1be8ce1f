/** What the network does to a request: the first route of the lab that matches it. */
import type { Lab } from '../schemas/lab.ts';
import { type Address, addressOf } from './address.ts';

type Route = Lab['network'][number];

/**
 * @param leads Whether the route's address leads to the place the request goes to: `localhost` and a service's own
 * name do.
 */
export function routeFor(
  routes: readonly Route[],
  request: { method: string; url: string },
  leads: (route: Address, request: Address) => boolean,
): Route | undefined {
  const address = addressOf(request.url);
  if (address === undefined) return undefined;
  const { pathname } = new URL(request.url);
  return routes.find((route) => {
    if (route.method !== undefined && route.method.toUpperCase() !== request.method) return false;
    if (route.path !== undefined && !pathMatches(route.path, pathname)) return false;
    if (route.host === undefined) return true;
    const asked = addressOf(`http://${route.host}`);
    return asked !== undefined && asked.port === address.port && leads(asked, address);
  });
}

function pathMatches(pattern: string, pathname: string): boolean {
  return pattern.endsWith('*') ? pathname.startsWith(pattern.slice(0, -1)) : pathname === pattern;
}

/** Whether the lab lets nobody connect there, whatever is asked for. */
export function refusesAll(routes: readonly Route[], isThere: (address: Address) => boolean): boolean {
  return routes.some(({ host, method, path, fault }) => {
    if (fault !== 'refuse' || method !== undefined || path !== undefined) return false;
    const asked = host === undefined ? undefined : addressOf(`http://${host}`);
    return host === undefined || (asked !== undefined && isThere(asked));
  });
}
