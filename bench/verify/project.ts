/** The project the documents stand in: a folder of its own, with what the examples import. */
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMeasured } from './run-measured.ts';
import { documentOf, perDocument, type Snippet, snippet } from './snippets.ts';

/** Outside the repository: what git ignores, and folders with a dot, hold no documents. Kept for the next time. */
export const projectFolder = join(tmpdir(), 'spanlab-bench-verify');

const packageJson = {
  name: 'bench-verify',
  private: true,
  type: 'module',
  dependencies: {
    '@opentelemetry/api': '1.9.1',
    '@opentelemetry/exporter-trace-otlp-http': '0.223.0',
    '@opentelemetry/resources': '2.12.0',
    '@opentelemetry/sdk-trace-base': '2.12.0',
    '@opentelemetry/semantic-conventions': '1.45.0',
  },
};

const tsconfig = {
  compilerOptions: {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    lib: ['es2022', 'dom'],
  },
};

/** Installs it, once. */
export async function openProject(): Promise<void> {
  await mkdir(projectFolder, { recursive: true });
  await writeFile(join(projectFolder, 'package.json'), JSON.stringify(packageJson, null, 2));
  await writeFile(join(projectFolder, 'tsconfig.json'), JSON.stringify(tsconfig, null, 2));
  const installed = await access(join(projectFolder, 'node_modules/.package-lock.json')).then(
    () => true,
    () => false,
  );
  if (installed) return;
  const { code, output } = await runMeasured('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: projectFolder,
  });
  if (code !== 0) throw new Error(`npm install failed: ${output.slice(-500)}`);
}

/**
 * Writes so many examples as documents into a folder of the project, in place of what is there, and as a file each
 * for the compiler alone. Returns the folder's name.
 */
export async function writeDocuments(count: number, changed?: (number: number) => Snippet): Promise<string> {
  const name = `docs-${count}${changed === undefined ? '' : '-seeded'}`;
  const folder = join(projectFolder, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'files'), { recursive: true });
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const snippets = numbers.map((number) => ({ ...(changed ?? snippet)(number), number }));
  for (let first = 0; first < count; first += perDocument) {
    const file = join(folder, documentName(first + 1));
    await writeFile(file, documentOf(snippets.slice(first, first + perDocument)));
  }
  if (changed !== undefined) return name;
  const { compilerOptions } = tsconfig;
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['files'] }));
  for (const { number, code } of snippets) await writeFile(join(folder, 'files', `order-${number}.ts`), code);
  return name;
}

/** The document an example stands in. */
export function documentName(number: number): string {
  return `orders-${Math.ceil(number / perDocument)}.md`;
}
