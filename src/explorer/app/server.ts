/** `spanlab view` as the page sees it. */
import type { TraceLibrary } from '../library/trace-library.ts';

export interface Server {
  /** Where spans can be sent to. */
  readonly listening: string | undefined;
  readonly jaeger: JaegerServer | undefined;
  /** Where the live spans after one piece up to another are. */
  live(after: number, to: number): string;
  /** Hear of what changes. Returns how to stop. */
  follow(heard: {
    /** Files have changed, and have to be read again. */
    changed: () => void;
    /** So many pieces of spans have come in all, and so many traces were given up to make room. */
    came: (pieces: number, dropped: number) => void;
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
