import { bus } from '../../workbench/bus.ts';

/**
 * Buttons in the prose that ask something of the workbench. A request made before the workbench listens
 * waits for it on the bus. Without scripts they stay disabled, and the text reads on.
 */
export function startWorkbenchButtons(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-needs-workbench]')) {
    if (element instanceof HTMLButtonElement) element.disabled = false;
    else element.hidden = false;
  }
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button !== null) ask(button.dataset);
  });
}

function ask({
  variant,
  exerciseId,
  file,
  line,
  panel,
  show,
  openExercise,
  showSolution,
}: DOMStringMap): void {
  if (variant !== undefined) bus.emit('load-variant', { variant, exercise: exerciseId ?? 'main' });
  else if (file !== undefined)
    bus.emit('open-file', { file, ...(line === undefined ? {} : { line: Number(line) }) });
  else if (panel !== undefined) bus.emit('show-panel', { panel, ...(show !== undefined && { show }) });
  else if (openExercise !== undefined) bus.emit('open-exercise', { exercise: openExercise });
  else if (showSolution !== undefined) bus.emit('show-solution', { exercise: showSolution });
}
