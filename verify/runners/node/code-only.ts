/** A text's code: comments, strings, and regular expressions blanked, so that what only looks like code is not read as it. */

const comment = String.raw`\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)`;
const string = String.raw`'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"`;
/** A slash begins a regular expression where no value stands before it. */
const expression = String.raw`(?<=(?:^|[(,=:[!&|?{};])\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/`;
const token = new RegExp(`(${comment}|${expression})|(${string})|[\`{}]`, 'gu');

/** Of the same length and with the same lines; quotes stay, and so does what stands in `${}`. */
export function codeOnly(text: string): string {
  let code = '';
  let at = 0;
  /** What each open brace belongs to. */
  const open: ('template' | 'block')[] = [];
  const next = new RegExp(token);
  const blankTemplate = () => {
    const end = /\$\{|`/u;
    const rest = text.slice(at).replace(/\\[\s\S]/gu, '  ');
    const found = end.exec(rest);
    const length = found?.index ?? rest.length;
    code += blank(text.slice(at, at + length)) + (found?.[0] ?? '');
    at += length + (found?.[0].length ?? 0);
    if (found?.[0] === '${') open.push('template');
  };
  for (;;) {
    next.lastIndex = at;
    const found = next.exec(text);
    if (found === null) return code + text.slice(at);
    const [whole, unread, quoted] = found;
    code += text.slice(at, found.index);
    at = found.index + whole.length;
    if (unread !== undefined) code += blank(whole);
    else if (quoted !== undefined) code += whole.slice(0, 1) + blank(whole.slice(1, -1)) + whole.slice(-1);
    else {
      code += whole;
      if (whole === '`') blankTemplate();
      else if (whole === '{') open.push('block');
      else if (open.pop() === 'template') blankTemplate();
    }
  }
}

function blank(text: string): string {
  return text.replace(/[^\n]/gu, ' ');
}
