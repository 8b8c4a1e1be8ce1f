/**
 * The script of the sandboxed frame: one Worker for each program, one port to the lab. It writes on every message which
 * Worker it is from, passes on only what `program-message.ts` knows, and bounds how much of it.
 */
import type { VendorBundle } from '../../vendor/vendor-bundle.ts';
import type { FromFrame, ToFrame, VendorUrls } from '../lab-message.ts';
import { messageWeight } from '../message-weight.ts';
import { readProgramMessage } from '../program-message.ts';
import { createFloodGate } from './flood-gate.ts';

addEventListener('message', function connect(event) {
  const [port] = event.ports;
  if (event.source !== parent || port === undefined) return;
  removeEventListener('message', connect);
  hold(port);
});

function hold(port: MessagePort): void {
  const slots: { worker: Worker; port: MessagePort }[] = [];
  const tell = (message: FromFrame): void => port.postMessage(message);
  port.onmessage = (event: MessageEvent<ToFrame>) => {
    const message = event.data;
    switch (message.type) {
      case 'open':
        open(message);
        break;
      case 'to':
        slots[message.slot]?.port.postMessage(message.message);
        break;
      case 'end':
        slots[message.slot]?.worker.terminate();
        slots[message.slot]?.port.close();
        break;
      case 'ping':
        tell({ type: 'pong' });
        break;
    }
  };

  function open({ worker, vendor, slots: count }: ToFrame & { type: 'open' }): void {
    const script = blobUrl(`${worker}\n//# sourceURL=spanlab-realm`);
    const urls = vendorUrls(vendor);
    for (let slot = 0; slot < count; slot += 1) slots.push(openSlot(slot, script, urls));
  }

  function openSlot(slot: number, script: string, vendor: VendorUrls): { worker: Worker; port: MessagePort } {
    // A classic Worker: a module one does not start from a blob in an opaque origin.
    const worker = new Worker(script);
    const { port1, port2 } = new MessageChannel();
    const gate = createFloodGate(() => performance.now());
    worker.onerror = (event) => tell({ type: 'broken', slot, message: event.message });
    const drop = (consoleEntries: number): void => {
      gate.dropped(consoleEntries, (dropped) => {
        setTimeout(() => tell({ type: 'dropped', slot, ...dropped() }), 100);
      });
    };
    port1.onmessage = (event: MessageEvent<unknown>) => {
      const message = readProgramMessage(event.data);
      if (message === undefined) drop(0);
      else if (gate.passes(messageWeight(message))) tell({ type: 'said', slot, message });
      else drop(message.type === 'console' ? message.entries.length + message.dropped : 0);
    };
    worker.postMessage({ type: 'connect', vendor }, [port2]);
    return { worker, port: port1 };
  }
}

/** Blob URLs in dependency order. The frame makes them once; its Workers share its origin and may import them. */
function vendorUrls(vendor: VendorBundle): VendorUrls {
  const urls: Record<string, string> = {};
  for (const { name, code, imports } of vendor.chunks) {
    let linked = '';
    let done = 0;
    for (const { start, end, chunk } of imports) {
      linked += code.slice(done, start) + (urls[chunk] ?? chunk);
      done = end;
    }
    urls[name] = blobUrl(`${linked}${code.slice(done)}\n//# sourceURL=vendor/${name}`);
  }
  return { entries: vendor.entries, urls, warm: vendor.warm };
}

function blobUrl(code: string): string {
  return URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
}
