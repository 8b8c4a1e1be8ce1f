import { createResource, ErrorBoundary, type JSX, Match, onCleanup, onMount, Switch } from 'solid-js';
import { type Opened, openFragment } from './share/share-link.ts';
import { sharedRun } from './share/share-run.ts';
import type { SharedLab } from './share/shared-lab.ts';
import { sharedLesson } from './share/shared-lesson.ts';
import { sessionKey } from './state/session-storage.ts';
import Workbench from './Workbench.tsx';
import './share/share.css';

export interface SharedPageProps {
  readonly assetBase: string;
  readonly siteBase: string;
  /** Inside somebody else's page: a way out to a page of its own, and nothing else around it. */
  readonly embedded: boolean;
}

/** What a share link opens: exactly its files, with the spans it brought. Nothing of it runs before Run. */
export default function SharedPage(props: SharedPageProps): JSX.Element {
  const [opened] = createResource<Opened>(() => openFragment(location.hash));
  // The fragment is the whole content: another one is another page.
  const reload = () => location.reload();
  onMount(() => addEventListener('hashchange', reload));
  onCleanup(() => removeEventListener('hashchange', reload));

  return (
    <div class="shared">
      <Switch>
        <Match when={opened()?.ok === false && (opened() as Opened & { ok: false })}>
          {(failed) => (
            <main class="shared-problem">
              <h1>This link cannot be opened</h1>
              <p role="alert">{failed().problem}</p>
              <p>
                <a href={props.siteBase}>Spanlab’s lessons</a> have a Share button that makes such links.
              </p>
            </main>
          )}
        </Match>
        <Match when={opened()?.ok && (opened() as Opened & { ok: true }).shared}>
          {(shared) => (
            <>
              <SharedBar page={props} shared={shared()} />
              <main class="shared-bench">
                <SharedBench page={props} shared={shared()} />
              </main>
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
}

function SharedBar(props: { page: SharedPageProps; shared: SharedLab }) {
  return (
    <header class="shared-bar">
      <a
        class="shared-name"
        href={props.page.siteBase}
        target={props.page.embedded ? '_blank' : '_self'}
        rel="noopener"
      >
        Spanlab
      </a>
      <h1 class="shared-title">{props.shared.title}</h1>
      <p class="shared-more">
        {props.shared.lesson !== undefined && !props.page.embedded && (
          <a href={`${props.page.siteBase}${props.shared.lesson}/`}>The lesson it comes from</a>
        )}
        {props.page.embedded && (
          <a href={`${props.page.siteBase}share/${location.hash}`} target="_blank" rel="noopener">
            Open in Spanlab
          </a>
        )}
      </p>
    </header>
  );
}

/** The workbench; what is in a link, or was made of it, must not leave the page empty. */
function SharedBench(props: { page: SharedPageProps; shared: SharedLab }) {
  const data = sharedLesson(props.shared, location.hash);
  const startAnew = () => {
    try {
      sessionStorage.removeItem(sessionKey(data.slug));
    } catch {
      // Blocked storage has kept nothing.
    }
    location.reload();
  };
  return (
    <ErrorBoundary
      fallback={(error: unknown) => {
        console.error(error);
        return (
          <div class="shared-problem">
            <p role="alert">
              The workbench cannot show this lab: {error instanceof Error ? error.message : String(error)}
            </p>
            <p>
              <button type="button" onClick={startAnew}>
                Open the link as it was made
              </button>
            </p>
            <p>
              What was changed in it in this tab is lost by that.{' '}
              <a href={props.page.siteBase}>The lessons</a> have nothing to do with it.
            </p>
          </div>
        );
      }}
    >
      <Workbench
        data={data}
        assetBase={props.page.assetBase}
        siteBase={props.page.siteBase}
        shared={sharedRun(props.shared)}
        embedded={props.page.embedded}
      />
    </ErrorBoundary>
  );
}
