/**
 * Colours for code before (and without) the big editor: a lexer small enough for the first load.
 * It knows words, strings, comments and numbers; the joined text of its tokens is always the input.
 */
export type TokenKind = 'plain' | 'keyword' | 'string' | 'comment' | 'number' | 'property';

export interface CodeToken {
  readonly kind: TokenKind;
  readonly text: string;
}

/** Larger files are shown plain: colouring them on each keystroke would be felt. */
const colouredUpTo = 60_000;

const keywords =
  'as|async|await|break|case|catch|class|const|continue|default|delete|do|else|export|extends|false|finally|for|from|function|if|implements|import|in|instanceof|interface|let|new|null|of|readonly|return|satisfies|static|super|switch|this|throw|true|try|type|typeof|undefined|var|void|while|yield';

/** One alternative per kind, in order of precedence. */
const scripts = new RegExp(
  [
    String.raw`(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))`,
    String.raw`(?<string>'(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?|` + '`(?:[^`\\\\]|\\\\[\\s\\S])*`?)',
    String.raw`(?<keyword>\b(?:${keywords})\b(?!\s*:)(?<!\.\s*\w+))`,
    String.raw`(?<number>\b\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?n?\b)`,
  ].join('|'),
  'g',
);

const yaml =
  /(?<comment>(?<![^\s])#[^\n]*)|(?<string>'[^'\n]*'?|"(?:[^"\\\n]|\\.)*"?)|(?<property>(?<![\w./-])[\w./-]+(?=:(?:\s|$)))|(?<keyword>\b(?:true|false|null)\b)|(?<number>\b\d+(?:\.\d+)?\b)/g;

function languageOf(file: string): RegExp | undefined {
  if (/\.(?:[cm]?[jt]sx?|json)$/u.test(file)) return scripts;
  return /\.ya?ml$/u.test(file) ? yaml : undefined;
}

/** Cut a file's text into coloured tokens. */
export function highlight(file: string, text: string): CodeToken[] {
  const pattern = languageOf(file);
  if (!pattern || text.length > colouredUpTo) return [{ kind: 'plain', text }];
  const tokens: CodeToken[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const [kind] = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined) ?? [];
    if (match.index > end) tokens.push({ kind: 'plain', text: text.slice(end, match.index) });
    tokens.push({ kind: (kind ?? 'plain') as TokenKind, text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) tokens.push({ kind: 'plain', text: text.slice(end) });
  return tokens;
}
