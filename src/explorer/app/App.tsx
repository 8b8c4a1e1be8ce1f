import {
  batch,
  createEffect,
  createMemo,
  createResource,
  createSignal,
  type JSX,
  lazy,
  onCleanup,
  onMount,
  Show,
  Suspense,
} from 'solid-js';
import type { TraceLibrary } from '../library/trace-library.ts';
import type { FileLibrary } from '../library/worker-client.ts';
import { createAddressBar } from '../state/address-bar.ts';
import { readAddress, writeAddress } from '../state/explorer-address.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import { EmptyState } from './EmptyState.tsx';
import { Explorer } from './Explorer.tsx';
import { exampleSource } from './example.ts';
import { createGivenByHand } from './given-by-hand.ts';
import { areKeysOn, turnKeys } from './keys-on.ts';
import type { Source } from './load.ts';
import { Notices } from './Notices.tsx';
import { createPageKeys } from './page-keys.ts';
import { pageNames } from './page-names.ts';
import { ReadingStrip } from './ReadingStrip.tsx';
import type { Server } from './server.ts';
import { createServices } from './services.ts';
import { sharedPart, sharedSource } from './shared-trace.ts';
import { type Begun, createSources } from './sources.ts';
import { TopBar } from './TopBar.tsx';
import '../parts/tokens.css';
import './app.css';

const HelpDialog = lazy(() => import('./HelpDialog.tsx'));

export interface AppProps {
  start: () => FileLibrary;
  /** What was begun before the page's own script was there. */
  begun?: Begun | undefined;
  /** `spanlab view`, when it serves the page. */
  server?: Server | undefined;
  /** The site the page is a part of. */
  home?: { href: string; name: string } | undefined;
}

/** The trace explorer as a page of its own: opens files, remembers in the address what it shows. */
export function App(props: AppProps): JSX.Element {
  const [state, setState] = createSignal<ExplorerState>(readAddress(location.hash));
  const [helping, setHelping] = createSignal(false);
  const [keysOn, setKeysOn] = createSignal(areKeysOn());
  const [lost, setLost] = createSignal(false);
  const sources = createSources(props.start, props.begun);
  const [notices, setNotices] = createSignal<readonly string[]>([]);
  const { jaeger } = props.server ?? {};
  const [from, setFrom] = createSignal<'files' | 'jaeger'>(
    jaeger !== undefined && sources.readings().length === 0 ? 'jaeger' : 'files',
  );
  const [ofJaeger] = createResource(
    () => (from() === 'jaeger' ? jaeger : undefined),
    (there) => there.open((problems) => setNotices(problems)),
  );
  const library = createMemo<TraceLibrary | undefined>(() =>
    from() === 'jaeger' ? ofJaeger() : sources.library(),
  );
  const services = createServices(library);
  let choose: () => void = () => undefined;

  let shared: { part: string; traceIds: readonly string[] } | undefined;

  const bar = createAddressBar(window, {
    moved(now) {
      setState(now);
      createEffect(() => {
        document.title = `${pageNames[state().page]} · Spanlab`;
      });
      void openShared();
    },
    kept: ({ traceId }) => (traceId !== undefined && shared?.traceIds.includes(traceId) ? shared.part : ''),
  });
  onCleanup(() => bar[Symbol.dispose]());
  const change = (what: Partial<ExplorerState>): void => {
    const before = state();
    const after = { ...before, ...what };
    setState(after);
    bar.show(before, after);
  };

  /** A single trace is what its reader wants to see; several are listed. */
  const showOpened = (traceIds: readonly string[], isStart: boolean): void => {
    const [traceId, another] = [...new Set(traceIds)];
    if (traceId === undefined) return;
    const before = state();
    // An address that names a trace, or asks something, has the first word.
    if (isStart && (before.page !== 'search' || writeAddress(before) !== '')) return;
    const what: Partial<ExplorerState> =
      another === undefined ? { page: 'trace', traceId, spanId: undefined } : { page: 'search' };
    if (!isStart) {
      change({ ...what, fromNs: undefined, toNs: undefined, find: '' });
      return;
    }
    const after = { ...before, ...what };
    setState(after);
    bar.replace(after);
  };
  const open = async (given: readonly Source[]): Promise<void> => {
    if (given.length === 0) return;
    setFrom('files');
    showOpened(await sources.open(given), false);
  };
  /** What a link brought is opened, and stays in the address as long as it is what is shown. */
  const openShared = async (): Promise<void> => {
    const part = sharedPart(location.hash);
    if (part === undefined || part === shared?.part) return;
    setFrom('files');
    shared = { part, traceIds: [] };
    const traceIds = await sources.open([sharedSource(part)]);
    shared = { part, traceIds };
    if (state().page === 'search') showOpened(traceIds, true);
  };

  const isOver = createGivenByHand((given) => void open(given));
  void sources.begun.then((traceIds) => showOpened(traceIds, true));
  createPageKeys({
    isOn: keysOn,
    help: () => setHelping(true),
    open: () => choose(),
  });
  createEffect(() => {
    document.title = `${pageNames[state().page]} · Spanlab`;
  });
  void openShared();
  onMount(() => {
    const { server } = props;
    if (server === undefined) return;
    onCleanup(
      server.follow({
        changed: (live) => void sources.readAgain(live),
        live: (url) => sources.openLive(url),
        lost: setLost,
      }),
    );
  });

  const isReading = (): boolean => sources.readings().some(({ state: now }) => now === 'reading');
  const hasNothing = (): boolean => from() === 'files' && (services()?.length ?? 0) === 0;
  const isEmpty = (): boolean => hasNothing() && services() !== undefined && !isReading();
  // While a first file is read there is nothing to search in, and its trace is soon there.
  const isWaiting = (): boolean => hasNothing() && state().page === 'search';

  return (
    <div class="app ex">
      <TopBar
        state={state()}
        onState={change}
        home={props.home}
        readings={sources.readings()}
        server={props.server}
        from={from()}
        onFrom={setFrom}
        onOpen={(given) => void open(given)}
        onHelp={() => setHelping(true)}
        choose={(how) => {
          choose = how;
        }}
      />
      <Show when={lost()}>
        <p class="app-lost" role="alert">
          <code>spanlab view</code> does not answer: it has ended, or is busy. What was read is still here.
        </p>
      </Show>
      <ReadingStrip readings={sources.readings()} onStop={sources.stop} />
      <Notices notices={notices()} onDismiss={() => setNotices([])} />
      <main class="app-page">
        <Show when={!isEmpty()}>
          <h1 class="ex-hidden">{pageNames[state().page]}</h1>
        </Show>
        <Show
          when={!isEmpty()}
          fallback={
            <EmptyState
              onOpen={(given) => void open(given)}
              onExample={() => void open([exampleSource])}
              listening={props.server?.listening}
              onSite={props.home !== undefined}
            />
          }
        >
          <Show when={!isWaiting() && library()}>
            {(there) => (
              <Explorer library={there()} services={services() ?? []} state={state()} onState={change} />
            )}
          </Show>
        </Show>
      </main>
      <Show when={isOver()}>
        <div class="app-drop">
          <p>Drop to open</p>
        </div>
      </Show>
      <Show when={helping()}>
        <Suspense>
          <HelpDialog
            pageKeys={{
              on: keysOn(),
              set: (on) =>
                batch(() => {
                  setKeysOn(on);
                  turnKeys(on);
                }),
            }}
            onClose={() => setHelping(false)}
          />
        </Suspense>
      </Show>
    </div>
  );
}
