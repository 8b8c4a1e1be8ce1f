/**
 * The line between prose and workbench, to be dragged. The widths themselves are CSS
 * (`TwoColumnContent.astro`, which also puts a kept width back before the first paint): this sets `--sp-prose`.
 */
const storageKey = 'spanlab:columns';
const stepPercent = 2;

/** Where a key moves the line, in per cent; undefined for keys that do not. */
export function keyTarget(key: string, percent: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return percent - stepPercent;
    case 'ArrowRight':
      return percent + stepPercent;
    case 'Home':
      return 0;
    case 'End':
      return 100;
    default:
      return undefined;
  }
}

/** Let the line be moved by pointer and keys; Enter and a double click put it back. */
export function startColumnSplit(storage: Pick<Storage, 'setItem'>): void {
  const line = document.querySelector<HTMLElement>('.column-split');
  const lesson = line?.closest<HTMLElement>('.lesson');
  const prose = lesson?.querySelector<HTMLElement>('.lesson-prose');
  if (!line || !lesson || !prose) return;

  /** What is really there: the style sheet keeps both columns readable, whatever was asked for. */
  const percent = () => (100 * prose.offsetWidth) / lesson.offsetWidth;
  const move = (to: number) => lesson.style.setProperty('--sp-prose', `${to.toFixed(2)}%`);
  const keep = () => remember(storage, percent().toFixed(2));
  const reset = () => {
    lesson.style.removeProperty('--sp-prose');
    remember(storage, '');
  };

  line.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    line.setPointerCapture(event.pointerId);
  });
  line.addEventListener('pointermove', (event) => {
    if (!line.hasPointerCapture(event.pointerId)) return;
    const { left, width } = lesson.getBoundingClientRect();
    move((100 * (event.clientX - left)) / width);
  });
  line.addEventListener('lostpointercapture', keep);
  line.addEventListener('dblclick', reset);
  line.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = keyTarget(event.key, percent());
    if (to === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (to === undefined) return reset();
    move(to);
    keep();
  });
  new ResizeObserver(() => line.setAttribute('aria-valuenow', percent().toFixed(0))).observe(prose);
  line.hidden = false;
}

function remember(storage: Pick<Storage, 'setItem'>, percent: string): void {
  try {
    storage.setItem(storageKey, percent);
  } catch {
    // Full or forbidden: the width then lasts as long as the page.
  }
}
