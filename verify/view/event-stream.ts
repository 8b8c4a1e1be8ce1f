/** Tells pages how things are, and whenever that has changed: server-sent events. */
import type { ServerResponse } from 'node:http';
import type { ViewerEvent } from '../../src/viewer/session.ts';

export interface EventStream {
  /** Tells this page from now on. */
  open(response: ServerResponse): void;
  /** Something has changed. Told soon, and not more often than five times a second. */
  changed(): void;
}

const betweenMs = 200;
/** Nobody sees more pages at once: those that came first are closed then. */
const mostPages = 50;

export function createEventStream(now: () => ViewerEvent): EventStream {
  const pages = new Set<ServerResponse>();
  const behind = new WeakSet<ServerResponse>();
  let isDue = false;
  let toldAtMs = 0;
  const tell = (): void => {
    isDue = false;
    toldAtMs = performance.now();
    for (const page of pages) tellOne(page);
  };
  /** A page that does not read now is told how things are when it does, and not all that was in between. */
  const tellOne = (page: ServerResponse): void => {
    if (behind.has(page)) return;
    if (page.write(message(now()))) return;
    behind.add(page);
    page.once('drain', () => {
      behind.delete(page);
      tellOne(page);
    });
  };
  return {
    open(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      const [first] = pages.size < mostPages ? [] : pages;
      first?.end();
      if (first !== undefined) pages.delete(first);
      pages.add(response);
      tellOne(response);
      response.once('close', () => pages.delete(response));
    },
    changed() {
      if (isDue) return;
      isDue = true;
      setTimeout(tell, Math.max(0, betweenMs - (performance.now() - toldAtMs))).unref();
    },
  };
}

function message(event: ViewerEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}
