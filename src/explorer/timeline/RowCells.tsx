// biome-ignore-all lint/a11y/useSemanticElements: rows placed by hand cannot be a <table>; the roles are the real thing
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, cells do not, as the tree grid pattern allows
/** The elements of one row of the timeline. Made once, then filled with one span after another: see fill-row.ts. */
import type { Row, TraceColumns } from '../model/trace-columns.ts';
import { warningsOf } from '../model/warnings.ts';
import { ChevronMark, ErrorMark, WarningMark } from '../parts/marks.tsx';
import type { PooledRow } from '../parts/row-pool.ts';

export interface RowCells extends PooledRow {
  indent: HTMLElement;
  toggle: HTMLElement;
  level: Text;
  service: HTMLElement;
  serviceName: Text;
  name: HTMLElement;
  nameText: Text;
  error: HTMLElement;
  errorBelow: HTMLElement;
  errorBelowText: Text;
  warning: HTMLElement;
  warningText: Text;
  below: Text;
  time: HTMLElement;
  bar: HTMLElement;
  critical: HTMLElement;
  /** Diamonds, as many as a row with this element ever needed. */
  events: HTMLElement[];
  duration: Text;
  /** What it was filled with last. */
  filled?: { columns: TraceColumns; row: Row };
}

/** Written once and copied for every row: that is cheaper than to make each. */
let draft: HTMLElement | undefined;

export function makeRowCells(): RowCells {
  draft ??= draftRow();
  const element = draft.cloneNode(true) as HTMLElement;
  const found: Partial<Record<string, HTMLElement | Text>> = {};
  for (const each of element.querySelectorAll<HTMLElement>('[data-part]')) {
    found[each.dataset['part'] ?? ''] = each;
  }
  for (const each of element.querySelectorAll<HTMLElement>('[data-text]')) {
    const text = document.createTextNode('');
    each.append(text);
    found[each.dataset['text'] ?? ''] = text;
  }
  const cells: RowCells = {
    ...(found as unknown as Omit<RowCells, 'element' | 'events'>),
    element,
    events: [],
  };
  // Only when pointed at: it may take a walk over the trace to say it.
  cells.warning.addEventListener('pointerenter', () => {
    if (cells.filled === undefined) return;
    cells.warning.title = warningsOf(cells.filled.columns, cells.filled.row)[0]?.text ?? '';
  });
  return cells;
}

/** Parts and texts have the names they have in `RowCells`. */
function draftRow(): HTMLElement {
  return (
    <div role="row" class="rl-row tl-row tl-columns" tabindex={-1}>
      <div role="gridcell" class="tl-name" aria-colindex={1}>
        <span class="tl-indent" data-part="indent" />
        <span class="tl-toggle" aria-hidden="true" data-part="toggle">
          <ChevronMark />
        </span>
        <span class="tl-note" data-text="level" />
        <span class="ex-service" data-part="service">
          <bdi data-text="serviceName" />
        </span>
        <bdi class="tl-span" data-part="name" data-text="nameText" />
        <span class="ex-flag ex-flag-error" data-part="error">
          <ErrorMark />
          error
        </span>
        <span class="ex-flag ex-flag-error" data-part="errorBelow" data-text="errorBelowText">
          <ErrorMark />
        </span>
        <span class="ex-flag ex-flag-warning" data-part="warning" data-text="warningText">
          <WarningMark />
        </span>
        <span class="tl-note" data-text="below" />
      </div>
      <div role="gridcell" class="tl-time" aria-colindex={2} data-part="time">
        <span class="tl-bar" data-part="bar" />
        <span class="tl-critical" data-part="critical" />
      </div>
      <div role="gridcell" class="tl-duration" aria-colindex={3} data-text="duration" />
    </div>
  ) as HTMLElement;
}
