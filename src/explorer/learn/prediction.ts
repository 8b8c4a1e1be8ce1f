/** A trace as a learner expects it, before the run: an outline, a line a span, indented under what starts it. */
import type { SpanKind } from '@spanlab/sandbox/schemas/trace.ts';

export interface PredictedSpan {
  /** Lasts while the outline is edited. */
  id: number;
  /** 0 for a root. At most one more than the line above. */
  depth: number;
  /** '' for any name. */
  name: string;
  /** '' for any service. */
  service: string;
  /** '' for any kind. */
  kind: SpanKind | '';
}

export type Prediction = readonly PredictedSpan[];

/** Enough for any lesson, few enough to be read. */
export const mostPredicted = 60;

/** One empty line, to begin with. Nothing is filled in: what nobody said cannot be wrong. */
export function newPrediction(): Prediction {
  return [{ id: 1, depth: 0, name: '', service: '', kind: '' }];
}

/** Nothing has been drawn yet. */
export function isBlank(prediction: Prediction): boolean {
  return prediction.length <= 1 && prediction.every(({ name, kind }) => name.trim() === '' && kind === '');
}

/** A line below `index`: beside it, or under it where that is a root and has nothing below. */
export function addBelow(prediction: Prediction, index: number): Prediction {
  if (prediction.length >= mostPredicted) return prediction;
  const above = prediction[index];
  const depth = above === undefined ? 0 : Math.max(1, above.depth);
  const line: PredictedSpan = { id: nextId(prediction), depth, name: '', service: '', kind: '' };
  return settled([...prediction.slice(0, index + 1), line, ...prediction.slice(index + 1)]);
}

export function changeLine(
  prediction: Prediction,
  index: number,
  change: Partial<Pick<PredictedSpan, 'name' | 'service' | 'kind'>>,
): Prediction {
  return prediction.map((line, at) => (at === index ? { ...line, ...change } : line));
}

/** Take a line out; what stood under it moves up to its place. The last line is emptied instead. */
export function removeLine(prediction: Prediction, index: number): Prediction {
  const line = prediction[index];
  if (line === undefined) return prediction;
  if (prediction.length === 1) return [{ ...line, depth: 0, name: '', kind: '' }];
  const end = endOf(prediction, index);
  return settled([
    ...prediction.slice(0, index),
    ...prediction.slice(index + 1, end).map((each) => ({ ...each, depth: each.depth - 1 })),
    ...prediction.slice(end),
  ]);
}

/** Move a line, and what stands under it, one level in (`by` 1) or out (-1). Unchanged where that makes no tree. */
export function shiftLine(prediction: Prediction, index: number, by: 1 | -1): Prediction {
  if (!canShift(prediction, index, by)) return prediction;
  const end = endOf(prediction, index);
  return settled(
    prediction.map((line, at) => (at >= index && at < end ? { ...line, depth: line.depth + by } : line)),
  );
}

export function canShift(prediction: Prediction, index: number, by: 1 | -1): boolean {
  const line = prediction[index];
  if (line === undefined) return false;
  if (by === -1) return line.depth > 0;
  const above = prediction[index - 1];
  return above !== undefined && line.depth <= above.depth;
}

/** Exchange a line, and what stands under it, with its neighbour of the same level. */
export function moveLine(prediction: Prediction, index: number, by: 1 | -1): Prediction {
  const line = prediction[index];
  if (line === undefined) return prediction;
  const [first, second] = by === 1 ? [index, endOf(prediction, index)] : [before(prediction, index), index];
  const lower = prediction[second];
  if (first === undefined || lower === undefined || lower.depth !== line.depth) return prediction;
  const end = endOf(prediction, second);
  return [
    ...prediction.slice(0, first),
    ...prediction.slice(second, end),
    ...prediction.slice(first, second),
    ...prediction.slice(end),
  ];
}

/** Where the block that starts at `index` ends: its line and all below it. */
function endOf(prediction: Prediction, index: number): number {
  const depth = prediction[index]?.depth ?? 0;
  const end = prediction.findIndex((line, at) => at > index && line.depth <= depth);
  return end < 0 ? prediction.length : end;
}

/** The line before `index` at the same level, under the same parent. */
function before(prediction: Prediction, index: number): number | undefined {
  const depth = prediction[index]?.depth ?? 0;
  for (let at = index - 1; at >= 0; at--) {
    const each = prediction[at]?.depth ?? 0;
    if (each === depth) return at;
    if (each < depth) return undefined;
  }
  return undefined;
}

/** No line is more than one level below the one above it. */
function settled(prediction: Prediction): Prediction {
  let above = -1;
  return prediction.map((line) => {
    const depth = Math.max(0, Math.min(line.depth, above + 1));
    above = depth;
    return depth === line.depth ? line : { ...line, depth };
  });
}

function nextId(prediction: Prediction): number {
  return prediction.reduce((most, { id }) => Math.max(most, id), 0) + 1;
}

/** Reads what was kept between visits; undefined for anything else. */
export function readPrediction(value: unknown, kinds: readonly string[]): Prediction | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > mostPredicted) return undefined;
  const lines: PredictedSpan[] = [];
  for (const [index, each] of value.entries()) {
    if (typeof each !== 'object' || each === null) return undefined;
    const { depth, name, service, kind } = each as Record<string, unknown>;
    if (typeof depth !== 'number' || typeof name !== 'string' || typeof service !== 'string')
      return undefined;
    const known = typeof kind === 'string' && kinds.includes(kind) ? (kind as SpanKind) : '';
    lines.push({
      id: index + 1,
      depth,
      name: name.slice(0, 200),
      service: service.slice(0, 200),
      kind: known,
    });
  }
  return settled(lines);
}
