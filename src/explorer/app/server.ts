/** `spanlab view` as the page sees it. */
import type { TraceLibrary } from '../library/trace-library.ts';

export interface Server {
  /** Where spans can be sent to. */
  readonly listening: string | undefined;
  readonly jaeger: JaegerServer | undefined;
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

/** A Jaeger the server leads to. */
export interface JaegerServer {
  /** Its address, as it was given. */
  readonly name: string;
  /** @param onProblems hears what was wrong with a trace that is shown all the same */
  open(onProblems: (problems: readonly string[]) => void): Promise<TraceLibrary>;
}
