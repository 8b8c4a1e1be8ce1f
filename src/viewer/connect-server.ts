/** The page's side of `spanlab view`: hears what changes, and asks for what is new. */
import { startLibrary } from '../explorer/app/file-library.ts';
import type { Server } from '../explorer/app/server.ts';
import type { TraceLibrary } from '../explorer/library/trace-library.ts';
import type { ViewerEvent, ViewerSession } from './session.ts';

const addressOf = (path: string): string => new URL(path, location.href).href;

async function openJaeger(onProblems: (problems: readonly string[]) => void): Promise<TraceLibrary> {
  const { createJaegerLibrary } = await import('../explorer/jaeger/jaeger-library.ts');
  return createJaegerLibrary({ base: addressOf('jaeger'), shelf: startLibrary, onProblems });
}

export function connectServer(session: ViewerSession): Server {
  return {
    listening: session.listening,
    jaeger: session.jaeger === undefined ? undefined : { name: session.jaeger, open: openJaeger },
    follow({ changed, live, lost }) {
      let { files } = session;
      /** Up to here the live spans are asked for. */
      let asked = 0;
      let asking: Promise<void> = Promise.resolve();
      const liveTo = (to: number, after = 0) => addressOf(`live?after=${after}&to=${to}`);

      const hear = (event: ViewerEvent): void => {
        lost(false);
        if (event.id !== session.id) {
          // Started anew, perhaps with other files: the address keeps what is shown.
          location.reload();
          return;
        }
        const isNew = event.files.some((file, index) => file.version !== files[index]?.version);
        if (isNew) {
          ({ files } = event);
          asked = event.live;
          changed(event.live > 0 ? liveTo(event.live) : undefined);
          return;
        }
        if (event.live <= asked) return;
        const url = liveTo(event.live, asked);
        asked = event.live;
        // One after the other, so that spans come in their order.
        asking = asking.then(() => live(url)).catch(() => undefined);
      };
      return listenWhileSeen(addressOf('events'), hear, () => lost(true));
    },
  };
}

/**
 * Server-sent events, only while the page is seen: a browser has six connections for all tabs with this server, and
 * what was missed is told when the page is seen again.
 */
function listenWhileSeen(url: string, hear: (event: ViewerEvent) => void, lost: () => void): () => void {
  let events: EventSource | undefined;
  const close = (): void => {
    events?.close();
    events = undefined;
  };
  const follow = (): void => {
    if (document.visibilityState === 'hidden') {
      close();
      return;
    }
    if (events !== undefined) return;
    events = new EventSource(url);
    events.onmessage = ({ data }) => hear(JSON.parse(String(data)) as ViewerEvent);
    events.onerror = lost;
  };
  follow();
  document.addEventListener('visibilitychange', follow);
  addEventListener('pagehide', close);
  return () => {
    close();
    document.removeEventListener('visibilitychange', follow);
    removeEventListener('pagehide', close);
  };
}
