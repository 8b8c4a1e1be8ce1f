const languages: Readonly<Record<string, string>> = {
  ts: 'ts',
  js: 'js',
  json: 'json',
  yaml: 'yaml',
  yml: 'yaml',
  sh: 'sh',
  env: 'sh',
  md: 'md',
};

/** The highlighter's name for a file's language; plain text for what it does not know. */
export function languageOf(file: string): string {
  if (/(^|\/)Dockerfile$/u.test(file)) return 'dockerfile';
  return languages[file.split('.').at(-1) ?? ''] ?? 'text';
}
