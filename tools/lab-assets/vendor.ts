/** Bundles what programs can import into ES modules that a realm can load as blobs. */
import path from 'node:path';
import { build, type OutputFile } from 'esbuild';
import ts from 'typescript';
import { lexImports } from '../../sandbox/compile/imports.ts';
import { packageSpecifiers, patchesGlobals, virtualSpecifiers } from '../../sandbox/vendor/importable.ts';
import type { VendorBundle, VendorChunk } from '../../sandbox/vendor/vendor-bundle.ts';
import { tellSpanStarts } from './span-starts.ts';

const outdir = '/vendor';

/** Sources of the packages that are ours. */
const virtualSources: Record<(typeof virtualSpecifiers)[number], string> = {
  '@hono/node-server': 'sandbox/realm/browser/node-server.ts',
};

/** `@hono/otel` → `hono-otel`. */
const chunkName = (specifier: string) => specifier.replace(/^@/u, '').replaceAll('/', '-');

export interface BundledVendor {
  bundle: VendorBundle;
  /** For each specifier the names its module exports. */
  values: Map<string, string[]>;
  /** Files of ours that are in the bundle, relative to `root`. */
  inputs: string[];
}

/**
 * Bundle every importable package.
 * Throws if native async is left in it, or if chunks import each other in a circle.
 */
export async function bundleVendor(root: string): Promise<BundledVendor> {
  const sources = new Map<string, string>([
    ...packageSpecifiers.map((specifier) => [specifier, specifier] as const),
    ...virtualSpecifiers.map((specifier) => [specifier, path.join(root, virtualSources[specifier])] as const),
  ]);
  const home = path.join(root, 'sandbox/vendor/sdk2');
  const result = await build({
    absWorkingDir: home,
    entryPoints: Object.fromEntries(
      [...sources].map(([specifier, source]) => [chunkName(specifier), source]),
    ),
    plugins: [tellSpanStarts],
    outdir,
    chunkNames: 'shared-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    // The active span is lost across native `await`; lowered, zone.js keeps it.
    target: 'es2016',
    minify: true,
    // Class names are read in the console ("SpanImpl {…}"), function names in stack traces.
    keepNames: true,
    legalComments: 'none',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });

  const entries: Record<string, string> = {};
  const values = new Map<string, string[]>();
  for (const specifier of sources.keys()) {
    const name = `${chunkName(specifier)}.js`;
    entries[specifier] = name;
    const output = Object.entries(result.metafile.outputs).find(([file]) => path.basename(file) === name);
    values.set(specifier, (output?.[1].exports ?? []).toSorted());
  }
  const chunks = inDependencyOrder(result.outputFiles.map(readChunk));
  for (const chunk of chunks) assertNoNativeAsync(chunk);
  const inputs = Object.keys(result.metafile.inputs)
    .map((file) => path.relative(root, path.resolve(home, file)))
    .filter((file) => !file.startsWith('node_modules'));
  return { bundle: { entries, chunks, warm: warmChunks(entries, chunks) }, values, inputs };
}

function readChunk(file: OutputFile): VendorChunk {
  const imports = lexImports(file.text).map(({ start, end, specifier }) => ({
    start,
    end,
    chunk: path.basename(specifier),
  }));
  return { name: path.basename(file.path), code: file.text, imports };
}

function inDependencyOrder(chunks: readonly VendorChunk[]): VendorChunk[] {
  const byName = new Map(chunks.map((chunk) => [chunk.name, chunk]));
  const ordered = new Set<VendorChunk>();
  const visit = (name: string, trail: readonly string[]): void => {
    if (trail.includes(name))
      throw new Error(`Vendor chunks import each other: ${[...trail, name].join(' → ')}.`);
    const chunk = byName.get(name);
    if (chunk === undefined)
      throw new Error(`Vendor chunk ${trail.at(-1)} imports "${name}", which is not in the bundle.`);
    if (ordered.has(chunk)) return;
    for (const each of chunk.imports) visit(each.chunk, [...trail, name]);
    ordered.add(chunk);
  };
  for (const chunk of chunks) visit(chunk.name, []);
  return [...ordered];
}

/** All but the chunks that patch globals, and those that lead to them. */
function warmChunks(entries: Record<string, string>, chunks: readonly VendorChunk[]): string[] {
  const cold = new Set(patchesGlobals.map((specifier) => entries[specifier]));
  for (const chunk of chunks) if (chunk.imports.some((each) => cold.has(each.chunk))) cold.add(chunk.name);
  return chunks.map((chunk) => chunk.name).filter((name) => !cold.has(name));
}

function assertNoNativeAsync(chunk: VendorChunk): void {
  const source = ts.createSourceFile(chunk.name, chunk.code, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS);
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AsyncKeyword || node.kind === ts.SyntaxKind.AwaitExpression) {
      const found = chunk.code.slice(node.pos, node.pos + 80);
      throw new Error(
        `Vendor chunk ${chunk.name} has native async at "${found}": context would be lost there.`,
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}
