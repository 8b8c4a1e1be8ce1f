/** One page of the browser, with no more of the DevTools protocol than is needed: every domain costs at each request. */
import type { Devtools } from './devtools.ts';

export type PageEnd = 'crashed' | 'closed';

export interface BrowserPage {
  /** Calls a function of the page's globals; arguments and result are JSON. Rejects with what it throws. */
  call(name: string, ...args: readonly unknown[]): Promise<unknown>;
  readonly ended: Promise<PageEnd>;
  isEnded(): boolean;
  /** Resolves when it goes to another address by itself. */
  readonly left: Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens an address and waits until it has loaded.
 *
 * @param bindings Functions the page gets: each is called with one string.
 */
export async function openPage(
  devtools: Devtools,
  address: string,
  bindings: Readonly<Record<string, (text: string) => void>> = {},
): Promise<BrowserPage> {
  const { targetId } = await devtools.send('Target.createTarget', { url: 'about:blank' });
  const attached = await devtools.send('Target.attachToTarget', { targetId, flatten: true });
  const sessionId = String(attached['sessionId']);
  const send = (method: string, params?: object) => devtools.send(method, params, sessionId);

  const loaded = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<PageEnd>();
  let isLoaded = false;
  let isEnded = false;
  const end = (how: PageEnd): void => {
    isEnded = true;
    stop();
    ended.resolve(how);
    loaded.reject(new Error('the page was closed before it had loaded'));
  };
  const stop = devtools.listen(({ method, params, ...event }) => {
    if (method === 'Target.targetDestroyed' && params['targetId'] === targetId) return end('closed');
    if (method === 'Target.targetCrashed' && params['targetId'] === targetId) return end('crashed');
    if (event.sessionId !== sessionId) return;
    if (method === 'Runtime.bindingCalled') bindings[String(params['name'])]?.(String(params['payload']));
    else if (method === 'Page.loadEventFired') {
      isLoaded = true;
      loaded.resolve();
    } else if (method === 'Page.frameNavigated') {
      if (isLoaded && isMain(params)) left.resolve();
    } else if (method === 'Page.javascriptDialogOpening')
      send('Page.handleJavaScriptDialog', { accept: false }).catch(() => undefined);
  });
  devtools.closed.then(() => end('closed'));
  loaded.promise.catch(() => undefined);

  const names = Object.keys(bindings);
  await Promise.all([
    send('Page.enable'),
    // Documents that come later get bindings only while this domain is on.
    ...(names.length > 0 ? [send('Runtime.enable')] : []),
    ...names.map((name) => send('Runtime.addBinding', { name })),
  ]);
  const { errorText } = await send('Page.navigate', { url: address });
  if (errorText !== undefined) throw new Error(`the browser cannot open ${address}: ${errorText}`);
  await loaded.promise;

  return {
    ended: ended.promise,
    left: left.promise,
    isEnded: () => isEnded,
    async call(name, ...args) {
      const { result, exceptionDetails } = await send('Runtime.evaluate', {
        expression: `globalThis[${JSON.stringify(name)}]?.(${args.map((arg) => JSON.stringify(arg)).join(', ')})`,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails).slice(0, 1_000));
      return (result as { value?: unknown } | undefined)?.value;
    },
    async close() {
      if (isEnded) return;
      await devtools.send('Target.closeTarget', { targetId }).catch(() => undefined);
      await ended.promise;
    },
  };
}

/** Is this about the page itself, not a frame in it? */
function isMain(params: Readonly<Record<string, unknown>>): boolean {
  const frame = params['frame'];
  return typeof frame === 'object' && frame !== null && !('parentId' in frame);
}
