import { createResource, type JSX, Match, onCleanup, onMount, Switch } from 'solid-js';
import { type Opened, openFragment } from './share/share-link.ts';
import { sharedRun } from './share/share-run.ts';
import { sharedLesson } from './share/shared-lesson.ts';
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
              <header class="shared-bar">
                <a
                  class="shared-name"
                  href={props.siteBase}
                  target={props.embedded ? '_blank' : '_self'}
                  rel="noopener"
                >
                  Spanlab
                </a>
                <h1 class="shared-title">{shared().title}</h1>
                <p class="shared-more">
                  {shared().lesson !== undefined && !props.embedded && (
                    <a href={`${props.siteBase}${shared().lesson}/`}>The lesson it comes from</a>
                  )}
                  {props.embedded && (
                    <a href={`${props.siteBase}share/${location.hash}`} target="_blank" rel="noopener">
                      Open in Spanlab
                    </a>
                  )}
                </p>
              </header>
              <main class="shared-bench">
                <Workbench
                  data={sharedLesson(shared())}
                  assetBase={props.assetBase}
                  siteBase={props.siteBase}
                  shared={sharedRun(shared())}
                />
              </main>
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
}
