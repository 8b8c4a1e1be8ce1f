/** The attributes of a trace's spans, counted and as columns. */
import { type AttributeLists, cellTypes } from '../model/attribute-lists.ts';
import type { SpanTable } from '../model/span-table.ts';
import { attributeText } from '../parts/attribute-text.ts';
import { byNumber } from './by-number.ts';
import type { AttributeColumn, AttributeKey } from './trace-library.ts';

type From = AttributeKey['from'];

/** Which attributes there are, most used first; an attribute a span has twice counts once. */
export function attributeKeys(table: SpanTable, spans: Uint32Array): AttributeKey[] {
  const found: AttributeKey[] = [];
  for (const from of ['span', 'resource', 'scope', 'event'] as const) {
    for (const [key, count] of countKeys(table, spans, from)) {
      found.push({ from, key: table.strings.at(key), spans: count });
    }
  }
  return found.sort((a, b) => b.spans - a.spans);
}

/** One attribute of all spans, by place in `spans`. Of several values of one span, the last. */
export function attributeColumn(
  table: SpanTable,
  spans: Uint32Array,
  { from, key }: Pick<AttributeKey, 'from' | 'key'>,
): AttributeColumn {
  const column: AttributeColumn & { values: string[] } = {
    values: [],
    at: new Int32Array(spans.length).fill(-1),
  };
  const wanted = table.strings.find(key);
  if (wanted === undefined) return column;
  const valueNumbers = new Map<string, number>();
  const lists = table.attributes[from];
  const { cells } = lists;
  const numberOf = (text: string): number => {
    const known = valueNumbers.get(text);
    if (known !== undefined) return known;
    valueNumbers.set(text, column.values.length);
    return column.values.push(text) - 1;
  };
  const ofString = byNumber((text) => numberOf(table.strings.at(text)));
  const ofCell = (cell: number): number =>
    cells.type[cell] === cellTypes.string
      ? ofString(cells.value[cell] ?? 0)
      : numberOf(attributeText(lists.value(cell)));
  for (let row = 0; row < spans.length; row++) {
    forEachCell(table, spans[row] ?? 0, from, (cell) => {
      if (cells.key[cell] === wanted) column.at[row] = ofCell(cell);
    });
  }
  return column;
}

/** On how many spans each key is, by its number. */
function countKeys(table: SpanTable, spans: Uint32Array, from: From): Map<number, number> {
  const counts = new Map<number, number>();
  /** By key: one more than the last row that had it. */
  const lastRow = new Uint32Array(table.strings.length);
  const perKey = new Uint32Array(table.strings.length);
  const { cells } = table.attributes[from];
  for (let row = 0; row < spans.length; row++) {
    forEachCell(table, spans[row] ?? 0, from, (cell) => {
      const key = cells.key[cell] ?? 0;
      if (lastRow[key] === row + 1) return;
      if (lastRow[key] === 0) counts.set(key, 0);
      lastRow[key] = row + 1;
      perKey[key] = (perKey[key] ?? 0) + 1;
    });
  }
  for (const key of counts.keys()) counts.set(key, perKey[key] ?? 0);
  return counts;
}

function forEachCell(
  { columns, attributes }: SpanTable,
  span: number,
  from: From,
  visit: (cell: number) => void,
): void {
  if (from === 'event') {
    const end = columns.event[span + 1] ?? 0;
    for (let event = columns.event[span] ?? 0; event < end; event++) inList(attributes.event, event, visit);
  } else if (from === 'span') {
    inList(attributes.span, span, visit);
  } else {
    inList(attributes[from], columns[from][span] ?? 0, visit);
  }
}

function inList({ start }: AttributeLists, list: number, visit: (cell: number) => void): void {
  const end = start(list + 1);
  for (let cell = start(list); cell < end; cell++) visit(cell);
}
