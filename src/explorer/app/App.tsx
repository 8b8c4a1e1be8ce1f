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
import { atTrace } from '../state/at-trace.ts';
import { readAddress, writeAddress } from '../state/explorer-address.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import { EmptyState } from './EmptyState.tsx';
import { Explorer } from './Explorer.tsx';
import { exampleSource } from './example.ts';
import { createGivenByHand } from './given-by-hand.ts';
import { areKeysOn, turnKeys } from './keys-on.ts';
import { createLiveSpans } from './live-spans.ts';
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
  /** What the page was opened with has been read. */
  const [hasBegun, setHasBegun] = createSignal(false);
  const [aboutLive, setAboutLive] = createSignal<readonly string[]>([]);
  /** Traces that came when their reader had gone elsewhere. */
  const [offered, setOffered] = createSignal<readonly string[]>([]);
  const { server } = props;
  const sources = createSources(
    props.start,
    props.begun,
    server && {
      address: server.live,
      spans: (load) => createLiveSpans({ load, tell: setAboutLive }),
    },
  );
  const [notices, setNotices] = createSignal<readonly string[]>([]);
  const jaeger = server?.jaeger;
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
    const after =
      another === undefined ? atTrace(traceId) : ({ page: 'search' } satisfies Partial<ExplorerState>);
    if (!isStart) {
      change({ ...after, find: '' });
      return;
    }
    setState({ ...before, ...after });
    bar.replace({ ...before, ...after });
  };
  const open = async (given: readonly Source[]): Promise<void> => {
    if (given.length === 0) return;
    setFrom('files');
    setOffered([]);
    const before = state();
    const traceIds = await sources.open(given);
    // Who has gone on meanwhile is not taken away from there.
    const { page, traceId, spanId, find, query } = state();
    const stays =
      page === before.page &&
      traceId === before.traceId &&
      spanId === before.spanId &&
      find === before.find &&
      query === before.query;
    if (stays && from() === 'files') showOpened(traceIds, false);
    else setOffered(traceIds);
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
  void sources.begun.then((traceIds) =>
    batch(() => {
      showOpened(traceIds, true);
      setHasBegun(true);
    }),
  );
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
    if (server === undefined) return;
    onCleanup(
      server.follow({
        changed: () => void sources.readAgain(),
        came: sources.came,
        lost: setLost,
      }),
    );
  });

  const isReading = (): boolean => sources.readings().some(({ state: now }) => now === 'reading');
  const hasNothing = (): boolean => from() === 'files' && (services()?.length ?? 0) === 0;
  const isEmpty = (): boolean => hasNothing() && services() !== undefined && !isReading();
  // What the page was opened with may be one trace, which is then shown; until then there is nothing to search in.
  const isWaiting = (): boolean => state().page === 'search' && (hasNothing() || !hasBegun());

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
      <Notices notices={aboutLive()} onDismiss={() => setAboutLive([])} />
      <Show when={offered().length > 0}>
        <div class="app-strip" role="status">
          <div class="app-reading">
            <p class="app-reading-words">What you opened is read.</p>
            <button
              type="button"
              class="ex-button"
              onClick={() => {
                setFrom('files');
                showOpened(offered(), false);
                setOffered([]);
              }}
            >
              Show it
            </button>
            <button type="button" class="ex-button" onClick={() => setOffered([])}>
              Dismiss
            </button>
          </div>
        </div>
      </Show>
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
