/** Puts what a span's row says into its elements. Writes only what differs: that is what makes scrolling cheap. */
import { grouped } from '../../words.ts';
import { isFailed } from '../model/is-failed.ts';
import { hasWarning, type Row, type TraceColumns } from '../model/trace-columns.ts';
import { warningBits } from '../model/warning-bits.ts';
import { warningKinds, warningLabels } from '../model/warnings.ts';
import { formatDuration } from '../parts/duration.ts';
import { barShape, childStretches, stretchesIn, stripes } from './bar-shape.ts';
import type { RowCells } from './RowCells.tsx';
import type { RowScene } from './row-scene.ts';
import { isExpanded } from './tree-keys.ts';

/** A name may be a megabyte; a row shows its start. */
const mostLetters = 300;
const mostEvents = 40;

export function fillRow(cells: RowCells, scene: RowScene, index: number): void {
  const { columns } = scene;
  const row = scene.visible[index];
  if (row === undefined) return;
  if (cells.filled?.row !== row || cells.filled.columns !== columns) {
    cells.filled = { columns, row };
    setAttribute(cells.warning, 'title', undefined);
    setText(
      cells.duration,
      hasWarning(columns, row, warningBits['no-end'])
        ? 'no end'
        : formatDuration(columns.durationNs[row] ?? 0),
    );
  }
  const expanded = isExpanded(scene, row);
  fillElement(cells, scene, index, row, expanded);
  fillName(cells, scene, index, row, expanded);
  fillTime(cells, scene, row);
}

function fillElement(
  { element }: RowCells,
  scene: RowScene,
  index: number,
  row: Row,
  expanded: boolean | undefined,
): void {
  const { columns } = scene;
  const look = scene.looks[columns.service[row] ?? 0];
  const { matches } = scene;
  setAttribute(element, 'aria-rowindex', index + 2);
  setAttribute(element, 'aria-level', (columns.depth[row] ?? 0) + 1);
  setAttribute(element, 'aria-posinset', columns.position[row] ?? 1);
  setAttribute(element, 'aria-setsize', columns.siblings[row] ?? 1);
  setAttribute(element, 'aria-expanded', expanded);
  setAttribute(element, 'aria-selected', row === scene.selected);
  setAttribute(element, 'tabindex', index === scene.active ? 0 : -1);
  setAttribute(element, 'data-at', row === scene.at ? '' : undefined);
  const found = matches === undefined ? undefined : matches[row] === 1 ? 'yes' : 'no';
  setAttribute(element, 'data-found', found);
  const isOff = scene.critical !== undefined && scene.critical.totalNs(row) === 0;
  setAttribute(element, 'data-off-path', isOff ? '' : undefined);
  setVariable(element, '--service-full', look?.colour ?? '');
}

function fillName(
  cells: RowCells,
  scene: RowScene,
  index: number,
  row: Row,
  expanded: boolean | undefined,
): void {
  const { columns } = scene;
  const depth = columns.depth[row] ?? 0;
  const service = columns.service[row] ?? 0;
  const look = scene.looks[service];
  setVariable(cells.indent, '--depth', String(Math.min(depth, scene.deepest)));
  setAttribute(cells.toggle, 'data-state', expanded);
  setText(cells.level, depth > scene.deepest ? `+${depth - scene.deepest}` : '');

  setAttribute(cells.service, 'data-shape', look?.shape);
  setAttribute(cells.service, 'title', look?.name);
  setText(cells.serviceName, shortened(look?.name ?? ''));
  setAttribute(cells.service, 'data-again', saidAbove(scene, index, row) ? '' : undefined);

  const name = columns.names[columns.name[row] ?? 0] ?? '';
  setText(cells.nameText, name === '' ? '(no name)' : shortened(name));
  setAttribute(cells.name, 'title', shortened(name));

  const errorsBelow = expanded === false ? (columns.errorsBelow[row] ?? 0) : 0;
  const [warning] = warningKinds(columns, row);
  show(cells.error, isFailed(columns, row));
  show(cells.errorBelow, errorsBelow > 0);
  setText(cells.errorBelowText, errorsBelow > 0 ? `${grouped(errorsBelow)} below` : '');
  show(cells.warning, warning !== undefined);
  setText(cells.warningText, warning === undefined ? '' : warningLabels[warning]);
  const below = columns.descendants[row] ?? 0;
  setText(cells.below, expanded === false ? `${grouped(below)} folded` : '');
}

/** The service of the row above and of the parent: said again, it would only be noise. */
function saidAbove({ columns, visible }: RowScene, index: number, row: Row): boolean {
  const parent = columns.parent[row] ?? -1;
  const above = visible[index - 1];
  const service = columns.service[row];
  return (
    parent >= 0 &&
    above !== undefined &&
    columns.service[parent] === service &&
    columns.service[above] === service
  );
}

function fillTime(cells: RowCells, scene: RowScene, row: Row): void {
  const { columns, part } = scene;
  const bar = barShape(columns, row, part);
  const start = columns.startNs[row] ?? 0;
  const sections = scene.critical?.of(row) ?? [];
  const critical = scene.critical?.totalNs(row) ?? 0;
  setAttribute(
    cells.time,
    'aria-label',
    `starts at ${formatDuration(start)}${critical > 0 ? `, on the critical path for ${formatDuration(critical)}` : ''}`,
  );
  setAttribute(cells.bar, 'data-failed', isFailed(columns, row) ? '' : undefined);
  setAttribute(cells.bar, 'data-outside', bar.outside);
  setAttribute(cells.bar, 'data-backwards', bar.backwards ? '' : undefined);
  setAttribute(
    cells.bar,
    'data-cut',
    bar.outside !== undefined
      ? undefined
      : `${bar.cutLeft ? 'l' : ''}${bar.cutRight ? 'r' : ''}` || undefined,
  );
  setStyle(cells.bar, 'left', percent(bar.left));
  setStyle(cells.bar, 'width', percent(bar.width));
  const waits = childStretches(columns, row, bar, part, 2 / Math.max(2, scene.timePx * bar.width));
  setStyle(
    cells.bar,
    'backgroundImage',
    waits.length === 0 ? '' : stripes(waits, 'var(--waiting)', 'var(--service)'),
  );

  setAttribute(cells.bar, 'title', waits.length === 0 ? undefined : ownTimeWords(columns, row));

  const stretches = stretchesIn(sections, part, 2 / Math.max(2, scene.timePx));
  show(cells.critical, stretches.length > 0);
  if (stretches.length > 0) {
    setStyle(cells.critical, 'backgroundImage', stripes(stretches, 'var(--ex-text)', 'transparent'));
  }
  fillEvents(cells, scene, row);
}

/** What the solid parts of a bar are. */
function ownTimeWords(columns: TraceColumns, row: Row): string {
  const own = formatDuration(columns.selfNs[row] ?? 0);
  return `${own} of ${formatDuration(columns.durationNs[row] ?? 0)} is its own time (solid); in the rest its children run`;
}

function fillEvents(cells: RowCells, scene: RowScene, row: Row): void {
  const { part } = scene;
  const span = part.toNs - part.fromNs;
  const times = scene.events?.times(row, mostEvents) ?? [];
  let used = 0;
  for (const ns of times) {
    const at = span > 0 ? (ns - part.fromNs) / span : 0;
    // One that lies outside the trace's time sits on its edge; outside what is drawn it is not drawn.
    const outside = at < 0 ? part.fromNs > 0 : at > 1 && part.toNs < scene.columns.totalNs;
    if (outside) continue;
    let mark = cells.events[used];
    if (mark === undefined) {
      mark = document.createElement('i');
      mark.className = 'tl-event';
      cells.events.push(mark);
      cells.time.append(mark);
    }
    show(mark, true);
    setStyle(mark, 'left', percent(Math.min(1, Math.max(0, at))));
    used++;
  }
  for (const mark of cells.events.slice(used)) show(mark, false);
}

function shortened(text: string): string {
  return text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : text;
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 1e6) / 1e4}%`;
}

function setText(node: Text, text: string): void {
  if (node.data !== text) node.data = text;
}

function setAttribute(
  element: HTMLElement,
  name: string,
  value: string | number | boolean | undefined,
): void {
  if (value === undefined) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
    return;
  }
  const text = String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

function setVariable(element: HTMLElement, name: string, value: string): void {
  if (element.style.getPropertyValue(name) !== value) element.style.setProperty(name, value);
}

function setStyle(element: HTMLElement, property: 'left' | 'width' | 'backgroundImage', value: string): void {
  if (element.style[property] !== value) element.style[property] = value;
}

function show(element: HTMLElement, shown: boolean): void {
  if (element.hidden === shown) element.hidden = !shown;
}
