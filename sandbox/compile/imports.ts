/** Imports: where a text has them, what they lead to, and what to say when they lead nowhere. */
import { parse } from 'es-module-lexer/js';
import { closest } from '../expect/closest.ts';
import type { FileSet } from '../schemas/file-set.ts';
import type { ImportSite } from '../vendor/vendor-bundle.ts';
import type { ImportTarget } from './emitted-module.ts';

export interface LexedImport extends ImportSite {
  specifier: string;
}

/**
 * The imports of an ES module with a literal specifier, static and dynamic, in order. `start` and `end`
 * are those of the specifier without its quotes. Throws a `SyntaxError` for what is no module.
 */
export function lexImports(code: string): LexedImport[] {
  const [imports] = parse(code);
  return imports.flatMap((each) => {
    if (each.type === 'import-meta' || each.specifier === undefined) return [];
    if (each.type !== 'dynamic') return [{ start: each.start, end: each.end, specifier: each.specifier }];
    if (each.glob) return [];
    // A dynamic import's argument is an expression: its span includes the quotes.
    return [{ start: each.start + 1, end: each.end - 1, specifier: each.specifier }];
  });
}

/** What a program can be made of. */
const moduleEnding = /\.(?:ts|mts|js|mjs)$/u;

export function isModule(file: string): boolean {
  return moduleEnding.test(file) && !file.endsWith('.d.ts');
}

/** Where `specifier`, written in `from`, leads; or a sentence or two about why it leads nowhere. */
export function resolveImport(
  specifier: string,
  from: string,
  files: FileSet,
  importable: Iterable<string>,
): ImportTarget | { problem: string } {
  const packages = [...importable];
  if (packages.includes(specifier)) return { kind: 'vendor', specifier };
  if (/^\.{0,2}\//u.test(specifier)) return resolveFile(specifier, from, files);
  return {
    problem: `${unknownPackage(specifier, files, packages)}\n${whatCanBeImported(from, files, packages)}`,
  };
}

function resolveFile(specifier: string, from: string, files: FileSet): ImportTarget | { problem: string } {
  const file = joinPath(from, specifier);
  if (!isModule(specifier) && /\.\w+$/u.test(specifier))
    return { problem: `"${specifier}" is not a module. ${whatInstead(specifier)}` };
  if (file !== undefined && Object.hasOwn(files, file)) return { kind: 'file', file };

  const modules = Object.keys(files).filter((each) => isModule(each) && each !== from);
  const stem = (name: string) => name.replace(/\.\w+$/u, '');
  const sameStem = file === undefined ? undefined : modules.find((each) => stem(each) === stem(file));
  const meant = sameStem ?? closest(file ?? specifier, modules);
  const suggestion = meant === undefined ? '' : ` Did you mean "${relativePath(from, meant)}"?`;
  const why = sameStem === undefined ? '' : ' An import names the file with its ending, as Node wants it.';
  const others = modules.map((each) => `"${relativePath(from, each)}"`).join(', ');
  const list = others === '' ? 'There is no other file to import.' : `Files to import: ${others}.`;
  return { problem: `There is no file "${specifier}".${suggestion}${why}\n${list}` };
}

function whatInstead(specifier: string): string {
  if (specifier.endsWith('.json')) return 'Put the data in a .ts file and export it from there.';
  if (specifier.endsWith('.css')) return 'There is no page to style here.';
  if (/\.[jt]sx$/u.test(specifier)) return 'JSX is not set up here: use a .ts file.';
  return 'A program can import .ts and .js files.';
}

/** What each of these is called today, or what takes its place in the page. */
const insteadOf: Record<string, string> = {
  '@opentelemetry/tracing': 'It was renamed: use "@opentelemetry/sdk-trace-base".',
  '@opentelemetry/web': 'It was renamed: use "@opentelemetry/sdk-trace-web".',
  '@opentelemetry/node':
    'It was renamed to "@opentelemetry/sdk-trace-node", for Node only; in the page use "@opentelemetry/sdk-trace-web".',
  '@opentelemetry/sdk-trace-node': 'It is for Node; in the page use "@opentelemetry/sdk-trace-web".',
  '@opentelemetry/sdk-node': 'It is for Node; in the page use "@opentelemetry/sdk-trace-web".',
  '@opentelemetry/exporter-collector': 'It was replaced by "@opentelemetry/exporter-trace-otlp-http".',
  '@opentelemetry/exporter-jaeger': 'Jaeger takes OTLP today: use "@opentelemetry/exporter-trace-otlp-http".',
  '@opentelemetry/exporter-trace-otlp-grpc':
    'gRPC needs Node; in the page use "@opentelemetry/exporter-trace-otlp-http".',
  '@opentelemetry/context-async-hooks': 'It is for Node; in the page use "@opentelemetry/context-zone".',
  '@opentelemetry/instrumentation-http':
    'It is for Node; in the page use "@opentelemetry/instrumentation-fetch" and "@hono/otel".',
  '@opentelemetry/auto-instrumentations-node':
    'It is for Node; in the page use "@opentelemetry/instrumentation-fetch" and "@hono/otel".',
  express: 'In the page servers are written with "hono".',
  axios: 'In the page requests are made with `fetch`.',
  'node-fetch': '`fetch` is built in.',
};

const nodeBuiltIn =
  /^(?:node:|(?:assert|buffer|child_process|crypto|events|fs|http|https|net|os|path|stream|timers|url|util|worker_threads|zlib)(?:\/|$))/u;

function unknownPackage(specifier: string, files: FileSet, packages: readonly string[]): string {
  const found = `There is no "${specifier}" here.`;
  const instead = Object.hasOwn(insteadOf, specifier) ? insteadOf[specifier] : undefined;
  if (instead !== undefined) return `${found} ${instead}`;
  if (nodeBuiltIn.test(specifier)) return `${found} It is part of Node, and this program runs in the page.`;
  if (/^[a-z]+:/u.test(specifier)) return `${found} A program cannot load code from the network.`;
  const file = Object.keys(files).find((each) => each === specifier || each === `${specifier}.ts`);
  if (file !== undefined && isModule(file)) return `${found} For the file write "./${file}".`;
  const meant = closest(specifier, packages);
  return meant === undefined ? found : `${found} Did you mean "${meant}"?`;
}

function whatCanBeImported(from: string, files: FileSet, packages: readonly string[]): string {
  const own = Object.keys(files).filter((each) => isModule(each) && each !== from);
  const isSubpath = (name: string) => name.split('/').length > (name.startsWith('@') ? 2 : 1);
  const names = [
    ...own.map((each) => relativePath(from, each)),
    ...packages.filter((each) => !isSubpath(each)),
    ...packages.filter(isSubpath),
  ];
  return `A program here can import: ${names.join(', ')}.`;
}

/** `specifier` from the folder of `from`; undefined when it leaves the set. */
function joinPath(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('/')) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

function relativePath(from: string, to: string): string {
  const folder = from.split('/').slice(0, -1);
  const target = to.split('/');
  while (folder.length > 0 && folder[0] === target[0] && target.length > 1) {
    folder.shift();
    target.shift();
  }
  return folder.length === 0 ? `./${target.join('/')}` : `${'../'.repeat(folder.length)}${target.join('/')}`;
}
