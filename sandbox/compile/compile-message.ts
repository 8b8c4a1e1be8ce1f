/** What the page and the compile worker say to each other. */
import type { FileSet } from '../schemas/file-set.ts';
import type { Diagnostic } from '../schemas/run-event.ts';
import type { LabAssets } from '../vendor/vendor-bundle.ts';
import type { CompileResult } from './emitted-module.ts';

/** Where the worker finds what it reads: absolute URLs. */
export type CompilerUrls = Record<keyof Pick<LabAssets, 'importable' | 'types' | 'libs'>, string>;

export type CompileRequest =
  /** Comes first, once. */
  | { type: 'open'; urls: CompilerUrls }
  | { type: 'compile'; id: number; files: FileSet; entries: readonly string[] }
  | { type: 'type-check'; id: number; files: FileSet };

export type CompileResponse =
  /** TypeScript is loaded: what is asked from now on is answered at once. */
  | { type: 'ready' }
  | { type: 'compiled'; id: number; result: CompileResult }
  | { type: 'type-checked'; id: number; diagnostics: Diagnostic[] }
  /** The work itself broke, such as an asset that could not be fetched. */
  | { type: 'failed'; id: number; message: string };
