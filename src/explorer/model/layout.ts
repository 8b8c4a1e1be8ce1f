/**
 * Lays out one trace: a row a span. Nothing is repaired: a missing parent, a circle or a doubled id is drawn as what
 * it is and carries a warning.
 */
import { markAgainstParent } from './against-parent.ts';
import { cutCycles } from './cycles.ts';
import { familyTree } from './family-tree.ts';
import { createIdIndex } from './id-index.ts';
import { failedStatus } from './is-failed.ts';
import { orderBy } from './order-by.ts';
import { selfTimes } from './self-time.ts';
import type { SpanTable } from './span-table.ts';
import type { TraceColumns } from './trace-columns.ts';
import { traceTimes } from './trace-times.ts';
import { warningBits } from './warning-bits.ts';

/** `numbers` are the spans of one trace, in the order of their arrival. */
export function layoutTrace(table: SpanTable, numbers: Uint32Array): TraceColumns {
  const { columns } = table;
  const times = traceTimes(table, numbers);
  const spanIds = words(columns.spanId, numbers);
  const parentIds = words(columns.parentSpanId, numbers);
  const traceId = numbers.length === 0 ? '' : table.traces.id(columns.trace[numbers[0] ?? 0] ?? 0);
  const { parentOf, warnings } = findParents(spanIds, parentIds, times.startNs);
  markIds(table, numbers, warnings, spanIds, traceId === '');
  const tree = familyTree(parentOf, orderBy(times.startNs, times.durationNs));
  const { spans: spanAt } = tree;
  const rowNumbers = spanAt.map((index) => numbers[index] ?? 0);
  const startNs = inOrder(times.startNs, spanAt);
  const durationNs = inOrder(times.durationNs, spanAt);
  const status = new Uint8Array(rowNumbers.length);
  const kind = new Uint8Array(rowNumbers.length);
  const rowWarnings = new Uint16Array(rowNumbers.length);
  for (let row = 0; row < rowNumbers.length; row++) {
    const number = rowNumbers[row] ?? 0;
    const index = spanAt[row] ?? 0;
    status[row] = columns.status[number] ?? 0;
    kind[row] = columns.kind[number] ?? 0;
    rowWarnings[row] = (warnings[index] ?? 0) | (times.warnings[index] ?? 0);
  }
  markAgainstParent({ parent: tree.parent, kind, startNs, durationNs, warnings: rowWarnings });
  const services = ranked(rowNumbers, (number) => table.resource(columns.resource[number] ?? 0).service);
  const names = ranked(rowNumbers, (number) => columns.name[number] ?? 0);
  const clocks = ranked(rowNumbers, (number) => table.resource(columns.resource[number] ?? 0).clock);
  return {
    traceId,
    length: numbers.length,
    startUnixNano: times.startUnixNano,
    totalNs: times.totalNs,
    services: services.texts.map(table.strings.at),
    names: names.texts.map(table.strings.at),
    number: rowNumbers,
    service: services.at,
    name: names.at,
    clock: clocks.at,
    kind,
    status,
    startNs,
    durationNs,
    selfNs: selfTimes(tree.parent, startNs, durationNs),
    parent: tree.parent,
    depth: tree.depth,
    descendants: tree.descendants,
    errorsBelow: errorsBelow(tree.parent, status),
    position: tree.position,
    siblings: tree.siblings,
    warnings: rowWarnings,
    spanId: bigWords(spanIds, spanAt),
    parentSpanId: bigWords(parentIds, spanAt),
    events: rowNumbers.map((number) => (columns.event[number + 1] ?? 0) - (columns.event[number] ?? 0)),
    links: rowNumbers.map((number) => (columns.link[number + 1] ?? 0) - (columns.link[number] ?? 0)),
  };
}

/** Of each span, by its place in the arrays: the first with the parent's id, -1 for none; and what is wrong with that. */
function findParents(
  spanIds: Uint32Array,
  parentIds: Uint32Array,
  startNs: Float64Array,
): { parentOf: Int32Array; warnings: Uint16Array } {
  const count = startNs.length;
  const index = createIdIndex(spanIds);
  const parentOf = new Int32Array(count);
  const warnings = new Uint16Array(count);
  for (let span = 0; span < count; span++) {
    const [low, high] = [parentIds[2 * span] ?? 0, parentIds[2 * span + 1] ?? 0];
    let bits = index.shared[span] === 1 ? warningBits['duplicate-id'] : 0;
    parentOf[span] = -1;
    if (low !== 0 || high !== 0) {
      if (low === spanIds[2 * span] && high === spanIds[2 * span + 1]) {
        bits |= warningBits['own-parent'];
      } else {
        parentOf[span] = index.find(parentIds, span);
        if (parentOf[span] === -1) bits |= warningBits['missing-parent'];
      }
    }
    warnings[span] = bits;
  }
  const inCycle = cutCycles(parentOf, startNs);
  for (let span = 0; span < count; span++) {
    if (inCycle[span] === 1) warnings[span] = (warnings[span] ?? 0) | warningBits.cycle;
  }
  return { parentOf, warnings };
}

/** Sets the warnings of spans whose own ids are none, or not what ids are. */
function markIds(
  table: SpanTable,
  numbers: Uint32Array,
  warnings: Uint16Array,
  spanIds: Uint32Array,
  noTraceId: boolean,
): void {
  for (let index = 0; index < numbers.length; index++) {
    let bits = noTraceId ? warningBits['no-trace-id'] : 0;
    if (spanIds[2 * index] === 0 && spanIds[2 * index + 1] === 0) bits |= warningBits['no-span-id'];
    const odd = table.odd(numbers[index] ?? 0);
    if (odd !== undefined && (isInvalid(odd.spanId) || isInvalid(odd.parentSpanId))) {
      bits |= warningBits['invalid-id'];
    }
    if (bits !== 0) warnings[index] = (warnings[index] ?? 0) | bits;
  }
}

/** Zeros are no id, and upper-case digits are read as what they mean. */
function isInvalid(oddId: string | undefined): boolean {
  return oddId !== undefined && !/^[0-9a-f]{16}$/iu.test(oddId);
}

/** Numbers texts by their first row. */
function ranked(
  numbers: Uint32Array,
  textOf: (number: number) => number,
): { texts: number[]; at: Uint32Array } {
  const ranks = new Map<number, number>();
  const at = new Uint32Array(numbers.length);
  let [last, lastRank] = [-1, 0];
  for (let row = 0; row < numbers.length; row++) {
    const text = textOf(numbers[row] ?? 0);
    if (text !== last) {
      lastRank = ranks.get(text) ?? ranks.size;
      if (lastRank === ranks.size) ranks.set(text, lastRank);
      last = text;
    }
    at[row] = lastRank;
  }
  return { texts: [...ranks.keys()], at };
}

function errorsBelow(parent: Int32Array, status: Uint8Array): Uint32Array {
  const below = new Uint32Array(parent.length);
  for (let row = parent.length - 1; row >= 0; row--) {
    const above = parent[row] ?? -1;
    if (above < 0) continue;
    below[above] = (below[above] ?? 0) + (below[row] ?? 0) + (status[row] === failedStatus ? 1 : 0);
  }
  return below;
}

function inOrder(values: Float64Array, order: Uint32Array): Float64Array {
  const sorted = new Float64Array(order.length);
  for (let row = 0; row < order.length; row++) sorted[row] = values[order[row] ?? 0] ?? 0;
  return sorted;
}

/** The 64-bit words of these spans, in halves as in the table. */
function words(halves: Uint32Array, numbers: Uint32Array): Uint32Array {
  const chosen = new Uint32Array(2 * numbers.length);
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index] ?? 0;
    chosen[2 * index] = halves[2 * number] ?? 0;
    chosen[2 * index + 1] = halves[2 * number + 1] ?? 0;
  }
  return chosen;
}

/** As 64-bit numbers, by row. Little-endian, as every engine's typed arrays are today. */
function bigWords(halves: Uint32Array, spanAt: Uint32Array): BigUint64Array {
  const numbers = new BigUint64Array(spanAt.length);
  const view = new Uint32Array(numbers.buffer);
  for (let row = 0; row < spanAt.length; row++) {
    const index = spanAt[row] ?? 0;
    view[2 * row] = halves[2 * index] ?? 0;
    view[2 * row + 1] = halves[2 * index + 1] ?? 0;
  }
  return numbers;
}
