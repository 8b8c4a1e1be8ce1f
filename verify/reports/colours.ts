/** Colours of a terminal, where there is one that has them. */

export interface Colours {
  bold: Paint;
  dim: Paint;
  red: Paint;
  green: Paint;
  yellow: Paint;
  cyan: Paint;
}
type Paint = (text: string) => string;

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** Escape sequences, or the text as it is. */
export function colours(on: boolean): Colours {
  const paint = (name: keyof typeof codes): Paint => {
    const [start, end] = codes[name];
    return on ? (text) => (text === '' ? '' : `\u001b[${start}m${text}\u001b[${end}m`) : (text) => text;
  };
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    red: paint('red'),
    green: paint('green'),
    yellow: paint('yellow'),
    cyan: paint('cyan'),
  };
}

/**
 * Are colours wanted? `NO_COLOR` (no-color.org) and `TERM=dumb` say no, `FORCE_COLOR` yes, else a terminal does.
 * A CI that shows colours without a terminal says so: GitHub's logs do.
 */
export function wantsColour(
  output: { isTTY?: boolean | undefined },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (env['TERM'] === 'dumb') return false;
  return output.isTTY === true || env['GITHUB_ACTIONS'] === 'true';
}
