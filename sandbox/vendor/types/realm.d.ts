/** Globals a program finds in the page that are Node's, not the web's. */

/** The program's own process: its environment, and the signal that asks it to end. */
declare const process: {
  /** Environment variables, as the lab sets them for this service. */
  readonly env: Record<string, string | undefined>;
  /** Calls `listener` when the process is asked to end: time to flush what is left. Takes any name, as Node's own types do. */
  on(
    event: 'SIGTERM' | 'SIGINT' | 'beforeExit' | (string & Record<never, never>),
    listener: () => void,
  ): typeof process;
  /** As `on`, at most once. */
  once(
    event: 'SIGTERM' | 'SIGINT' | 'beforeExit' | (string & Record<never, never>),
    listener: () => void,
  ): typeof process;
};
