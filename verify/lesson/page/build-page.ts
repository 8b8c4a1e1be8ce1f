/** The page's scripts: itself, and the Workers the lab starts, each found by the name its source has. */
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const sources = [
  here('./main.ts'),
  here('../../../sandbox/lab/lab-worker.ts'),
  here('../../../sandbox/compile/compile-worker.ts'),
  here('../../../sandbox/collector/collector-worker.ts'),
];

/** From a file's name, such as `lab-worker.ts`, to its script. */
export async function buildPage(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: sources,
    bundle: true,
    write: false,
    outdir: here('.'),
    entryNames: '[name]',
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    logLevel: 'silent',
  });
  return new Map(
    outputFiles.map(({ path, contents }) => [basename(path).replace(/\.js$/u, '.ts'), contents]),
  );
}

export const pageHtml = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The lab without a workbench</title>
<link rel="icon" href="data:,"></head>
<body><script type="module" src="/main.ts"></script></body></html>`;
