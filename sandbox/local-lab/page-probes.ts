/** What a page can find out about a local lab: by the site's own server where there is one, else by itself. */
import { type ProxyStatus, portOf, proxyFolder, usualAddresses } from './addresses.ts';
import { type DeliveryEffects, tryDelivery } from './delivery.ts';
import type { Knock, Probes } from './knock.ts';
import type { LocalAddresses } from './place.ts';

export interface PageEffects extends DeliveryEffects {
  origin: string;
  /** The browser's local-network permission, undefined where there is none. */
  permission(): Promise<'granted' | 'denied' | 'prompt' | undefined>;
}

const patienceMs = 3_000;
const emptyExport = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"resourceSpans":[]}',
};

/** What the site's server offers; undefined where it is no server of ours, or not on this machine. */
export async function askProxy({
  fetch,
  origin,
}: Pick<PageEffects, 'fetch' | 'origin'>): Promise<ProxyStatus | undefined> {
  try {
    const response = await fetch(`${origin}${proxyFolder}status`, timed());
    if (!response.ok || !isJson(response)) return undefined;
    return (await response.json()) as ProxyStatus;
  } catch {
    return undefined;
  }
}

/**
 * @param way `through` the site's server go the exports as well, and it is enough to ask that; `beside` it they do not, but
 *   it sees more than a page may; `alone`: there is no such server
 */
export async function examineFromPage(
  addresses: LocalAddresses,
  way: 'through' | 'beside' | 'alone',
  effects: PageEffects,
): Promise<Probes> {
  const { collector, jaeger } = addresses;
  const page = { origin: effects.origin, permission: await effects.permission() };
  const told = way === 'alone' ? undefined : await askServer(addresses, way, effects);
  if (told !== undefined && way === 'through') return { ...told, page };
  const isUsual = portOf(collector) === portOf(usualAddresses.collector);
  const ask = (address: string, path: string, init?: RequestInit): Promise<Knock> =>
    knock(address, path, effects, init);
  const [atCollector, atHealth, atJaeger, atUsual] = await Promise.all([
    ask(collector, '/v1/traces', emptyExport),
    ask(usualAddresses.health, '/'),
    ask(jaeger, '/api/v3/services'),
    isUsual ? undefined : ask(usualAddresses.collector, '/v1/traces', emptyExport),
  ]);
  const isReady = [atCollector, atJaeger].every((each) => each.kind === 'answered' && each.status === 200);
  return {
    by: 'page',
    page,
    collector: { address: collector, knock: whatItIs(atCollector, told?.collector.knock) },
    health: { address: usualAddresses.health, knock: whatItIs(atHealth, told?.health.knock) },
    jaeger: { address: jaeger, knock: whatItIs(atJaeger, told?.jaeger.knock) },
    usual: atUsual && { address: usualAddresses.collector, knock: atUsual },
    ...(isReady && { delivery: await tryDelivery(collector, jaeger, effects) }),
  };
}

/** What the page heard, made sharper by what the server did. */
function whatItIs(byPage: Knock, byServer: Knock | undefined): Knock {
  if (byPage.kind === 'answered' || byServer === undefined) return byPage;
  return byServer.kind === 'answered' ? { kind: 'unreadable' } : byServer;
}

async function askServer(
  { collector, jaeger }: LocalAddresses,
  way: 'through' | 'beside',
  { fetch, origin }: PageEffects,
): Promise<Probes | undefined> {
  const own = way === 'beside' ? `?${new URLSearchParams({ collector, jaeger })}` : '';
  try {
    const response = await fetch(`${origin}${proxyFolder}probes${own}`);
    return response.ok && isJson(response) ? ((await response.json()) as Probes) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A page is told an answer, or nothing. What tells "not for you" (CORS) from "nobody there" is a second try that asks
 * for no answer to read.
 */
async function knock(
  address: string,
  path: string,
  { fetch }: PageEffects,
  init?: RequestInit,
): Promise<Knock> {
  const url = `${address}${path}`;
  try {
    const response = await fetch(url, { ...init, ...timed() });
    await response.body?.cancel();
    return { kind: 'answered', status: response.status };
  } catch (problem) {
    if (isTimeout(problem)) return { kind: 'silent' };
  }
  try {
    await fetch(url, { mode: 'no-cors', ...timed() });
    return { kind: 'unreadable' };
  } catch (problem) {
    if (isTimeout(problem)) return { kind: 'silent' };
  }
  return (await isPlain(address, { fetch })) ? { kind: 'not-tls' } : { kind: 'unreachable' };
}

/** Whether somebody answers plain HTTP where the address says https. */
async function isPlain(address: string, { fetch }: Pick<PageEffects, 'fetch'>): Promise<boolean> {
  if (!address.startsWith('https:')) return false;
  try {
    await fetch(address.replace(/^https:/u, 'http:'), { mode: 'no-cors', ...timed() });
    return true;
  } catch {
    return false;
  }
}

function timed(): RequestInit {
  return { cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(patienceMs) };
}

function isTimeout(problem: unknown): boolean {
  return problem instanceof DOMException && problem.name === 'TimeoutError';
}

function isJson({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('application/json') ?? false;
}

/** This browser's name for it has changed over the years. */
export async function localNetworkPermission(): Promise<'granted' | 'denied' | 'prompt' | undefined> {
  for (const name of ['loopback-network', 'local-network', 'local-network-access']) {
    try {
      return (await navigator.permissions.query({ name: name as PermissionName })).state;
    } catch {
      // Not known by this name.
    }
  }
  return undefined;
}
