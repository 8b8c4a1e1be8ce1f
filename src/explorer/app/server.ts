/** `spanlab view` as the page sees it. */
import type { TraceLibrary } from '../library/trace-library.ts';
import type { FileLibrary } from '../library/worker-client.ts';

export interface Server {
  /** Where spans can be sent to. */
  readonly listening: string | undefined;
  readonly jaeger: { readonly name: string; open(memory: FileLibrary): Promise<TraceLibrary> } | undefined;
  /** Hear of what changes. Returns how to stop. */
  follow(heard: {
    /** Files have changed. Everything has to be read again, with the live spans at this address. */
    changed: (live: string | undefined) => void;
    /** More spans have come. The next are told when these are there. */
    live: (url: string) => Promise<void>;
    /** It does not answer, or does again. */
    lost: (is: boolean) => void;
  }): () => void;
}
