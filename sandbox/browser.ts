/** The lab in a browser, as the workbench uses it from the page's main thread. */
import { type CompileClient, openCompiler } from './compile/client.ts';
import type { EmittedModule } from './compile/emitted-module.ts';
import { type CollectorSession, createPageSide } from './lab/collector/session.ts';
import { createEventDelivery } from './lab/event-delivery.ts';
import type { FromLab, ToLab } from './lab/page-message.ts';
import { createRunWatch } from './lab/run-watch.ts';
import type { LocalPlace } from './local-lab/place.ts';
import { createFrameHost } from './realm/frame-host.ts';
import type { Expectation } from './schemas/expectation.ts';
import type { FileSet } from './schemas/file-set.ts';
import { defaultRunLimitMs, type Lab } from './schemas/lab.ts';
import type { Diagnostic, Exchange, HeaderList, RunEvent } from './schemas/run-event.ts';
import type { LabAssets } from './vendor/vendor-bundle.ts';

export type { CollectorSession };

export interface LabSession {
  /** Present always; without a Collector in the lab its state stays `absent`. */
  readonly collector: CollectorSession;
  /** Starts a run (ends a current one first); events come through subscribe. Returns its run id. */
  run(request: {
    lab: Lab;
    files: FileSet;
    expectation?: Expectation | undefined;
    emitted?: EmittedModule[] | undefined;
    /** Use these containers in the place of the page's own Collector and Jaeger. */
    containers?: LocalPlace | undefined;
  }): string;
  stop(): void;
  /** Batches, at most one per animation frame. Returns unsubscribe. */
  subscribe(listener: (events: readonly RunEvent[]) => void): () => void;
  /** The store's Jaeger query API: query('/api/v3/services'). Works with or without a run. */
  query(path: string): Promise<{ status: number; body: unknown }>;
  /** The request box: ask a running server by hand. Rejects when no run is under way. */
  request(input: {
    method: string;
    url: string;
    headers: HeaderList;
    body?: string | Uint8Array<ArrayBuffer>;
  }): Promise<Exchange>;
  /** Semantic diagnostics as warnings. */
  typeCheck(files: FileSet): Promise<Diagnostic[]>;
  /** Get a spare realm and the compiler ready for this lab. Idempotent, cheap to call. */
  warm(lab: Lab): void;
  /** Ends all Workers and frames for good. What is asked afterwards is refused; nothing starts again. */
  dispose(): void;
}

const closed = 'The lab was closed.';

/** Nothing is loaded until the session is used. */
export function openLab({ assetBase }: { assetBase: string }): LabSession {
  const base = new URL(assetBase, document.baseURI).href;
  const frames = createFrameHost(document);
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (problem: Error) => void }>();
  let worker: Worker | undefined;
  let compiler: CompileClient | undefined;
  let lastId = 0;
  let disposed = false;

  const delivery = createEventDelivery(() => tell({ type: 'shown' }));
  const watch = createRunWatch({
    nowMs: () => performance.now(),
    after(delayMs, act) {
      const timer = setTimeout(act, delayMs);
      return () => clearTimeout(timer);
    },
    removeFrames: () => frames.closeAll(),
    abort: (reason, message) => tell({ type: 'abort', reason, message }),
    /** The lab's Worker itself does not answer: start anew, and say so in its place. */
    giveUp(event) {
      closeWorker();
      if (event !== undefined) delivery.put([event]);
    },
  });
  delivery.subscribe((events) => watch.saw(events));
  const collector = createPageSide({
    tell: (message) => tell(message),
    ask: (message) => ask(message),
    isOpen: () => worker !== undefined,
  });

  const tell = (message: ToLab): void => {
    if (!disposed) openWorker().postMessage(message);
  };
  const ask = <Answer>(message: (id: number) => ToLab): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (disposed) {
        reject(new Error(closed));
        return;
      }
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      tell(message(lastId));
    });
  const settle = (id: number, how: 'resolve' | 'reject', value: unknown): void => {
    waiting.get(id)?.[how](value as never);
    waiting.delete(id);
  };

  const hear = (from: Worker, { data, ports }: MessageEvent<FromLab>): void => {
    // A Worker that was given up may have left messages behind.
    if (from !== worker) return;
    switch (data.type) {
      case 'events':
        delivery.put(data.events);
        break;
      case 'open-frame':
        if (ports[0] !== undefined) frames.open(data.frame, data.html, ports[0]);
        break;
      case 'close-frame':
        frames.close(data.frame);
        break;
      case 'compile':
        void openCompile()
          .compile(data.files, data.entries)
          .then((result) => {
            // Another Worker numbers its questions anew, and would take this for an answer to one of them.
            if (from === worker) tell({ type: 'compiled', id: data.id, result });
          });
        break;
      case 'extended':
        watch.extended(data.runId, data.limitMs);
        break;
      case 'answer':
        settle(data.id, 'resolve', data.answer);
        break;
      case 'exchanged':
        settle(data.id, 'resolve', data.exchange);
        break;
      case 'problems':
        settle(data.id, 'resolve', data.problems);
        break;
      case 'hops':
        settle(data.id, 'resolve', data.hops);
        break;
      case 'collector-view':
        collector.show(data.view);
        break;
      case 'collector-lines':
        collector.lines(data.lines);
        break;
      case 'refused':
        settle(data.id, 'reject', new Error(data.message));
        break;
    }
  };
  function openWorker(): Worker {
    if (worker !== undefined) return worker;
    const opened = new Worker(new URL('./lab/lab-worker.ts', import.meta.url), { type: 'module' });
    worker = opened;
    opened.addEventListener('message', (event) => hear(opened, event));
    // Without a message the script itself could not be had: after a new release it may have another name.
    opened.addEventListener('error', ({ message }) => {
      if (opened !== worker) return;
      watch.broke(message || 'its script could not be loaded. Reload the page; your edits are kept.');
    });
    opened.postMessage({ type: 'open', assetBase: base } satisfies ToLab);
    collector.opened((message) => opened.postMessage(message));
    return opened;
  }
  function closeWorker(): void {
    worker?.terminate();
    worker = undefined;
    collector.closed();
    frames.closeAll();
    for (const { reject } of waiting.values()) reject(new Error(closed));
    waiting.clear();
  }
  function openCompile(): CompileClient {
    compiler ??= openCompiler({ urls: () => compilerUrls(base) });
    return compiler;
  }

  return {
    collector: collector.session,
    run({ lab, files, expectation, emitted, containers }) {
      const runId = crypto.randomUUID?.() ?? `run-${Date.now()}-${Math.random().toString(36).slice(2)}`;
      const limitMs = lab.runLimitMs ?? defaultRunLimitMs[isPhone() ? 'phone' : 'desktop'];
      if (disposed) return runId;
      delivery.drop();
      watch.started(runId);
      tell({ type: 'run', request: { runId, lab, files, expectation, emitted, limitMs, containers } });
      return runId;
    },
    stop() {
      if (worker === undefined) return;
      watch.stopping();
      tell({ type: 'stop' });
    },
    subscribe: delivery.subscribe,
    query: (path) => ask((id) => ({ type: 'query', id, path })),
    request({ method, url, headers, body }) {
      const bytes =
        body === undefined ? {} : { body: typeof body === 'string' ? new TextEncoder().encode(body) : body };
      return ask((id) => ({ type: 'request', id, request: { method, url, headers, ...bytes } }));
    },
    typeCheck: async (files) => (disposed ? [] : openCompile().typeCheck(files)),
    warm(lab) {
      if (disposed) return;
      tell({ type: 'warm', slots: lab.services.length });
      openCompile().warm();
    },
    dispose() {
      disposed = true;
      watch.dispose();
      delivery.drop();
      closeWorker();
      compiler?.dispose();
      compiler = undefined;
    },
  };
}

async function compilerUrls(base: string): Promise<{ importable: string; types: string; libs: string }> {
  const response = await fetch(new URL('manifest.json', base));
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  const { importable, types, libs } = (await response.json()) as LabAssets;
  const url = (name: string): string => new URL(name, base).href;
  return { importable: url(importable), types: url(types), libs: url(libs) };
}

/** A device held in the hand, whose battery a run should not eat. */
function isPhone(): boolean {
  return matchMedia('(pointer: coarse) and (max-width: 900px)').matches;
}
