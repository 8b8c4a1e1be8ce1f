/** Text an author expects: a literal, or `/a regular expression/flags`. */

/** Longer texts are tested by their beginning, so that no expression runs away on a large body. */
export const longestTestedText = 20_000;

const slashed = /^\/(.+)\/([imsu]*)$/su;

/** `undefined` when the text is a literal. */
function expression(pattern: string): RegExp | undefined {
  const [, source, flags] = slashed.exec(pattern) ?? [];
  return source === undefined ? undefined : new RegExp(source, flags);
}

const compiled = new Map<string, RegExp | undefined>();

function cached(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) {
    if (compiled.size >= 1_000) compiled.clear();
    compiled.set(pattern, expression(pattern));
  }
  return compiled.get(pattern);
}

/** Say what is wrong with a pattern; `undefined` when nothing is. */
export function patternProblem(pattern: string): string | undefined {
  try {
    cached(pattern);
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `found ${pattern}, allowed: a literal, or a regular expression that compiles (${why})`;
  }
}

/** Is the whole text this literal, or does the expression match somewhere in it? */
export function textMatches(pattern: string, text: string): boolean {
  const regex = cached(pattern);
  return regex === undefined ? text === pattern : regex.test(text.slice(0, longestTestedText));
}

/** Does the text contain this literal, or a match of the expression? */
export function textContains(pattern: string, text: string): boolean {
  const regex = cached(pattern);
  return regex === undefined ? text.includes(pattern) : regex.test(text.slice(0, longestTestedText));
}

/** Is it a `/regular expression/`, not a literal? */
export function isExpression(pattern: string): boolean {
  return slashed.test(pattern);
}

/** How a sentence names what a pattern asks for: `"GET /"`, or `a name like /GET/`. */
export function inQuotes(pattern: string): string {
  return isExpression(pattern) ? pattern : `"${pattern}"`;
}
