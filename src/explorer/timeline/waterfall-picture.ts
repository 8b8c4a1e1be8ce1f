/** The timeline as a picture: SVG as text, with its colours in it, so that it looks alike wherever it is opened. Pure. */
import { isFailed } from '../model/is-failed.ts';
import type { Row, TraceColumns } from '../model/trace-columns.ts';
import { formatDuration } from '../parts/duration.ts';
import type { ServiceShape } from '../parts/service-shape.ts';
import { ticksBetween } from '../parts/ticks.ts';
import { barShape, childStretches, stretchesIn } from './bar-shape.ts';
import type { Folded } from './folding.ts';
import type { SectionIndex } from './row-scene.ts';
import type { TimeWindow } from './zoom.ts';

export interface WaterfallPicture {
  columns: TraceColumns;
  /** The rows on show. */
  visible: Uint32Array;
  folded: Folded;
  part: TimeWindow;
  /** By index into `columns.services`. */
  looks: readonly { name: string; colour: string; shape: ServiceShape }[];
  colours: PictureColours;
  /** Of the critical path, when it is marked. */
  sections: SectionIndex | undefined;
  widthPx?: number;
  /** At most so many rows are drawn; the picture says how many are not. */
  mostRows?: number;
}

/** Colours as CSS writes them, without variables. */
export interface PictureColours {
  background: string;
  text: string;
  muted: string;
  line: string;
  bad: string;
}

const rowPx = 20;
const headPx = 46;
const paddingPx = 12;
const indentPx = 10;
const durationPx = 64;
const namesShare = 0.36;
const usualMostRows = 3_000;
/** At 12 px; a little generous. */
const letterPx = 6.6;

interface Frame extends WaterfallPicture {
  width: number;
  namePx: number;
  timeX: number;
  timePx: number;
}

export function waterfallPicture(picture: WaterfallPicture): string {
  const width = picture.widthPx ?? 1200;
  const namePx = Math.round(width * namesShare);
  const timeX = namePx + paddingPx;
  const frame: Frame = { ...picture, width, namePx, timeX, timePx: width - timeX - durationPx - paddingPx };
  const rows = picture.visible.subarray(0, picture.mostRows ?? usualMostRows);
  const left = picture.visible.length - rows.length;
  const height = headPx + rows.length * rowPx + paddingPx + (left > 0 ? rowPx : 0);
  const { colours } = picture;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${escaped(titleOf(picture))}</title>`,
    `<rect width="100%" height="100%" fill="${escaped(colours.background)}"/>`,
    text(paddingPx, 18, titleOf(picture), colours.text, width - 2 * paddingPx),
    axis(frame, height),
    ...[...rows].map((row, index) => rowPicture(frame, row, headPx + index * rowPx)),
    left > 0
      ? text(
          paddingPx,
          headPx + rows.length * rowPx + 14,
          `${left.toLocaleString('en')} more rows are not in this picture.`,
          colours.muted,
          width,
        )
      : '',
    '</svg>',
  ].join('');
}

function titleOf({ columns, part }: WaterfallPicture): string {
  const name = columns.names[columns.name[0] ?? 0] ?? '';
  const whole = part.fromNs <= 0 && part.toNs >= columns.totalNs;
  const shown = whole
    ? formatDuration(columns.totalNs)
    : `${formatDuration(part.fromNs)} to ${formatDuration(part.toNs)} of ${formatDuration(columns.totalNs)}`;
  return `${name === '' ? '(no name)' : name.slice(0, 100)} · ${columns.traceId} · ${shown}`;
}

function axis({ part, timeX, timePx, colours }: Frame, height: number): string {
  return ticksBetween(part, timePx)
    .map(({ at, label }) => {
      const x = round(timeX + at * timePx);
      return `<path d="M${x} ${headPx - 4}V${height - paddingPx}" stroke="${escaped(colours.line)}"/><text x="${x}" y="${headPx - 8}" fill="${escaped(colours.muted)}" font-size="11" text-anchor="${at < 0.04 ? 'start' : at > 0.96 ? 'end' : 'middle'}">${escaped(label)}</text>`;
    })
    .join('');
}

function rowPicture(frame: Frame, row: Row, y: number): string {
  const { columns, looks, colours, folded } = frame;
  const look = looks[columns.service[row] ?? 0];
  const colour = escaped(look?.colour ?? colours.text);
  const failed = isFailed(columns, row);
  const below = folded.has(columns.number[row] ?? -1) ? (columns.descendants[row] ?? 0) : 0;
  const x = paddingPx + Math.min(columns.depth[row] ?? 0, 16) * indentPx;
  const name = columns.names[columns.name[row] ?? 0] ?? '';
  const notes = [failed ? 'error' : '', below > 0 ? `${below.toLocaleString('en')} folded` : '']
    .filter((note) => note !== '')
    .join(' · ');
  const service = (look?.name ?? '').slice(0, 60);
  const room = frame.namePx - x - 14;
  const words = `${name === '' ? '(no name)' : name.slice(0, 200)}${notes === '' ? '' : ` · ${notes}`}`;
  return [
    mark(look?.shape ?? 'square', x, y + 6, colour),
    `<text x="${x + 14}" y="${y + 14}" fill="${failed ? escaped(colours.bad) : escaped(colours.text)}"><tspan fill="${colour}">${escaped(cut(service, room * 0.45))}</tspan> ${escaped(cut(words, room - Math.min(service.length * letterPx, room * 0.45)))}</text>`,
    barPicture(frame, row, y, colour, failed),
    `<text x="${frame.width - paddingPx}" y="${y + 14}" fill="${escaped(colours.muted)}" text-anchor="end">${escaped(formatDuration(columns.durationNs[row] ?? 0))}</text>`,
  ].join('');
}

function barPicture(frame: Frame, row: Row, y: number, colour: string, failed: boolean): string {
  const { columns, part, timeX, timePx, colours } = frame;
  const bar = barShape(columns, row, part);
  if (bar.outside !== undefined) return '';
  const x = round(timeX + Math.min(bar.left * timePx, timePx - 2));
  const width = round(Math.max(2, bar.width * timePx));
  const waits = childStretches(columns, row, bar, part, 2 / Math.max(2, width));
  const outline = failed
    ? `<rect x="${x - 2}" y="${y + 3}" width="${width + 4}" height="14" rx="2" fill="none" stroke="${escaped(colours.bad)}" stroke-width="1.5"/>`
    : '';
  const body = bar.backwards
    ? `<rect x="${x}" y="${y + 5}" width="${width}" height="10" fill="none" stroke="${colour}" stroke-dasharray="3 2"/>`
    : `<rect x="${x}" y="${y + 5}" width="${width}" height="10" rx="2" fill="${colour}"/>`;
  const waiting = waits
    .map(
      ([from, to]) =>
        `<rect x="${round(x + from * width)}" y="${y + 6}" width="${round((to - from) * width)}" height="8" fill="${escaped(colours.background)}" fill-opacity="0.6"/>`,
    )
    .join('');
  const critical = stretchesIn(frame.sections?.of(row) ?? [], part, 1 / timePx)
    .map(
      ([from, to]) =>
        `<rect x="${round(timeX + from * timePx)}" y="${y + 9}" width="${round(Math.max(1, (to - from) * timePx))}" height="2" fill="${escaped(colours.text)}"/>`,
    )
    .join('');
  return outline + body + waiting + critical;
}

/** Shapes of an 8 px square at x, y: as service-shape.ts names them. */
function mark(shape: ServiceShape, x: number, y: number, colour: string): string {
  const paths: Readonly<Record<ServiceShape, string>> = {
    square: 'M0 0h8v8H0z',
    circle: 'M4 0a4 4 0 1 1 0 8a4 4 0 1 1 0-8z',
    diamond: 'M4 0l4 4-4 4-4-4z',
    up: 'M4 0l4 8H0z',
    bar: 'M2 0h4v8H2z',
    cross: 'M2.7 0h2.6v2.7H8v2.6H5.3V8H2.7V5.3H0V2.7h2.7z',
    down: 'M0 0h8L4 8z',
  };
  return `<path transform="translate(${x} ${y})" d="${paths[shape]}" fill="${colour}"/>`;
}

function text(x: number, y: number, words: string, fill: string, roomPx: number): string {
  return `<text x="${x}" y="${y}" fill="${escaped(fill)}">${escaped(cut(words, roomPx))}</text>`;
}

function cut(words: string, roomPx: number): string {
  const letters = Math.max(1, Math.floor(roomPx / letterPx));
  return words.length > letters ? `${words.slice(0, letters - 1)}…` : words;
}

/** Text as XML may hold it: no markup, and none of the characters XML has no place for. */
export function escaped(words: string): string {
  return (
    words
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '\ufffd')
      .replace(/[&<>"']/gu, (char) => `&#${char.codePointAt(0)};`)
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
