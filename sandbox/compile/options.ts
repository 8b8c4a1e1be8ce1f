/**
 * TypeScript's options, for emit and for checking. Numbers are TypeScript's enumerators, so that neither
 * the editor nor the page must load TypeScript to know them; a test holds them to the names.
 */
import type { CompilerOptions } from 'typescript';

const es2016 = 3;
const es2022 = 9;
const esNext = 99;
const bundler = 100;
const force = 3;

/**
 * What a program is checked against, in the editor and in warnings. The libs are a worker's, not the
 * page's: a program runs in a Worker, and `document` is as undefined there as it is in Node.
 */
export const checkOptions = {
  target: es2022,
  module: esNext,
  moduleResolution: bundler,
  moduleDetection: force,
  lib: [
    'lib.es2022.d.ts',
    'lib.webworker.d.ts',
    'lib.webworker.iterable.d.ts',
    'lib.webworker.asynciterable.d.ts',
  ],
  types: [],
  strict: true,
  allowJs: true,
  allowImportingTsExtensions: true,
  erasableSyntaxOnly: true,
  isolatedModules: true,
  noEmit: true,
  skipLibCheck: true,
  verbatimModuleSyntax: true,
} satisfies CompilerOptions;

/**
 * What a program is emitted with. Async functions must be lowered: zone.js cannot follow native `await`,
 * and the active span would be lost. Types are not resolved, so emit needs neither libs nor packages.
 */
export const emitOptions = {
  target: es2016,
  module: esNext,
  moduleResolution: bundler,
  moduleDetection: force,
  noLib: true,
  noResolve: true,
  types: [],
  allowJs: true,
  // Specifiers stay as written, for the lab puts modules in their place; in Node they are right as they are.
  allowImportingTsExtensions: true,
  erasableSyntaxOnly: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  // Fields are defined, not assigned, as in Node.
  useDefineForClassFields: true,
  sourceMap: true,
  outDir: '/out',
  rootDir: '/',
} satisfies CompilerOptions;
