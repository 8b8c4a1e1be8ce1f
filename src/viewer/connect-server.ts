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
    live: (after, to) => addressOf(`live?after=${after}&to=${to}`),
    follow({ changed, came, lost }) {
      let { files } = session;
      const hear = (event: ViewerEvent): void => {
        lost(false);
        if (event.id !== session.id) {
          // Started anew, perhaps with other files: the address keeps what is shown.
          location.reload();
          return;
        }
        const isNew = event.files.some((file, index) => file.version !== files[index]?.version);
        came(event.live, event.dropped);
        if (!isNew) return;
        ({ files } = event);
        changed();
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
