/** The places of texts in the order people expect. */
import type { Steps } from '../../model/steps.ts';

/** Comparing megabytes tells nobody more than comparing their beginnings. */
const comparedLength = 200;
const mergesAStep = 2_000;

/**
 * The place of each text, for sorting by it; numbers go by their value when all texts are numbers. A merge sort that
 * can be interrupted: 200,000 different texts take half a second.
 */
export function* ranks(texts: readonly string[]): Steps<Float64Array> {
  const numbers = numbersIn(texts);
  if (numbers !== undefined) return numbers;
  yield;
  const collator = new Intl.Collator('en', { numeric: true });
  const heads = texts.map((text) => text.slice(0, comparedLength));
  const before = (a: number, b: number): boolean => collator.compare(heads[a] ?? '', heads[b] ?? '') <= 0;
  const count = texts.length;
  let from = Uint32Array.from(texts, (_, index) => index);
  let to = new Uint32Array(count);
  for (let width = 1; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      const [middle, end] = [Math.min(count, start + width), Math.min(count, start + 2 * width)];
      let [left, right] = [start, middle];
      for (let place = start; place < end; place++) {
        if (place % mergesAStep === 0) yield;
        const takeLeft = left < middle && (right >= end || before(from[left] ?? 0, from[right] ?? 0));
        to[place] = (takeLeft ? from[left++] : from[right++]) ?? 0;
      }
    }
    [from, to] = [to, from];
  }
  const places = new Float64Array(count);
  from.forEach((index, place) => {
    places[index] = place;
  });
  return places;
}

/** Undefined as soon as one is none. */
function numbersIn(texts: readonly string[]): Float64Array | undefined {
  const numbers = new Float64Array(texts.length);
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index] ?? '';
    const number = text.length > 0 && text.length < 30 ? Number(text) : Number.NaN;
    if (Number.isNaN(number)) return undefined;
    numbers[index] = number;
  }
  return numbers;
}
