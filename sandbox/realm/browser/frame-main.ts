/**
 * The script of the sandboxed frame: one Worker for each program, one port to the lab. It writes on every message which
 * Worker it is from, passes on only what `program-message.ts` knows, and bounds how much of it.
 */
import type { VendorBundle } from '../../vendor/vendor-bundle.ts';
import type { FromFrame, LabMessage, ToFrame, VendorUrls } from '../lab-message.ts';
import { messageWeight } from '../message-weight.ts';
import { readProgramMessage } from '../program-message.ts';
import { createFloodGate } from './flood-gate.ts';

/** Characters of an error that a Worker tells the frame: the error is the program's, and may be of any length. */
const errorLength = 500;

interface Slot {
  worker: Worker;
  port: MessagePort;
  /** What the lab has said before the realm was in the Worker: no program can be in it earlier than that. */
  waiting: LabMessage[] | undefined;
}

addEventListener('message', function connect(event) {
  const [port] = event.ports;
  if (event.source !== parent || port === undefined) return;
  removeEventListener('message', connect);
  hold(port);
});

function hold(port: MessagePort): void {
  const slots: Slot[] = [];
  const tell = (message: FromFrame): void => port.postMessage(message);
  port.onmessage = (event: MessageEvent<ToFrame>) => {
    const message = event.data;
    switch (message.type) {
      case 'open':
        open(message);
        break;
      case 'to':
        say(slots[message.slot], message.message);
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

  function say(slot: Slot | undefined, message: LabMessage): void {
    if (slot?.waiting === undefined) slot?.port.postMessage(message);
    else slot.waiting.push(message);
  }

  function openSlot(slot: number, script: string, vendor: VendorUrls): Slot {
    // A classic Worker: a module one does not start from a blob in an opaque origin.
    const worker = new Worker(script);
    const { port1, port2 } = new MessageChannel();
    const gate = createFloodGate(() => performance.now());
    const opened: Slot = { worker, port: port1, waiting: [] };
    worker.onerror = (event) => {
      event.preventDefault();
      worker.onerror = null;
      const text = event.message.slice(0, errorLength);
      if (opened.waiting !== undefined) return tell({ type: 'broken', slot, message: text });
      // The realm takes care of errors; that this one came so far is the program's doing, and only the program fails.
      worker.terminate();
      tell({ type: 'said', slot, message: { type: 'uncaught', error: { type: 'string', text } } });
    };
    const drop = (consoleEntries: number): void => {
      gate.dropped(consoleEntries, (dropped) => {
        setTimeout(() => tell({ type: 'dropped', slot, ...dropped() }), 100);
      });
    };
    const connected = (): void => {
      const { waiting } = opened;
      opened.waiting = undefined;
      for (const message of waiting ?? []) port1.postMessage(message);
    };
    port1.onmessage = (event: MessageEvent<unknown>) => {
      const message = readProgramMessage(event.data);
      if (message === undefined) drop(0);
      else if (message.type === 'connected') connected();
      else if (gate.passes(messageWeight(message))) tell({ type: 'said', slot, message });
      else drop(message.type === 'console' ? message.entries.length + message.dropped : 0);
    };
    worker.postMessage({ type: 'connect', vendor }, [port2]);
    return opened;
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
