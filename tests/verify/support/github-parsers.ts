/** GitHub's own parsers of Actions and workflows. Their package imports JSON as only bundlers do, so it is bundled first. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

type ErrorsOf = (name: string, content: string) => string[];

/** What the parsers say is wrong with a file, by its text. */
export async function githubParsers(): Promise<{ actionErrors: ErrorsOf; workflowErrors: ErrorsOf }> {
  const contents = `
    import { parseAction } from '@actions/workflow-parser/actions/action-parser';
    import { NoOperationTraceWriter } from '@actions/workflow-parser/templates/trace-writer';
    import { parseWorkflow } from '@actions/workflow-parser/workflows/workflow-parser';
    const errors = (parse) => (name, content) =>
      parse({ name, content }, new NoOperationTraceWriter()).context.errors.getErrors().map(({ message }) => message);
    export const actionErrors = errors(parseAction);
    export const workflowErrors = errors(parseWorkflow);
  `;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    format: 'esm',
    platform: 'node',
    // `yaml` has a CommonJS build only for Node, which cannot be part of an ES module.
    conditions: ['import'],
    mainFields: ['module', 'main'],
    external: ['yaml'],
    write: false,
    logLevel: 'error',
  });
  const folder = await mkdtemp(join('node_modules', '.github-parsers-'));
  try {
    const file = join(folder, 'parsers.mjs');
    await writeFile(file, outputFiles[0]?.text ?? '');
    return await import(/* @vite-ignore */ pathToFileURL(file).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}
