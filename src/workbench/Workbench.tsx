import Resizable from '@corvu/resizable';
import { createEffect, createSignal, createUniqueId, on, onMount, Show } from 'solid-js';
import { unwrap } from 'solid-js/store';
import { ExerciseBar } from './ExerciseBar.tsx';
import { Editor } from './editor/Editor.tsx';
import { hasRoomForMonaco } from './editor/room-for-monaco.ts';
import { Guarded } from './Guarded.tsx';
import { lazyPart } from './LazyPart.tsx';
import { listenToPage } from './listen-to-page.ts';
import { LocalLabBar } from './local-lab/LocalLabBar.tsx';
import { Notices } from './Notices.tsx';
import { Panels } from './panels/Panels.tsx';
import { SheetBar } from './SheetBar.tsx';
import type { OpenLab } from './state/lab-session.ts';
import type { LessonData } from './state/lesson-data.ts';
import { statusLine } from './state/run-sentences.ts';
import { currentFiles, newSession, solutionFiles } from './state/session.ts';
import { browserStorage, defaultPreferences, tabStorage } from './state/session-storage.ts';
import { shareableOf } from './state/shareable.ts';
import { createWorkbenchModel, type SharedRun, WorkbenchContext } from './state/workbench-model.ts';
import { LabStrip } from './strip/LabStrip.tsx';
import { Toolbar } from './Toolbar.tsx';
import './workbench.css';
import './sheet.css';
import './editor/editor.css';

const CompareDialog = lazyPart(async () => (await import('./editor/CompareDialog.tsx')).CompareDialog);
const ShareDialog = lazyPart(async () => (await import('./share/ShareDialog.tsx')).ShareDialog);
const LocalLabDialog = lazyPart(async () => (await import('./local-lab/LocalLabDialog.tsx')).LocalLabDialog);

export interface WorkbenchProps {
  readonly data: LessonData;
  /** Where the lab's assets are, ending in a slash. */
  readonly assetBase: string;
  /** The root of the site, ending in a slash. */
  readonly siteBase: string;
  /** What a share link brought. */
  readonly shared?: SharedRun;
  /** Inside somebody else's page. */
  readonly embedded?: boolean;
  /** How the lab is loaded; tests give their own. */
  readonly openLab?: OpenLab;
}

/** The right-hand side of a lesson: files, editor, lab strip, panels. */
export default function Workbench(props: WorkbenchProps) {
  const editorId = `wb-editor-${createUniqueId()}`;
  const [ready, setReady] = createSignal(false);
  const [wanted, setWanted] = createSignal(false);
  const [sizes, setSizes] = createSignal(split(defaultPreferences.editorShare));
  const [comparing, setComparing] = createSignal(false);
  const [choosingPlace, setChoosingPlace] = createSignal(false);
  let root: HTMLDivElement | undefined;
  let panels: HTMLDivElement | undefined;

  const model = createWorkbenchModel({
    // An island's props arrive as a store's proxies, and no proxy can be posted to the lab's Worker.
    data: unwrap(props.data),
    siteBase: props.siteBase,
    openLab: () => (props.openLab ?? loadLab(props.assetBase))(),
    onRun() {
      warm();
      model.collector.want();
    },
    shared: props.shared,
    showsTypes: hasRoomForMonaco,
    panelsElement: () => panels,
  });
  const status = () => statusLine(model.record(), model.lab(), model.files());

  function warm(): void {
    if (wanted()) return;
    setWanted(true);
    // Somebody else's configuration starts when Run is pressed, not before.
    if (!props.shared) model.collector.want();
    void model.runner.lab().then(
      (lab) => lab.warm(model.lab()),
      () => undefined, // Said when Run is pressed.
    );
  }

  onMount(() => {
    // A link is opened as it is, today and tomorrow; what is changed in it lasts as long as the tab.
    model.restore(props.shared ? tabStorage() : browserStorage());
    setSizes(split(model.preferences().editorShare));
    // There is no text to read first: on a phone, too, the lab is the page.
    if (props.shared) model.setSheetOpen(true);
    setReady(true);
    listenToPage(model, warm, () => root);
  });

  createEffect(
    on(sizes, ([editorShare]) => ready() && editorShare !== undefined && model.prefer({ editorShare }), {
      defer: true,
    }),
  );

  // On a phone there is room for one thing: what was just asked for gets it.
  const giveRoom = (editorShare: number) => {
    if (matchMedia('(max-width: 799px)').matches) setSizes(split(editorShare));
  };
  createEffect(on(model.running, (running) => running && giveRoom(0.25), { defer: true }));

  return (
    <WorkbenchContext.Provider value={model}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: nothing is operated here, any sign of interest starts loading */}
      <div
        ref={root}
        class="wb"
        data-sheet={model.sheetOpen() ? 'open' : 'closed'}
        onPointerEnter={warm}
        onPointerMove={warm}
        onTouchStart={warm}
        onFocusIn={warm}
        onKeyDown={warm}
      >
        <SheetBar ready={ready()} status={status()} />
        <div class="wb-body" id={`${editorId}-body`}>
          <ExerciseBar />
          <Toolbar
            ready={ready()}
            editorId={editorId}
            // The containers are the reader's, and the page around this one is not Spanlab's.
            onRunAgainst={props.embedded ? undefined : () => setChoosingPlace(true)}
          />
          <LocalLabBar onOpen={() => setChoosingPlace(true)} />
          <Notices onCompare={() => setComparing(true)} />
          <Resizable class="wb-split" orientation="vertical" sizes={sizes()} onSizesChange={setSizes}>
            <Resizable.Panel
              class="wb-split-editor"
              minSize={0.15}
              initialSize={0.52}
              onFocusIn={() => giveRoom(0.6)}
            >
              <Editor id={editorId} assetBase={props.assetBase} wanted={wanted()} status={status()} />
            </Resizable.Panel>
            <Resizable.Handle class="wb-handle" aria-label="Height of the editor" />
            <Resizable.Panel class="wb-split-results" minSize={0.2} initialSize={0.48}>
              <Guarded broken="The lab could not be drawn from these files. All else works.">
                <LabStrip />
              </Guarded>
              <div class="wb-results" ref={panels}>
                {/* What came with a link is shown at once. */}
                <Panels wanted={wanted() || props.shared !== undefined} />
              </div>
            </Resizable.Panel>
          </Resizable>
        </div>
        <div class="sr-only" role="status">
          {model.announced()}
        </div>
        <Show when={model.solutionOpen()}>
          <CompareDialog
            title="Your files beside the solution"
            before={{ name: 'Yours', files: model.files() }}
            after={{ name: 'Solution', files: solutionFiles(model.exercise()) }}
            action="Use the solution"
            assetBase={props.assetBase}
            onAction={() => {
              model.applySolution();
              model.setSolutionOpen(false);
              model.setAnnounced('The solution is in the editor. Undo brings your files back.');
            }}
            onClose={() => model.setSolutionOpen(false)}
          />
        </Show>
        <Show when={model.shareOpen()}>
          <ShareDialog
            shareable={() => shareableOf(model)}
            siteBase={props.siteBase}
            onClose={() => model.setShareOpen(false)}
          />
        </Show>
        <Show when={choosingPlace()}>
          <LocalLabDialog onClose={() => setChoosingPlace(false)} />
        </Show>
        <Show when={comparing()}>
          <CompareDialog
            title="Your files beside the lesson’s new version"
            before={{ name: 'Yours', files: model.files() }}
            after={{ name: 'New version', files: currentFiles(model.exercise(), newSession()) }}
            action="Take the new version"
            assetBase={props.assetBase}
            onAction={() => {
              model.takeTheirs();
              setComparing(false);
            }}
            onClose={() => setComparing(false)}
          />
        </Show>
      </div>
    </WorkbenchContext.Provider>
  );
}

function split(editorShare: number): number[] {
  return [editorShare, 1 - editorShare];
}

function loadLab(assetBase: string): OpenLab {
  return async () => {
    const { openLab } = await import('../../sandbox/browser.ts');
    return openLab({ assetBase });
  };
}
