import { bus } from '../../workbench/bus.ts';
import { browserStorage, isDone, type Progress, readProgress } from './progress.ts';

/** Marks the lessons that are done: in the sidebar, and as dots under a lesson's title. */
export function startProgressMarks(): void {
  const show = () => showProgress(readProgress(browserStorage()));
  show();
  // The workbench writes its progress before it gives notice.
  bus.on('run-ended', show);
}

function showProgress(progress: Progress): void {
  for (const link of document.querySelectorAll<HTMLElement>('[data-lesson]')) {
    const done = isDone(progress, link.dataset['lesson'] ?? '');
    link.toggleAttribute('data-done', done);
    // The mark itself is drawn by CSS; this is what a screen reader says after the title.
    if (done && link.querySelector('.sr-only') === null) {
      const word = document.createElement('span');
      word.className = 'sr-only';
      word.textContent = ' (done)';
      link.append(word);
    }
  }
  for (const dots of document.querySelectorAll<HTMLElement>('[data-dots]')) {
    for (const dot of dots.querySelectorAll<HTMLElement>('[data-dot]')) {
      dot.toggleAttribute('data-done', isDone(progress, dot.dataset['dot'] ?? ''));
    }
    dots.setAttribute(
      'aria-label',
      `${dots.dataset['dots']}; ${dots.querySelectorAll('[data-done]').length} done`,
    );
  }
}
