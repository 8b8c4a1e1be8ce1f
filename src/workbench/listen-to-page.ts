/** What the workbench hears from the rest of the page: the prose's requests and the keys that work everywhere. */
import { onCleanup } from 'solid-js';
import { traceShows } from '../explorer/learn/trace-show.ts';
import { bus } from './bus.ts';
import { toggleProjector } from './projector.ts';
import { shortcutOf, type Whereabouts } from './shortcut.ts';
import type { PanelName } from './state/lesson-data.ts';
import { onMissingPart } from './state/missing-part.ts';
import { sessionKey } from './state/session-storage.ts';
import type { WorkbenchModel } from './state/workbench-model.ts';

/** Whether a key belongs to what has the focus. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]');
}

/** Connect a workbench to its page until it is taken down. */
export function listenToPage(
  model: WorkbenchModel,
  warm: () => void,
  root: () => HTMLElement | undefined,
): void {
  const show = () => {
    warm();
    model.setSheetOpen(true);
  };
  const stops = [
    onMissingPart(() => void model.missPart()),
    bus.on('open-exercise', ({ exercise }) => {
      model.switchExercise(exercise);
      show();
    }),
    bus.on('open-file', ({ file, line }) => {
      show();
      if (line === undefined) model.openFile(file);
      else model.openAt({ file, line, column: 1 });
    }),
    bus.on('show-panel', ({ panel, show: wanted }) => {
      show();
      model.showPanel(panel as PanelName);
      if (wanted !== undefined) model.setTraceShow(traceShows.read(wanted));
    }),
    bus.on('load-variant', ({ exercise, variant }) => {
      model.switchExercise(exercise);
      model.loadVariant(variant);
      show();
      model.run();
    }),
    bus.on('show-solution', ({ exercise }) => {
      model.switchExercise(exercise);
      model.setSolutionOpen(true);
      warm();
    }),
  ];

  const whereabouts = ({ target }: KeyboardEvent): Whereabouts => ({
    inWorkbench: root()?.contains(document.activeElement) ?? false,
    typing: isTyping(target),
    inDialog: document.querySelector('dialog[open], [role="dialog"]') !== null,
  });
  /** Before the editors see it: one place decides for the whole page. */
  const onRunKey = (event: KeyboardEvent) => {
    const shortcut = shortcutOf(event, whereabouts(event));
    if (shortcut !== 'run' && shortcut !== 'held') return;
    event.preventDefault();
    event.stopPropagation();
    if (shortcut === 'held') return;
    if (model.running()) model.stop();
    else model.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const shortcut = shortcutOf(event, whereabouts(event));
    if (shortcut === 'projector') toggleProjector();
    if (shortcut === 'close-sheet') model.setSheetOpen(false);
  };
  const onStorage = ({ key }: StorageEvent) => {
    if (key === sessionKey(model.data.slug)) model.hearOtherTab();
  };
  /** A page that comes back from the history was told nothing meanwhile. */
  const onPageShow = ({ persisted }: PageTransitionEvent) => {
    if (persisted) model.hearOtherTab();
  };
  window.addEventListener('storage', onStorage);
  window.addEventListener('pageshow', onPageShow);
  document.addEventListener('keydown', onRunKey, { capture: true });
  document.addEventListener('keydown', onKeyDown);
  onCleanup(() => {
    window.removeEventListener('storage', onStorage);
    window.removeEventListener('pageshow', onPageShow);
    document.removeEventListener('keydown', onRunKey, { capture: true });
    document.removeEventListener('keydown', onKeyDown);
    for (const stop of stops) stop();
    model.runner.dispose();
  });
}
