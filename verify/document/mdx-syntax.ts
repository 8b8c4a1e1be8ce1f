/** MDX's syntax for micromark, with an end to how often the same text is read. */
import { Parser } from 'acorn';
import acornJsx from 'acorn-jsx';
import { mdxjs } from 'micromark-extension-mdxjs';

type Extension = ReturnType<typeof mdxjs>;
type Acorn = NonNullable<NonNullable<Parameters<typeof mdxjs>[0]>['acorn']>;
type Tokenize = Exclude<NonNullable<NonNullable<Extension['flow']>[string]>, unknown[]>['tokenize'];

/**
 * How much JavaScript is read in one document, counted again for every try: each `}` after a `{` is one, until it is
 * closed, and so is each empty line of an `export`. Without it a brace nobody closes takes minutes.
 */
const budget = { characters: 1_000_000, perCharacter: 10 } as const;

/** As micromark's own messages are: a place, and why. */
class ReadTooOften extends Error {
  override name = 'ReadTooOften';
  readonly line: number;
  readonly column: number;
  readonly reason: string;

  constructor({ line, column }: { line: number; column: number }) {
    const reason = 'what begins here does not end where it can be read in good time. Is a } missing?';
    super(reason);
    this.reason = reason;
    this.line = line;
    this.column = column;
  }

  /** Who catches errors of the parser to try again further on asks for this first, and is left by it. */
  get pos(): never {
    throw this;
  }
}

/** The extension for one text of so many UTF-16 units. What would take too long throws, with `line`, `column` and `reason`. */
export function mdxSyntax(length: number): Extension {
  const parser = Parser.extend(acornJsx());
  let left = budget.characters + budget.perCharacter * length;
  let at = { line: 1, column: 1 };
  const spend = (text: string): void => {
    left -= text.length;
    if (left < 0) throw new ReadTooOften(at);
  };
  const acorn: Acorn = {
    parse(text, options) {
      spend(text);
      return parser.parse(text, options);
    },
    parseExpressionAt(text, from, options) {
      spend(text);
      return parser.parseExpressionAt(text, from, options);
    },
  };
  const extension = mdxjs({
    acorn,
    acornOptions: { ecmaVersion: 2024, sourceType: 'module' },
    addResult: true,
  });
  const noted = (tokenize: Tokenize): Tokenize =>
    function (effects, ok, nok) {
      const { line, column } = this.now();
      const start = tokenize.call(this, effects, ok, nok);
      return (code) => {
        at = { line, column };
        return start(code);
      };
    };
  const watched = (constructs: Extension['flow']): Extension['flow'] =>
    Object.fromEntries(
      Object.entries(constructs ?? {}).map(([code, each]) => {
        const list = (Array.isArray(each) ? each : [each]).filter((one) => one !== undefined);
        return [code, list.map((one) => ({ ...one, tokenize: noted(one.tokenize) }))];
      }),
    );
  return { ...extension, flow: watched(extension.flow), text: watched(extension.text) };
}
