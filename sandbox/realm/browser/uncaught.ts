/** What nobody caught: errors, rejections, and rejections of zone.js's promises, which tell only zone.js. */
import { eventReader, listenToScope, preventDefault } from './native.ts';

const handlerKey = '__zone_symbol__unhandledPromiseRejectionHandler';
const silentKey = '__zone_symbol__ignoreConsoleErrorUncaughtError';

const errorOf = eventReader(ErrorEvent.prototype, 'error');
const messageOf = eventReader(ErrorEvent.prototype, 'message');
const reasonOf = eventReader(PromiseRejectionEvent.prototype, 'reason');

/** How it came about: thrown with nobody to catch it, or a promise rejected with nobody to handle it. */
export type UncaughtKind = 'thrown' | 'rejected';

export function watchUncaught(report: (error: unknown, kind: UncaughtKind, event?: Event) => void): void {
  listenToScope('error', (event) => {
    preventDefault(event);
    report(errorOf(event) ?? messageOf(event), 'thrown', event);
  });
  listenToScope('unhandledrejection', (event) => {
    preventDefault(event);
    report(reasonOf(event), 'rejected', event);
  });
  watchZone((error) => {
    const rejection =
      typeof error === 'object' && error !== null ? Reflect.get(error, 'rejection') : undefined;
    report(rejection ?? error, 'rejected');
  });
}

/**
 * zone.js replaces Promise and hands unhandled rejections to listeners that were added after it loaded; ours was
 * added before. So its handler is set in the moment `Zone` appears, and kept.
 */
function watchZone(report: (error: unknown) => void): void {
  Object.defineProperty(globalThis, 'Zone', {
    configurable: true,
    get: () => undefined,
    set(zone: object) {
      Object.defineProperty(globalThis, 'Zone', { value: zone, configurable: true, writable: true });
      Object.defineProperty(zone, handlerKey, { get: () => report, set: () => undefined });
      Object.defineProperty(zone, silentKey, { value: true });
    },
  });
}
