/** What the workbench hears from the rest of the page: the prose's requests and the keys that work everywhere. */
import { onCleanup } from 'solid-js';
import { bus } from './bus.ts';
import { toggleProjector } from './projector.ts';
import type { PanelName } from './state/lesson-data.ts';
import { onMissingPart } from './state/missing-part.ts';
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
    bus.on('show-panel', ({ panel }) => {
      show();
      model.showPanel(panel as PanelName);
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

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      if (model.running()) model.stop();
      else model.run();
    }
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === 'p' && plain && !isTyping(event.target)) toggleProjector();
    if (event.key === 'Escape' && model.sheetOpen() && root()?.contains(document.activeElement)) {
      if (!isTyping(event.target)) model.setSheetOpen(false);
    }
  };
  document.addEventListener('keydown', onKeyDown);
  onCleanup(() => {
    document.removeEventListener('keydown', onKeyDown);
    for (const stop of stops) stop();
    model.runner.dispose();
  });
}
