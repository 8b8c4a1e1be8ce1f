/** A line a document promises, with snapbox's placeholders in it. */

const digits = String.raw`\d+(?:\.\d+)?`;
const isoTime = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?`;
const clockTime = String.raw`\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?`;

/** What each placeholder stands for, as the source of an expression. */
export const placeholders: Readonly<Record<string, string>> = {
  '[..]': '.*?',
  '[TRACE_ID]': '[0-9a-fA-F]{32}',
  '[SPAN_ID]': '[0-9a-fA-F]{16}',
  '[UUID]': '[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}',
  // ISO 8601, a time of the day, or time since 1970 in seconds, milli-, micro- or nanoseconds.
  '[TIME]': String.raw`(?:${isoTime}|${clockTime}|\d{10}(?:\.\d+)?|\d{13}(?:\.\d+)?|\d{16}(?:\.\d+)?|\d{19})`,
  '[DURATION]': String.raw`(?:-?${digits} ?(?:ns|µs|μs|us|ms|s|sec|secs|seconds?|m|min|mins|minutes?|h|hours?)(?: ?(?=\d))?)+`,
  '[NUMBER]': String.raw`[-+]?${digits}(?:[eE][-+]?\d+)?`,
};

/** Alone on a line: any lines, or none. */
export const anyLines = '...';

export const placeholder = /\[(?:\.\.|TRACE_ID|SPAN_ID|UUID|TIME|DURATION|NUMBER)\]/gu;
/** Longer lines are held by their beginning, so that no pattern runs away on one. */
const longestHeld = 10_000;
/** No id, time or number that is meant to be read is longer. */
const longestValue = 64;

/** A text as it is, or what a placeholder stands for. */
type Part = { text: string } | { word: string; value: RegExp | undefined };
const compiled = new Map<string, readonly Part[] | undefined>();

/** Does a line look as promised? White space at its end does not matter. A placeholder's own text meets it too. */
export function lineMatches(pattern: string, line: string): boolean {
  const [wanted, found] = [pattern.trimEnd(), line.trimEnd()];
  if (wanted === found) return true;
  const parts = partsOf(wanted);
  return parts !== undefined && meets(parts, found.slice(0, longestHeld));
}

/** Every place the line may be at after each part: no way through is tried twice, as an expression would. */
function meets(parts: readonly Part[], line: string): boolean {
  let places: readonly number[] = [0];
  for (const [i, part] of parts.entries()) {
    const last = parts.slice(i + 1).every((each) => 'text' in each && each.text === '');
    const next = new Set<number>();
    if ('text' in part) {
      for (const at of places) if (line.startsWith(part.text, at)) next.add(at + part.text.length);
    } else if (part.value === undefined) {
      const from = places[0] ?? line.length;
      if (last) return true;
      // What follows a wildcard decides where it may end.
      const following = parts[i + 1];
      const text = following !== undefined && 'text' in following ? following.text : '';
      for (
        let at = line.indexOf(text, from);
        at !== -1 && at <= line.length;
        at = line.indexOf(text, at + 1)
      ) {
        next.add(at);
        if (at === line.length) break;
      }
    } else {
      for (const at of places) {
        for (const end of endsOf(part.value, line, at)) next.add(end);
        if (line.startsWith(part.word, at)) next.add(at + part.word.length);
      }
    }
    if (next.size === 0) return false;
    places = [...next].sort((a, b) => a - b);
  }
  return places.at(-1) === line.length;
}

/** Where a value that begins here may end. */
function endsOf(value: RegExp, line: string, at: number): number[] {
  const text = /^[-+]?[\da-f][-+\d\w.,:µμ ]*/iu.exec(line.slice(at, at + longestValue))?.[0] ?? '';
  const ends: number[] = [];
  for (let length = 1; length <= text.length; length++) {
    if (value.test(text.slice(0, length))) ends.push(at + length);
  }
  return ends;
}

function partsOf(pattern: string): readonly Part[] | undefined {
  const known = compiled.get(pattern);
  if (known !== undefined || compiled.has(pattern)) return known;
  if (compiled.size >= 1_000) compiled.clear();
  const made = pattern.search(placeholder) === -1 ? undefined : split(pattern);
  compiled.set(pattern, made);
  return made;
}

function split(pattern: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const { 0: word, index } of pattern.matchAll(placeholder)) {
    parts.push({ text: pattern.slice(at, index) }, { word, value: values.get(word) });
    at = index + word.length;
  }
  return [...parts, { text: pattern.slice(at) }];
}

const values = new Map(
  Object.entries(placeholders)
    .filter(([word]) => word !== '[..]')
    .map(([word, source]) => [word, new RegExp(`^${source}$`, 'u')]),
);
