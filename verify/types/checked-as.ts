/** What of an example the compiler is held to. TypeScript: its types. JavaScript: its types where it or its project asks for them. */
import { expectsCompileError } from '../judge/expected-error.ts';
import type { ExampleFile, ProgramExample } from '../model/example.ts';
import type { Project } from '../model/project.ts';
import { readTsconfigChain } from '../project/tsconfig.ts';
import { optionOf } from './compiler-options.ts';

/** `syntax`: of JavaScript that is not run, also that what it imports is there. */
export type CheckedAs = 'types' | 'syntax';

const typescriptFile = /\.[mc]?tsx?$/u;
const javascriptFile = /\.[mc]?jsx?$/u;

/** Where comments, and what is between them, end. */
const header = /^(?:#![^\n]*)?(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/u;
const directives = /^[ \t]*\/\/\/?\s*@ts-(no)?check\b/gmu;

/** `// @ts-check` or `// @ts-nocheck` before the first statement; the last one counts. */
function directiveIn(text: string): { word: 'check' | 'nocheck'; line: number } | undefined {
  const found = [...(header.exec(text)?.[0] ?? '').matchAll(directives)].at(-1);
  if (found === undefined) return undefined;
  const line = text.slice(0, found.index).split('\n').length;
  return { word: found[1] === undefined ? 'check' : 'nocheck', line };
}

/** Where a TypeScript file turns the compiler off for itself: it would hold whatever it says. Line from 1. */
export function turnedOff({ name, text }: Pick<ExampleFile, 'name' | 'text'>): number | undefined {
  if (!typescriptFile.test(name)) return undefined;
  const directive = directiveIn(text);
  return directive?.word === 'nocheck' ? directive.line : undefined;
}

/**
 * How one file of an example is checked; undefined: not at all. JavaScript that is run needs no compiler to say that it
 * has errors of syntax, or imports what is not there.
 */
export function fileCheckedAs(
  { name, text }: Pick<ExampleFile, 'name' | 'text'>,
  example: Pick<ProgramExample, 'options' | 'error'>,
  checkJs: boolean,
): CheckedAs | undefined {
  if (example.options.noCheck === true) return undefined;
  if (typescriptFile.test(name)) return 'types';
  if (!javascriptFile.test(name)) return undefined;
  const directive = directiveIn(text)?.word;
  if (directive === 'check' || (checkJs && directive !== 'nocheck')) return 'types';
  return example.options.noRun === true || expectsCompileError(example) ? 'syntax' : undefined;
}

/** How an example is checked: types if those of any of its files are. */
export function checkedAs(
  example: Pick<ProgramExample, 'files' | 'options' | 'error'>,
  checkJs: boolean,
): CheckedAs | undefined {
  const all = example.files.map((file) => fileCheckedAs(file, example, checkJs));
  return all.find((each) => each === 'types') ?? all.find((each) => each !== undefined);
}

/** Does the project say `checkJs`? */
export function checksJavaScript({ tsconfig }: Pick<Project, 'tsconfig'>): boolean {
  return optionOf(readTsconfigChain(tsconfig), 'checkJs') === true;
}

/** Imports that lead nowhere: a module that is not there, a name that it does not export. */
const imports = [2305, 2307, 2614, 2724, 2792, 2834, 2835];

/** Errors of syntax that the compiler finds only with those of types: those it tells of any JavaScript, and `return` (1108). */
const syntax = [
  17, 1005, 1009, 1013, 1014, 1029, 1030, 1031, 1042, 1044, 1048, 1049, 1053, 1054, 1089, 1090, 1091, 1097,
  1100, 1101, 1102, 1104, 1105, 1106, 1107, 1108, 1111, 1113, 1114, 1115, 1116, 1123, 1155, 1156, 1162, 1171,
  1172, 1174, 1182, 1184, 1186, 1188, 1189, 1190, 1191, 1193, 1197, 1200, 1210, 1211, 1214, 1215, 1248, 1255,
  1258, 1262, 1308, 1312, 1325, 1341, 1344, 1358, 1359, 1368, 1450, 1451, 1473, 1474, 2451, 2462, 2480, 2492,
  2501, 2528, 2566, 2633, 2752, 2753, 2803, 2839, 2852, 5076, 17001, 17012, 18006, 18007, 18012, 18013, 18016,
  18036, 18038, 18041,
];
const notOfTypes: ReadonlySet<string> = new Set([...imports, ...syntax].map((code) => `TS${code}`));

/** Is it an error that JavaScript has too, whatever its types? */
export function isOfJavaScript(code: string): boolean {
  return notOfTypes.has(code);
}
