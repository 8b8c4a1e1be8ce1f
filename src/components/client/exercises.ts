import type { CheckResult } from '@spanlab/sandbox/schemas/run-event.ts';
import { bus } from '../../workbench/bus.ts';

/** Turns the checks of each `<Exercise>` as the workbench reports them. */
export function startExercises(): void {
  bus.on('checks', ({ exercise, variant, results }) => {
    // A "break it" has expectations of its own; they are shown in the workbench.
    if (variant !== undefined) return;
    const box = document.querySelector(`[data-exercise="${CSS.escape(exercise)}"]`);
    box?.querySelectorAll<HTMLElement>('[data-check]').forEach((item, index) => {
      showCheck(
        item,
        results.find((each) => each.index === index),
      );
    });
  });
}

function showCheck(item: HTMLElement, result: CheckResult | undefined): void {
  const mark = item.querySelector('.check-mark');
  const reason = item.querySelector<HTMLElement>('.check-reason');
  if (mark === null || reason === null) return;
  const state = result === undefined ? 'open' : result.ok ? 'met' : 'missed';
  item.dataset['state'] = state;
  mark.setAttribute('aria-label', { open: 'not run yet', met: 'met', missed: 'not met' }[state]);
  reason.textContent = result?.reasons.join(' ') ?? '';
  reason.hidden = reason.textContent === '';
}
