/** JSON on one line, with line breaks and indents: of a trace too large to be written with them. Pure. */
import type { Steps } from '../../model/steps.ts';

const tokens = /"(?:[^"\\]|\\.)*"?|[{}[\],]|[^"{}[\],]+/gsu;
const tokensAStep = 20_000;

/** The text may end anywhere: what is left out is not missed. Text that has lines already is returned as it is. */
export function* indented(json: string): Steps<string> {
  if (json.slice(0, 1_000).includes('\n')) return json;
  const parts: string[] = [];
  let depth = 0;
  let opened = false;
  let count = 0;
  const newLine = (): string => `\n${'  '.repeat(Math.min(depth, 40))}`;
  for (const [token] of json.matchAll(tokens)) {
    if (++count % tokensAStep === 0) yield;
    const closes = token === '}' || token === ']';
    if (closes) depth = Math.max(0, depth - 1);
    // Nothing in it: `{}` stays together.
    if (opened !== closes) parts.push(newLine());
    opened = token === '{' || token === '[';
    if (opened) depth += 1;
    parts.push(token.startsWith('"') ? token : token.replace(/:\s*/u, ': '));
    if (token === ',') parts.push(newLine());
  }
  return parts.join('');
}
