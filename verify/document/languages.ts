/** What the language of a block makes it. */

const programs: Readonly<Record<string, string>> = {
  ts: 'ts',
  typescript: 'ts',
  tsx: 'tsx',
  mts: 'mts',
  cts: 'cts',
  js: 'js',
  javascript: 'js',
  jsx: 'jsx',
  mjs: 'mjs',
  cjs: 'cjs',
};
const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'shell', 'zsh', 'console', 'shellscript']);
const yamls: ReadonlySet<string> = new Set(['yaml', 'yml']);

/** The ending of a file in a language a program is written in; undefined for other languages. */
export function programEnding(language: string): string | undefined {
  return Object.hasOwn(programs, language) ? programs[language] : undefined;
}

export function isShell(language: string): boolean {
  return shells.has(language);
}

/** The ending of a shell block's file: bash and zsh are run by themselves, all others by `sh`. */
export function shellEnding(language: string): 'sh' | 'bash' | 'zsh' {
  return language === 'bash' || language === 'zsh' ? language : 'sh';
}

export function isYaml(language: string): boolean {
  return yamls.has(language);
}

/** Could something hold a block in this language? Those count for coverage. */
export function canBeHeld(language: string): boolean {
  return (
    programEnding(language) !== undefined || isShell(language) || isYaml(language) || language === 'json'
  );
}

/** Is it, by its name, a file a program can be started from? */
export function isProgramFile(name: string): boolean {
  return /\.(?:[mc]?[jt]s|[jt]sx)$/u.test(name) && !name.endsWith('.d.ts');
}
