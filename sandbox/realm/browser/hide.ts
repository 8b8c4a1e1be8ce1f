/**
 * Takes away what a program could reach the frame, other programs or a network with. The frame's policy and the
 * lab's reading of messages hold without this; it is here so that there is less to try.
 */
const hidden = [
  'postMessage',
  'close',
  'onmessage',
  'onmessageerror',
  'importScripts',
  'Worker',
  'SharedWorker',
  'BroadcastChannel',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'XMLHttpRequest',
  'XMLHttpRequestEventTarget',
  'XMLHttpRequestUpload',
  'indexedDB',
  'caches',
  'webkitRequestFileSystem',
  'webkitRequestFileSystemSync',
  'webkitResolveLocalFileSystemURL',
  'webkitResolveLocalFileSystemSyncURL',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'Notification',
];

/** Call after the realm has taken what it needs itself. */
export function hideScope(): void {
  for (const name of hidden) {
    for (
      let holder: object | null = globalThis;
      holder !== null;
      holder = Object.getPrototypeOf(holder) as object | null
    ) {
      Reflect.deleteProperty(holder, name);
    }
    // What could not be deleted is covered.
    if (name in globalThis) Reflect.defineProperty(globalThis, name, { value: undefined });
  }
}
