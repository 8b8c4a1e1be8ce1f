type Files = Readonly<Record<string, string>>;

/**
 * The files of a lesson's Node project: the exercise as solved, with the project's own files over it
 * (its `tracing.ts` differs from the page's: Node has another context manager). `package.json` comes first.
 */
export function takeHomeFiles(lesson: { start: Files; solution: Files; node: Files }): Files {
  const files = { ...lesson.start, ...lesson.solution, ...lesson.node };
  const rank = (name: string) => (name === 'package.json' ? 0 : name.endsWith('.ts') ? 2 : 1);
  const names = Object.keys(files).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(names.map((name) => [name, files[name] ?? '']));
}

/** Dependencies of the project's `package.json` with their versions. */
export function pinnedPackages(files: Files): [name: string, version: string][] {
  return Object.entries(manifestOf(files).dependencies);
}

/** What to type, in order: install, start what is needed, run each program. */
export function takeHomeCommands(files: Files): string {
  const scripts = Object.keys(manifestOf(files).scripts);
  return [
    'npm install',
    ...('compose.yaml' in files ? ['docker compose up -d'] : []),
    ...scripts.map((script, index) => `npm run ${script}${index === 0 ? '' : '   # in another terminal'}`),
  ].join('\n');
}

function manifestOf(files: Files): { dependencies: Record<string, string>; scripts: Record<string, string> } {
  const manifest = JSON.parse(files['package.json'] ?? '{}');
  return { dependencies: manifest.dependencies ?? {}, scripts: manifest.scripts ?? {} };
}
