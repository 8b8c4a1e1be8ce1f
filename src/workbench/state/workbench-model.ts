/** Everything the parts of the workbench share: what is shown, and what can be done. */
import { batch, createContext, createMemo, createSignal, useContext } from 'solid-js';
import type { CollectorHop, ComponentCounts } from '../../../sandbox/schemas/collector.ts';
import type { CheckResult, RunEvent, SourceLocation } from '../../../sandbox/schemas/run-event.ts';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { rememberDone } from '../../components/client/progress.ts';
import type { TraceShow } from '../../explorer/learn/trace-show.ts';
import { bus } from '../bus.ts';
import { createLocalLab } from '../local-lab/local-lab-model.ts';
import { createCollectorModel } from './collector-model.ts';
import type { OpenLab } from './lab-session.ts';
import type { LessonData, PanelName } from './lesson-data.ts';
import { whyMissing } from './missing-part.ts';
import { createOtherTab } from './other-tab.ts';
import { sinceRunBegan } from './run-counts.ts';
import { announcement } from './run-sentences.ts';
import { sharedRun } from './run-state.ts';
import { createRunner } from './runner.ts';
import * as sessions from './session.ts';
import {
  defaultPreferences,
  loadPreferences,
  loadSession,
  type Preferences,
  savePreferences,
  saveSession,
  type TextStorage,
} from './session-storage.ts';
import { runSolution } from './solution-trace.ts';
import { createTypeWarnings } from './type-warnings.ts';

export interface WorkbenchOptions {
  readonly data: LessonData;
  /** The root of the site, ending in a slash. */
  readonly siteBase: string;
  readonly openLab: OpenLab;
  /** Run was pressed, from wherever. */
  readonly onRun: () => void;
  /** Whether the editor shows type errors by itself. */
  readonly showsTypes: () => boolean;
  /** The panels' region, to see whether somebody types in it. */
  readonly panelsElement: () => HTMLElement | undefined;
  /** What a share link brought; nothing of it runs before Run. */
  readonly shared?: SharedRun | undefined;
}

/** The last run of whoever made a share link. */
export interface SharedRun {
  readonly stored: readonly Span[];
  readonly hops: readonly CollectorHop[];
}

/** What a click elsewhere asks a panel to show. A new object each time, so that asking twice works. */
export interface Selection {
  readonly span?: { readonly traceId: string; readonly spanId: string };
  readonly exchange?: string;
  /** Only this service's lines in the console. */
  readonly service?: string;
}

/** A place in a file to show. A quiet one leaves the focus where it is. */
export interface Place extends SourceLocation {
  readonly quiet?: boolean;
}

/** Build the model of one page. `restore` and `keep` connect it to storage once there is a browser. */
export function createWorkbenchModel(options: WorkbenchOptions) {
  const { data } = options;
  const { panels, focus } = data.frontmatter.lesson;
  const [session, setSession] = createSignal(sessions.newSession());
  const [preferences, setPreferences] = createSignal<Preferences>(defaultPreferences);
  const [panel, setPanel] = createSignal<PanelName>(
    panels.includes(focus) ? focus : (panels[0] ?? 'console'),
  );
  const [selection, setSelection] = createSignal<Selection>({});
  const [traceShow, setTraceShow] = createSignal<TraceShow | undefined>(undefined, { equals: false });
  const [place, setPlace] = createSignal<Place | undefined>(undefined, { equals: false });
  const [announced, setAnnounced] = createSignal('');
  const [sheetOpen, setSheetOpen] = createSignal(false);
  const [solutionOpen, setSolutionOpen] = createSignal(false);
  const [shareOpen, setShareOpen] = createSignal(false);
  const [saved, setSaved] = createSignal(true);
  const [missing, setMissing] = createSignal('');
  let storage: TextStorage | undefined;
  /** A panel was brought forward, by the run or by hand, since Run was pressed. */
  let panelChosen = false;

  const exercise = createMemo(() => sessions.currentExercise(data, session()));
  const part = createMemo(() => sessions.exerciseSession(session(), exercise()));
  const variant = createMemo(() => sessions.currentVariant(exercise(), session()));
  const files = createMemo(() => sessions.currentFiles(exercise(), session()));
  const file = createMemo(() => sessions.openFileOf(exercise(), session()));
  const lab = createMemo(() => variant()?.lab ?? exercise().lab);
  const expectation = createMemo(() => variant()?.expectation ?? exercise().expectation);
  const services = createMemo(() => lab().services.map(({ name }) => name));

  const runner = createRunner(options.openLab, onEvents, options.shared && sharedRun(options.shared.stored));
  const collector = createCollectorModel({
    lab,
    files,
    session: runner.lab,
    ...(options.shared && { brought: options.shared.hops }),
  });
  const [passedBefore, setPassedBefore] = createSignal<readonly ComponentCounts[]>([]);
  const collectorView = createMemo(() => sinceRunBegan(collector.view(), passedBefore()));
  const record = () => runner.state().current;
  const warnings = createTypeWarnings({
    files,
    ended: () => record()?.phase === 'ended',
    needless: () => options.showsTypes() || Object.keys(part().edits).length === 0,
    lab: runner.lab,
  });
  const localLab = createLocalLab();
  /** Whether the lab has something that containers could take the place of. */
  const hasBackend = () => lab().backend === 'jaeger' || lab().collector !== undefined;
  const running = () => record()?.phase === 'running';

  const otherTab = createOtherTab({
    session,
    kept: () => storage && loadSession(storage, data.slug),
    show: (next) => void show(() => next),
  });

  function show(next: (before: sessions.Session) => sessions.Session): sessions.Session {
    const loaded = variant()?.id;
    const after = setSession(next);
    // A variant is held to checks of its own: what the panels show belongs to what was there before.
    if (variant()?.id !== loaded) runner.clear();
    return after;
  }

  function change(next: (before: sessions.Session) => sessions.Session): void {
    const here = exercise();
    const { edits } = part();
    const after = show(next);
    if (sessions.exerciseSession(after, here).edits !== edits) otherTab.touch();
    if (storage) setSaved(saveSession(storage, data.slug, after));
  }

  function onEvents(events: readonly RunEvent[]): void {
    if (events.some(({ type }) => type === 'check')) tellChecks(record()?.checks ?? []);
    bringForward();
    const exit = events.find((event) => event.type === 'exit');
    const ended = record();
    if (!exit || !ended || exit.runId !== ended.runId) return;
    setAnnounced(announcement(ended));
    const allMet = ended.checks.length > 0 && ended.checks.every(({ ok }) => ok);
    if (allMet && !variant()) {
      change((before) => sessions.markDone(before, exercise()));
      if (storage) rememberDone(storage, data.slug, exercise().id);
    }
    const { reason, message } = exit;
    bus.emit('run-ended', { exercise: exercise().id, runId: exit.runId, reason, message });
  }

  function tellChecks(results: readonly CheckResult[]): void {
    const loaded = variant();
    bus.emit('checks', { exercise: exercise().id, ...(loaded && { variant: loaded.id }), results });
  }

  /** The panel the exercise is about, once a run, unless somebody is busy in the panels. */
  function bringForward(): void {
    const now = record();
    if (panelChosen || !now || options.panelsElement()?.contains(document.activeElement)) return;
    const broken = now.diagnostics.length > 0 || now.exit?.reason === 'not-started';
    const wanted = broken ? 'console' : focus;
    const anything = now.console.length > 0 || now.exchanges.length > 0 || now.exit !== undefined;
    if (!anything || !panels.includes(wanted)) return;
    panelChosen = true;
    setPanel(wanted);
  }

  function showPanel(name: PanelName): void {
    if (!panels.includes(name)) return;
    panelChosen = true;
    setPanel(name);
  }

  function run(): void {
    setPassedBefore(collector.view().counts);
    panelChosen = false;
    setAnnounced('');
    options.onRun();
    const { emitted } = exercise();
    const containers = localLab.on() && hasBackend() ? localLab.place() : undefined;
    void runner.run({ lab: lab(), files: files(), expectation: expectation(), emitted }, containers);
    bus.emit('run-started', { exercise: exercise().id, runId: record()?.runId ?? '' });
  }

  function openFile(name: string): void {
    change((before) => sessions.openFile(before, exercise(), name));
  }

  /** Show a place in a file, and put the caret there; the focus too, unless that is to be `quiet`. */
  function openAt(location: SourceLocation, quiet = false): void {
    batch(() => {
      if (Object.hasOwn(files(), location.file)) openFile(location.file);
      setPlace({ ...location, quiet });
    });
  }

  /** Show what a check speaks of. */
  function reveal(target: NonNullable<CheckResult['target']>): void {
    batch(() => {
      if (target.type === 'source') openAt(target.location);
      if (target.type === 'span') {
        setSelection({ span: target });
        const printed = record()?.printed.some(({ spanId }) => spanId === target.spanId) ?? false;
        showPanel(panels.includes('trace') && !printed ? 'trace' : 'console');
      }
      if (target.type === 'exchange') {
        setSelection({ exchange: target.id });
        showPanel('wire');
      }
      if (target.type === 'console') {
        setSelection(target.service === undefined ? {} : { service: target.service });
        showPanel('console');
      }
    });
  }

  /** Read what this browser keeps of the lesson, and keep what changes from now on. */
  function restore(from: TextStorage): void {
    storage = from;
    batch(() => {
      setPreferences(loadPreferences(from));
      // Somebody else's code reaches this machine's containers only when it is told to, each time.
      if (!options.shared) localLab.restore(from);
      const kept = loadSession(from, data.slug);
      if (kept) setSession(kept);
    });
  }

  return {
    data,
    siteBase: options.siteBase,
    panels,
    session,
    exercise,
    part,
    variant,
    files,
    file,
    lab,
    expectation,
    services,
    panel,
    showPanel,
    selection,
    setSelection,
    /** What the prose has asked the Trace panel to show. */
    traceShow,
    setTraceShow,
    place,
    announced,
    setAnnounced,
    sheetOpen,
    setSheetOpen,
    solutionOpen,
    setSolutionOpen,
    shareOpen,
    setShareOpen,
    saved,
    /** Why a part of the workbench could not be loaded; empty while all could. */
    missing,
    async missPart(): Promise<void> {
      if (missing() !== '') return;
      setAnnounced(setMissing(await whyMissing()));
    },
    preferences,
    runner,
    /** What the solution of this exercise stores, run out of sight. */
    solutionSpans: (signal: AbortSignal): Promise<Span[]> => {
      const { lab: ownLab, expectation: own } = exercise();
      const request = { lab: ownLab, files: sessions.solutionFiles(exercise()), expectation: own };
      return runSolution(options.openLab, request, signal);
    },
    localLab,
    hasBackend,
    collector,
    /** The Collector with the counts of this run. */
    collectorView,
    record,
    warnings,
    running,
    run,
    stop: runner.stop,
    openFile,
    openAt,
    reveal,
    restore,
    edit: (name: string, text: string) =>
      change((before) => sessions.editFile(before, exercise(), name, text)),
    reset: () => change((before) => sessions.resetFiles(before, exercise())),
    /** Take the solution, and open the first file that it changes. */
    applySolution(): void {
      const [first] = Object.keys(exercise().solution).filter(
        (name) => files()[name] !== exercise().solution[name],
      );
      change((before) => sessions.applySolution(before, exercise()));
      if (first !== undefined) openFile(first);
    },
    undo: () => change((before) => sessions.undo(before, exercise())),
    redo: () => change((before) => sessions.redo(before, exercise())),
    /** Go to another exercise: the panels start anew, for what they show belongs to the one before. */
    switchExercise(id: string): void {
      if (id === exercise().id || !Object.hasOwn(data.exercises, id)) return;
      runner.clear();
      change((before) => sessions.switchExercise(before, id));
    },
    changedFiles: createMemo(() => sessions.changedUnderEdits(session(), exercise())),
    keepMine: () => change((before) => sessions.acceptChangedLesson(before, exercise())),
    takeTheirs: () => change((before) => sessions.takeChangedLesson(before, exercise())),
    /** What another tab made of this lesson since files were changed here. */
    otherTab: otherTab.offered,
    hearOtherTab: otherTab.hear,
    keepThisTab(): void {
      change((before) => before);
      otherTab.settle(false);
    },
    takeOtherTab(): void {
      const theirs = otherTab.offered();
      if (theirs) change((before) => sessions.takeOtherTab(before, theirs));
      otherTab.settle(true);
    },
    /** Load a “break it”; says so when there is none of that name. */
    loadVariant(id: string): void {
      const found = exercise().variants.find((each) => each.id === id);
      if (!found) return void setAnnounced(`There is no variant “${id}” in this exercise.`);
      change((before) => sessions.loadVariant(before, exercise(), found));
      const [first] = Object.keys(found.files);
      if (first !== undefined) openFile(first);
      setAnnounced(`Loaded “${found.title}”. Undo brings your files back.`);
    },
    prefer(next: Partial<Preferences>): void {
      const after = setPreferences((before) => ({ ...before, ...next }));
      if (storage) savePreferences(storage, after);
    },
  };
}

export type WorkbenchModel = ReturnType<typeof createWorkbenchModel>;

export const WorkbenchContext = createContext<WorkbenchModel>();

/** The model of the workbench a component stands in. */
export function useWorkbench(): WorkbenchModel {
  const model = useContext(WorkbenchContext);
  if (!model) throw new Error('found no workbench around this component, expected <Workbench>');
  return model;
}
