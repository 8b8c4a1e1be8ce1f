import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lexImports, resolveImport } from '../../sandbox/compile/imports.ts';
import { orderModules } from '../../sandbox/compile/module-graph.ts';

describe('lexing', () => {
  test('finds specifiers without their quotes, and no more than there are', () => {
    const code = `import a from "a"; // import b from "b"
      export * from './c.ts'; const text = 'import "d"'; import('e').then(); import(f); import.meta.url; import(\`g\${a}\`);`;
    expect(lexImports(code).map(({ start, end }) => code.slice(start, end))).toEqual(['a', './c.ts', 'e']);
  });

  test('a module put in the place of each specifier is what is imported then', () => {
    const name = fc.stringMatching(/^[a-z@./-]{1,20}$/u);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('import x from ', 'export * from ', 'import('), name)),
        (parts) => {
          const code = parts
            .map(([head, specifier]) => `${head}'${specifier}'${head.endsWith('(') ? ')' : ''};\n`)
            .join('');
          expect(lexImports(code).map(({ start, end }) => code.slice(start, end))).toEqual(
            parts.map(([, specifier]) => specifier),
          );
        },
      ),
    );
  });
});

describe('resolving', () => {
  const files = { 'shopper.ts': '', 'lib/clock.ts': '', 'data.json': '{}', 'old.js': '' };
  const packages = ['@opentelemetry/api', '@opentelemetry/sdk-trace-web', 'hono', 'hono/cors'];
  const resolve = (specifier: string, from = 'shopper.ts') => {
    const target = resolveImport(specifier, from, files, packages);
    return 'problem' in target ? target.problem : target;
  };

  test('files, from where the import is written', () => {
    expect(resolve('./lib/clock.ts')).toEqual({ kind: 'file', file: 'lib/clock.ts' });
    expect(resolve('../shopper.ts', 'lib/clock.ts')).toEqual({ kind: 'file', file: 'shopper.ts' });
    expect(resolve('./old.js')).toEqual({ kind: 'file', file: 'old.js' });
  });

  test('packages, by their exact name', () => {
    expect(resolve('hono/cors')).toEqual({ kind: 'vendor', specifier: 'hono/cors' });
  });

  test.each([
    [
      './lib/clock',
      'Did you mean "./lib/clock.ts"? An import names the file with its ending, as Node wants it.',
    ],
    ['./lib/clock.js', 'Did you mean "./lib/clock.ts"?'],
    ['./lib/clok.ts', 'Did you mean "./lib/clock.ts"?'],
    ['../../etc/passwd.ts', 'There is no file "../../etc/passwd.ts".'],
    ['/lib/clock.ts', 'There is no file "/lib/clock.ts".'],
    ['./constructor', 'There is no file "./constructor".'],
    ['./data.json', '"./data.json" is not a module. Put the data in a .ts file and export it from there.'],
    ['./style.css', '"./style.css" is not a module.'],
    ['./view.tsx', 'JSX is not set up here'],
    ['@opentelemetry/sdk-trace-wbe', 'Did you mean "@opentelemetry/sdk-trace-web"?'],
    ['@opentelemetry/sdk-trace-node', 'It is for Node; in the page use "@opentelemetry/sdk-trace-web".'],
    ['constructor', 'There is no "constructor" here.'],
    ['node:fs', 'It is part of Node'],
    ['https://example.com/x.js', 'A program cannot load code from the network.'],
    ['old.js', 'For the file write "./old.js".'],
  ])('%s: says what is wrong', (specifier, message) => {
    expect(resolve(specifier)).toContain(message);
  });

  test('lists what can be imported, files first', () => {
    expect(resolve('left-pad')).toContain(
      'A program here can import: ./lib/clock.ts, ./old.js, @opentelemetry/api, @opentelemetry/sdk-trace-web, hono, hono/cors.',
    );
  });
});

test('the order has every module after those it imports, or there is a cycle that the imports really make', () => {
  const graph = fc.array(fc.array(fc.nat(7), { maxLength: 4 }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(graph, (edges) => {
      const importsOf = (file: string) => (edges[Number(file)] ?? []).map(String);
      const { order, cycles } = orderModules(['0'], importsOf);
      for (const cycle of cycles) {
        expect(cycle[0]).toBe(cycle.at(-1));
        for (const [index, file] of cycle.slice(0, -1).entries())
          expect(importsOf(file)).toContain(cycle[index + 1]);
      }
      if (cycles.length > 0) return;
      for (const [index, file] of order.entries())
        for (const next of importsOf(file)) expect(order.indexOf(next)).toBeLessThan(index);
    }),
  );
});
