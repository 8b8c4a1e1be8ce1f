/** Which environment variables an answer may depend on. */

/** Those that libraries, Node and shells read without an example naming them. */
const general =
  /^(?:OTEL_.+|NODE_.+|TZ|LANG|LANGUAGE|LC_.+|CI|DEBUG|NO_COLOR|FORCE_COLOR|(?:HTTPS?|ALL|NO)_PROXY|SSL_CERT_.+)$/iu;

/** `process.env.NAME`, `process.env['NAME']`, `const { NAME } = process.env` (any name beside it), `$NAME`, `${NAME}`. */
const named = /\benv\.(\w+)|\benv\[\s*['"`](\w+)['"`]|\$\{?([A-Za-z_]\w*)/gu;
const destructured = /\{([^{}]*)\}\s*=\s*(?:process|import\.meta)\.env\b/gu;

export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that texts read by name, sorted: set or not, both are an answer. */
export function namesRead(texts: readonly string[]): string[] {
  const names = new Set<string>();
  for (const text of texts) {
    for (const [, a, b, c] of text.matchAll(named)) names.add(a ?? b ?? c ?? '');
    for (const [, list = ''] of text.matchAll(destructured)) {
      for (const [name] of list.matchAll(/\w+/gu)) names.add(name);
    }
  }
  names.delete('');
  return [...names].sort();
}

/** What is set of those libraries read, and of those the texts name. */
export function environmentOf(env: Environment, texts: readonly string[]): Record<string, string> {
  const names = [...Object.keys(env).filter((name) => general.test(name)), ...namesRead(texts)];
  const entries = names.flatMap((name): [string, string][] => {
    const value = env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}
