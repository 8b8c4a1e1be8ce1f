/** What the network does to a request: the first route of the lab that matches it. */
import type { Lab } from '../schemas/lab.ts';
import { addressOf } from './address.ts';

type Route = Lab['network'][number];

/**
 * @param sameHost Whether two host names lead to the same place: `localhost` and a service's own name do.
 */
export function routeFor(
  routes: readonly Route[],
  request: { method: string; url: string },
  sameHost: (left: string, right: string) => boolean,
): Route | undefined {
  const address = addressOf(request.url);
  if (address === undefined) return undefined;
  const { pathname } = new URL(request.url);
  return routes.find((route) => {
    if (route.method !== undefined && route.method.toUpperCase() !== request.method) return false;
    if (route.path !== undefined && !pathMatches(route.path, pathname)) return false;
    if (route.host === undefined) return true;
    const asked = addressOf(`http://${route.host}`);
    return asked !== undefined && asked.port === address.port && sameHost(asked.host, address.host);
  });
}

function pathMatches(pattern: string, pathname: string): boolean {
  return pattern.endsWith('*') ? pathname.startsWith(pattern.slice(0, -1)) : pathname === pattern;
}
