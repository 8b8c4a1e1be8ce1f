/** `spanlab view`: the trace explorer, served to this machine. */
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { createIntake } from '../backends/intake.ts';
import { otlpListener } from '../backends/otlp-http.ts';
import { type ExitCode, exitCodes, type Output, UsageError } from '../output.ts';
import { createEventStream, type EventStream } from './event-stream.ts';
import { findGivenFiles } from './given-files.ts';
import { createJaegerProxy, withoutPassword } from './jaeger-proxy.ts';
import { heldBy, type Listening, listenOn } from './listen-on.ts';
import { createLiveLog, type LiveLog } from './live-log.ts';
import { openInBrowser } from './open-in-browser.ts';
import { defaultViewPort } from './ports.ts';
import { viewArguments } from './view-arguments.ts';
import { viewListener } from './view-server.ts';
import { readViewerFiles } from './viewer-files.ts';
import { watchFiles } from './watched-files.ts';

/** What the command needs from outside. */
export interface ViewEffects {
  stdin: Readable;
  /** Resolves when it is to end. */
  ended: () => Promise<void>;
  openInBrowser: (url: string) => void;
  /** Where the built page is, when not beside the program. */
  viewerFolder?: string;
}

/** Serve until it is ended. @throws UsageError when it cannot be done as asked */
export async function view(
  args: readonly string[],
  output: Output,
  effects: ViewEffects = real,
): Promise<ExitCode> {
  const given = viewArguments(args);
  await using cleanUp = new AsyncDisposableStack();
  const ended = effects.ended();
  if (given.files.includes('-')) output.error('spanlab view: reading standard input to its end …');
  const files = await Promise.race([findGivenFiles(given.files, { stdin: effects.stdin, cleanUp }), ended]);
  if (files === undefined) return exitCodes.good;
  const viewer = await readViewerFiles(effects.viewerFolder);

  const id = randomUUID();
  const live = given.listen === undefined ? undefined : createLiveLog();
  const events: EventStream = createEventStream(() => ({
    id,
    files: [...watched.now],
    live: live?.last ?? 0,
    dropped: live?.dropped ?? 0,
  }));
  const watched = cleanUp.use(await watchFiles(files, events.changed));
  const receiver =
    live !== undefined && given.listen !== undefined
      ? await receive(given.listen, live, { changed: events.changed, cleanUp })
      : undefined;
  const jaeger = given.jaeger === undefined ? undefined : withoutPassword(given.jaeger);
  const page = await servePage(given.port, output, cleanUp, {
    viewer,
    files,
    events,
    live,
    jaeger: given.jaeger === undefined ? undefined : createJaegerProxy(given.jaeger),
    session: () => ({
      id,
      files: [...watched.now],
      ...(jaeger !== undefined && { jaeger }),
      ...(receiver !== undefined && { listening: `http://localhost:${receiver.port}` }),
    }),
  });
  const url = `http://127.0.0.1:${page.port}/`;
  output.out(`The explorer is at ${url}`);
  if (receiver !== undefined) output.out(`Spans are taken at http://localhost:${receiver.port} (OTLP/HTTP)`);
  if (jaeger !== undefined) output.out(`Traces are read from ${jaeger}`);
  output.out('Ctrl+C ends it.');
  if (given.open) effects.openInBrowser(url);
  await ended;
  return exitCodes.good;
}

async function servePage(
  wanted: number | undefined,
  { error }: Output,
  cleanUp: AsyncDisposableStack,
  served: Parameters<typeof viewListener>[0],
): Promise<Listening> {
  const listener = viewListener(served);
  const first = wanted ?? defaultViewPort;
  // Only when nobody has asked for this very one.
  const candidates = wanted === undefined ? Array.from({ length: 20 }, (_, index) => first + index) : [first];
  for (const port of candidates) {
    const listening = await listenOn(port, '127.0.0.1', listener);
    if (listening === undefined) continue;
    if (port !== first) error(`spanlab view: ${await heldBy(first)}, so it is ${port} this time`);
    return cleanUp.use(listening);
  }
  throw new UsageError(`${await heldBy(first)}: choose another with --port`);
}

/** `localhost` is one of two addresses, and which differs by program and machine. */
async function receive(
  port: number,
  live: LiveLog,
  { changed, cleanUp }: { changed: () => void; cleanUp: AsyncDisposableStack },
): Promise<Listening> {
  const intake = createIntake({ record: () => undefined }, async (_, spans) => {
    const rejected = live.add(spans);
    changed();
    return { taken: true, rejected, message: rejected === 0 ? '' : 'they take more room than there is' };
  });
  const listener = otlpListener((path) => ({ runId: '', path }), intake);
  const first = await listenOn(port, '127.0.0.1', listener);
  if (first === undefined) throw new UsageError(`${await heldBy(port)}: choose another with --listen`);
  cleanUp.use(first);
  const second = await listenOn(first.port, '::1', listener);
  if (second !== undefined) cleanUp.use(second);
  return first;
}

const real: ViewEffects = {
  stdin: process.stdin,
  openInBrowser,
  ended: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    }),
};
