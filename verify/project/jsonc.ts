/** JSON with comments and trailing commas, as `tsconfig.json` is written. */

/** @throws `SyntaxError`, with positions of the text as it was given */
export function parseJsonc(text: string): unknown {
  return JSON.parse(plainJson(text.replace(/^\uFEFF/u, ' ')));
}

const string = String.raw`"(?:[^"\\\n]|\\.)*"`;
const comment = String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`;

/** Comments and commas before a closing bracket become white space, so that positions stay as they were. */
function plainJson(text: string): string {
  const bare = text.replace(new RegExp(`${string}|${comment}`, 'gu'), (found) =>
    found.startsWith('"') ? found : found.replace(/[^\n]/gu, ' '),
  );
  return bare.replace(new RegExp(`${string}|,(?=\\s*[}\\]])`, 'gu'), (found) =>
    found === ',' ? ' ' : found,
  );
}
