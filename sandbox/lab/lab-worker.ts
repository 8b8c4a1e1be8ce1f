/** The lab's Worker: network, store and checks live here, so that no flood of a program reaches the page's main thread. */
import type { CompileResult } from '../compile/emitted-module.ts';
import { evaluate } from '../expect/evaluate.ts';
import { type Run, type RunRequest, startRun } from '../lab.ts';
import { type FrameRealm, openFrameRealm } from '../realm/frame-realm.ts';
import type { FileSet } from '../schemas/file-set.ts';
import type { ExitReason } from '../schemas/run-event.ts';
import { createStore } from '../store/store.ts';
import type { LabAssets, RealmScripts, VendorBundle } from '../vendor/vendor-bundle.ts';
import type { PageCollector } from './collector/page-collector.ts';
import { createCollectorDesk, type ToCollectorDesk } from './collector-desk.ts';
import { seenFromHere } from './local-backend-checks.ts';
import { createContainers } from './local-backend-run.ts';
import { createOutbox } from './outbox.ts';
import type { FromLab, ToLab } from './page-message.ts';
import type { CollectorForRuns } from './run.ts';

interface Assets {
  scripts: RealmScripts;
  vendor: VendorBundle;
}

/**
 * When the spare realm is made after a run. Frames of a page share a process, and only its end gives back the memory of
 * a program that took too much; browsers keep it for some 2 s after its last frame has gone. So a run that had
 * to be ended gets no spare beside it, and no spare soon after.
 */
const spareAfterMs = { finished: 50, ended: 4_000 } as const;

const store = createStore();
const compiling = new Map<number, (result: CompileResult) => void>();
const outbox = createOutbox(
  (events) => tell({ type: 'events', events }),
  (act) => queueMicrotask(act),
);
const desk = createCollectorDesk({
  assetBase: () => assetBase,
  store,
  nowMs: () => performance.now(),
  after,
  tell,
  isRunning: () => run !== undefined && !run.over,
});
let assets: Promise<Assets> | undefined;
let assetBase = '';
let run: Run | undefined;
let spare: FrameRealm | undefined;
let lastFrame = 0;
let lastCompile = 0;
let lastRequested = '';

addEventListener('message', ({ data }: MessageEvent<ToLab>) => {
  switch (data.type) {
    case 'open':
      ({ assetBase } = data);
      void loadAssets().catch(() => undefined);
      break;
    case 'run':
      void start(data.request);
      break;
    case 'stop':
      lastRequested = '';
      run?.stop();
      break;
    case 'abort':
      run?.abort(data.reason, data.message);
      spare?.dispose();
      spare = undefined;
      break;
    case 'warm':
      // A frame beside a running one would share its process.
      if (run?.over ?? true) void warm(data.slots).catch(() => undefined);
      break;
    case 'compiled':
      compiling.get(data.id)?.(data.result);
      compiling.delete(data.id);
      break;
    case 'query':
      tell({ type: 'answer', id: data.id, answer: store.query(data.path) });
      break;
    case 'request':
      request(data);
      break;
    case 'shown':
      outbox.shown();
      break;
    default:
      hearOfCollector(data);
  }
});

async function start(asked: RunRequest): Promise<void> {
  lastRequested = asked.runId;
  run?.abort('stopped', 'Ended by the next run.');
  const notStarted = (reason: ExitReason, message: string): void =>
    outbox.put({ runId: asked.runId, seq: 0, atMs: 0, type: 'exit', reason, message });
  let loaded: Assets;
  let collector: PageCollector | undefined;
  try {
    [loaded, collector] = await Promise.all([
      loadAssets(),
      asked.lab.collector === undefined || asked.containers ? undefined : desk.openFor(asked.lab),
    ]);
  } catch (problem) {
    const reason = String(problem);
    const message = `The lab's files could not be loaded (${reason}). Is the network there? Run again to retry.`;
    notStarted('not-started', message);
    return;
  }
  // While the files were loading, somebody may have pressed Stop or Run again.
  if (lastRequested !== asked.runId) {
    notStarted('stopped', 'Stopped before anything was started.');
    return;
  }
  const { scripts, vendor } = loaded;
  const slots = asked.lab.services.length;
  run = startRun(
    asked,
    {
      nowMs: () => performance.now(),
      after,
      compile,
      vendor,
      store,
      collector: containersOf(asked) ?? collector?.forRuns,
      backendUp: desk.backendUp,
      evaluate: asked.containers ? seenFromHere(evaluate) : evaluate,
      openRealm: (count, listener) => {
        const realm = takeSpare(count) ?? openRealm(count, scripts, vendor);
        realm.listen(listener);
        return realm;
      },
      extended: (limitMs) => tell({ type: 'extended', runId: asked.runId, limitMs }),
    },
    (event) => {
      outbox.put(event);
      if (event.type !== 'exit') return;
      const isOrderly =
        event.reason === 'finished' || event.reason === 'failed' || event.reason === 'not-started';
      warmAfter(isOrderly ? spareAfterMs.finished : spareAfterMs.ended, slots);
    },
  );
}

function containersOf(asked: RunRequest): CollectorForRuns | undefined {
  const { containers: place } = asked;
  const clock = { nowMs: () => performance.now(), after };
  return place && createContainers(asked, { place, store, fetch: (url, init) => fetch(url, init) }, clock);
}

let cancelWarm = (): void => undefined;
function warmAfter(delayMs: number, slots: number): void {
  cancelWarm();
  cancelWarm = after(delayMs, () => {
    if (run?.over ?? true) void warm(slots).catch(() => undefined);
  });
}

function takeSpare(slots: number): FrameRealm | undefined {
  const taken = spare;
  spare = undefined;
  if (taken === undefined || (!taken.isBroken && taken.slots === slots)) return taken;
  taken.dispose();
  return undefined;
}

async function warm(slots: number): Promise<void> {
  if (slots === 0) return;
  const { scripts, vendor } = await loadAssets();
  if (spare !== undefined && !spare.isBroken && spare.slots === slots) return;
  spare?.dispose();
  spare = openRealm(slots, scripts, vendor);
}

function openRealm(slots: number, scripts: RealmScripts, vendor: VendorBundle): FrameRealm {
  lastFrame += 1;
  const frame = lastFrame;
  return openFrameRealm(slots, scripts, vendor, {
    every(ms, act) {
      const timer = setInterval(act, ms);
      return () => clearInterval(timer);
    },
    openFrame: (html, port) => tell({ type: 'open-frame', frame, html }, [port]),
    closeFrame: () => tell({ type: 'close-frame', frame }),
  });
}

function compile(files: FileSet, entries: readonly string[]): Promise<CompileResult> {
  lastCompile += 1;
  const id = lastCompile;
  return new Promise((resolve) => {
    compiling.set(id, resolve);
    tell({ type: 'compile', id, files, entries });
  });
}

function request({ id, request: wire }: ToLab & { type: 'request' }): void {
  if (run === undefined || run.over) {
    tell({ type: 'refused', id, message: 'No program is running. Press Run, then send the request again.' });
    return;
  }
  void run.request(wire).then((exchange) => tell({ type: 'exchanged', id, exchange }));
}

function hearOfCollector(message: ToCollectorDesk): void {
  desk.hear(message);
  if (message.type === 'backend-up') run?.setBackendUp(message.up);
}

function loadAssets(): Promise<Assets> {
  assets ??= fetchAssets().catch((problem: unknown) => {
    // The next Run tries again.
    assets = undefined;
    throw problem;
  });
  return assets;
}

async function fetchAssets(): Promise<Assets> {
  const manifest = (await fetchJson('manifest.json')) as LabAssets;
  const [scripts, vendor] = await Promise.all([fetchJson(manifest.realm), fetchJson(manifest.vendor)]);
  return { scripts: scripts as RealmScripts, vendor: vendor as VendorBundle };
}

async function fetchJson(name: string): Promise<unknown> {
  const url = new URL(name, assetBase);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

function after(delayMs: number, act: () => void): () => void {
  const timer = setTimeout(act, delayMs);
  return () => clearTimeout(timer);
}

function tell(message: FromLab, transfer: Transferable[] = []): void {
  postMessage(message, { transfer });
}
