/** Words that are nearly ours, on blocks that are not: nobody would notice that nothing holds them. */
import { closest } from '@spanlab/sandbox/expect/closest.ts';
import type { LineOrigin } from '../model/place.ts';
import type { Unreadable } from './block.ts';
import type { InfoString, Word } from './info-string.ts';
import { isShell, isYaml, programEnding } from './languages.ts';

interface Around {
  /** Where the info string begins. */
  at: LineOrigin;
  /** Another block of the document is ours: then words such as `output` are, too. */
  speaks: boolean;
  /** The block right above is ours. */
  follows: boolean;
}

/** Is it a block that only our authors write? Words such as `output` are others' too. */
export function isMeant({ role }: Pick<InfoString, 'role'>): boolean {
  return role !== undefined && !isExpectation(role.key);
}

const unheld = 'As it is, nothing holds this block.';

/** What its author probably meant. The block has neither a role nor a `source`. */
export function nearProblems(info: InfoString, around: Around): Unreadable[] {
  const inLanguage = nearLanguage(info, around);
  if (inLanguage !== undefined) {
    const message = `Found \`${inLanguage.found}\`; did you mean \`${inLanguage.meant}\`? ${unheld}`;
    return [{ ...around.at, message }];
  }
  return info.words.flatMap((word) => {
    const meant = meantBy(word, info, around);
    if (meant === undefined) return [];
    const { text, line, column } = word;
    return [{ line, column, message: `Found the word \`${text}\`; did you mean \`${meant}\`? ${unheld}` }];
  });
}

const verifyWord = /^verify(?:=[\w.-]+)?$/iu;

/** `ts,verify`, `verify ts`; `output` alone. */
function nearLanguage(
  { language, words }: InfoString,
  { follows }: Around,
): { found: string; meant: string } | undefined {
  const [first] = words;
  const [plain = '', ...more] = language.split(/[,:;|]/u);
  const role = more.find((part) => verifyWord.test(part) || (isYaml(plain) && isDataKind(part)));
  if (role !== undefined) return { found: language, meant: `${plain} ${role}` };
  if (
    language.startsWith('verify=') ||
    (language === 'verify' && first !== undefined && isCode(first.text))
  ) {
    return {
      found: [language, first?.text].filter(Boolean).join(' '),
      meant: `${first?.text ?? 'ts'} ${language}`,
    };
  }
  // A language to others; below a block of ours it is the word without its language.
  if (follows && first === undefined && isExpectation(language)) {
    return { found: language, meant: `${language === 'expect' ? 'yaml' : 'text'} ${language}` };
  }
  return undefined;
}

function meantBy(word: Word, { language, words }: InfoString, { speaks }: Around): string | undefined {
  const { key, value, text } = word;
  const lower = key.toLowerCase();
  const named = value === undefined ? '' : `=${value}`;
  // Pandoc's attributes: `{.ts .verify}`.
  if (text.startsWith('{')) {
    const inside = text.split(/[\s,{}]+/u).map((each) => each.replace(/^\./u, ''));
    return inside.find((each) => verifyWord.test(each));
  }
  // Titles of tabs, and text that is marked.
  if (!/^\w/u.test(text)) return undefined;
  const colon = /^verify(?:[:;,!]([\w.-]*)\S*|\.)?$/iu.exec(text);
  if (colon !== null) return colon[1] ? `verify=${colon[1]}` : 'verify';
  if (isNearVerify(lower)) return `verify${named}`;
  if (isYaml(language)) {
    const kind = isDataKind(lower) ? lower : closest(lower, ['collector', 'kubernetes']);
    if (value === undefined && kind !== undefined && key.length > 4) return kind;
  }
  if (lower === 'source' && value !== undefined) return `source${named}`;
  if (lower === 'src' && value !== undefined && (speaks || words.some((each) => each.key === 'region'))) {
    return `source${named}`;
  }
  if (!speaks) return undefined;
  if (value === undefined && onlyOurs.has(lower)) return `verify ${lower}`;
  const expectation = isExpectation(lower) ? lower : nearExpectation(lower);
  return expectation === undefined ? undefined : `${expectation}${named}`;
}

/** Settings that nobody else has. */
const onlyOurs: ReadonlySet<string> = new Set(['keeps-running', 'no-run', 'no-check', 'no-telemetry']);

function isNearVerify(word: string): boolean {
  if (/^verif(?:y|ies|ied|ying)$/u.test(word)) return true;
  return word.length > 4 && closest(word, ['verify']) !== undefined;
}

/** As near to `output` and the others as a slip would be, and words of their own. */
const notMeant =
  /^(?:ex(?:port|cept|pert|tract)s?|aspect|inspect|import|inputs?|outset|outlet|mirror|terror|arrow|editor)$/u;

function nearExpectation(word: string): string | undefined {
  if (word.length < 5 || notMeant.test(word)) return undefined;
  return closest(word, ['expect', 'output', 'error']);
}

function isExpectation(word: string): boolean {
  return word === 'expect' || word === 'output' || word === 'error';
}

function isDataKind(word: string): boolean {
  return word === 'collector' || word === 'compose' || word === 'kubernetes';
}

function isCode(word: string): boolean {
  const language = word.toLowerCase();
  return programEnding(language) !== undefined || isShell(language);
}
