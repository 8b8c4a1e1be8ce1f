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

export function makeRowCells(): RowCells {
  const text = (): Text => document.createTextNode('');
  const texts = {
    level: text(),
    serviceName: text(),
    nameText: text(),
    errorBelowText: text(),
    warningText: text(),
    below: text(),
    duration: text(),
  };
  const parts: Partial<Record<Part, HTMLElement>> = {};
  const keep = (part: Part) => (element: HTMLElement) => {
    parts[part] = element;
  };
  const element = (
    <div role="row" class="rl-row tl-row tl-columns" tabindex={-1}>
      <div role="gridcell" class="tl-name" aria-colindex={1}>
        <span class="tl-indent" ref={keep('indent')} />
        <span class="tl-toggle" aria-hidden="true" ref={keep('toggle')}>
          <ChevronMark />
        </span>
        <span class="tl-note">{texts.level}</span>
        <span class="ex-service" ref={keep('service')}>
          <bdi>{texts.serviceName}</bdi>
        </span>
        <bdi class="tl-span" ref={keep('name')}>
          {texts.nameText}
        </bdi>
        <span class="ex-flag ex-flag-error" ref={keep('error')}>
          <ErrorMark />
          error
        </span>
        <span class="ex-flag ex-flag-error" ref={keep('errorBelow')}>
          <ErrorMark />
          {texts.errorBelowText}
        </span>
        <span class="ex-flag ex-flag-warning" ref={keep('warning')}>
          <WarningMark />
          {texts.warningText}
        </span>
        <span class="tl-note">{texts.below}</span>
      </div>
      <div role="gridcell" class="tl-time" aria-colindex={2} ref={keep('time')}>
        <span class="tl-bar" ref={keep('bar')} />
        <span class="tl-critical" ref={keep('critical')} />
      </div>
      <div role="gridcell" class="tl-duration" aria-colindex={3}>
        {texts.duration}
      </div>
    </div>
  ) as HTMLElement;
  const cells: RowCells = { element, ...texts, ...(parts as Record<Part, HTMLElement>), events: [] };
  // Only when pointed at: it may take a walk over the trace to say it.
  cells.warning.addEventListener('pointerenter', () => {
    if (cells.filled === undefined) return;
    cells.warning.title = warningsOf(cells.filled.columns, cells.filled.row)[0]?.text ?? '';
  });
  return cells;
}

type Part =
  | 'indent'
  | 'toggle'
  | 'service'
  | 'name'
  | 'error'
  | 'errorBelow'
  | 'warning'
  | 'time'
  | 'bar'
  | 'critical';
