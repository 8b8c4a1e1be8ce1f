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

const placeholder = /\[(?:\.\.|TRACE_ID|SPAN_ID|UUID|TIME|DURATION|NUMBER)\]/gu;
/** Longer lines are held by their beginning, so that no pattern runs away on one. */
const longestHeld = 10_000;
const compiled = new Map<string, RegExp | undefined>();

/** Does a line look as promised? White space at its end does not matter. A placeholder's own text meets it too. */
export function lineMatches(pattern: string, line: string): boolean {
  const [wanted, found] = [pattern.trimEnd(), line.trimEnd()];
  if (wanted === found) return true;
  const expression = expressionOf(wanted);
  if (expression === undefined) return false;
  return expression.test(found.slice(0, longestHeld));
}

function expressionOf(pattern: string): RegExp | undefined {
  const known = compiled.get(pattern);
  if (known !== undefined || compiled.has(pattern)) return known;
  if (compiled.size >= 1_000) compiled.clear();
  const made = pattern.search(placeholder) === -1 ? undefined : expressionFor(pattern);
  compiled.set(pattern, made);
  return made;
}

function expressionFor(pattern: string): RegExp {
  let source = '';
  let at = 0;
  for (const { 0: word, index } of pattern.matchAll(placeholder)) {
    source += escaped(pattern.slice(at, index));
    source += `(?:${placeholders[word] ?? ''}|${escaped(word)})`;
    at = index + word.length;
  }
  return new RegExp(`^${source}${escaped(pattern.slice(at))}$`, 'su');
}

/** `RegExp.escape` is not in every Node that is supported. */
function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
