import { receive } from '@spanlab/sandbox/store/otlp-receiver.ts';
import { createStore } from '@spanlab/sandbox/store/store.ts';
import type { Backend } from './backend.ts';

/** The store in the page, with the same face as the real backend, so that both can be asked alike. */
export function embeddedStore(): Pick<Backend, 'send' | 'query'> {
  const store = createStore();
  return {
    send: async (path, contentType, body) => {
      const headers: [string, string][] = [['content-type', contentType]];
      const receipt = await receive({ method: 'POST', path, headers, body });
      store.ingest(receipt.accepted);
      return new Response(new Uint8Array(receipt.body), { status: receipt.status, headers: receipt.headers });
    },
    query: async (pathWithSearch) => store.query(pathWithSearch),
  };
}
