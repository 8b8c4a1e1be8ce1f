/** What a document asks to be verified: examples, each made of one or several fenced blocks. */
import type { Expectation } from '@spanlab/sandbox/schemas/expectation.ts';
import type { DocumentEdit, Finding } from './finding.ts';
import type { LineOrigin, Place } from './place.ts';

export const runtimes = ['node', 'chromium'] as const;
export type Runtime = (typeof runtimes)[number];

/** One file of an example, put together from its blocks, hidden lines included. */
export interface ExampleFile {
  /** As the example's other files import it: `tracing.ts`. Made up from the block's line when it has none. */
  name: string;
  text: string;
  /** For each line of `text`, where it begins in the document. */
  origins: readonly LineOrigin[];
}

/** A block that says what a run must print. Snapbox's placeholders: `[..]` in a line, `...` for lines, `[TRACE_ID]` and so on. */
export interface ExpectedOutput {
  text: string;
  at: Place;
  /** The document's lines between the fences: what `--update` replaces. `endLine` = `line - 1` when empty. */
  lines: { line: number; endLine: number };
  /** Spaces (or `> `) each line of the block begins with in the document. */
  indent: string;
}

/** A block that says which error must end the run, or keep it from being compiled (`TS2345: …`). */
export interface ExpectedError {
  /** A line as in `ExpectedOutput`: `TypeError: Cannot read [..]`. */
  pattern: string;
  /** Where in the example it must be thrown; absent: anywhere. */
  line?: { file: string; line: number };
  at: Place;
}

/** A YAML `expect` block, or a TypeScript `defineExpect` one. */
export interface ExpectedSpans {
  expectation: Expectation;
  at: Place;
  /** Where each check stands, in their order. */
  checks: readonly Place[];
  /** The block as it stands, without indent: what `--update` changes where a check falls short. */
  text: string;
  lines: { line: number; endLine: number };
  indent: string;
  /** Only YAML is rewritten by `--update`. */
  language: 'yaml' | 'ts';
}

/** Settings from an info string; absent: as the configuration has it. */
export interface ExampleOptions {
  runtimes?: readonly Runtime[];
  timeoutMs?: number;
  /** Run while nothing else runs. */
  alone?: boolean;
  /** A server: it is ended when its expectation is met. */
  keepsRunning?: boolean;
  /** Only checked for types. */
  noRun?: boolean;
  /** Only run. */
  noCheck?: boolean;
  /** It sets up tracing and sends nothing, on purpose. */
  noTelemetry?: boolean;
  skip?: { until: string; reason: string; at: Place };
  /** Exit code of a shell block, or of a program that calls `process.exit`. Default 0. */
  exitCode?: number;
  /** `cwd=project`: a shell block runs in its project's folder, not in one of its own. */
  inProject?: boolean;
}

interface ExampleBase {
  /** Stable as long as the document is: `docs/guide.md#checkout`, or `docs/guide.md#3` (the third without a name). */
  id: string;
  /** The name in the info string, else the nearest heading's text and ordinal, for people. */
  title: string;
  /** Absolute path of the document. */
  document: string;
  /** The fence of its first block. */
  at: Place;
  options: ExampleOptions;
}

export interface ProgramExample extends ExampleBase {
  kind: 'program';
  /** At least one. */
  files: readonly ExampleFile[];
  /** The name of the file that is run. */
  entry: string;
  outputs: readonly ExpectedOutput[];
  error?: ExpectedError;
  spans: readonly ExpectedSpans[];
}

export interface ShellExample extends ExampleBase {
  kind: 'shell';
  file: ExampleFile;
  outputs: readonly ExpectedOutput[];
}

export const dataKinds = ['collector', 'compose', 'kubernetes'] as const;
export interface DataExample extends ExampleBase {
  kind: 'data';
  schema: (typeof dataKinds)[number];
  file: ExampleFile;
}

/** A folder with `lab.yaml` and `expect.yaml`: a lesson of Spanlab's own. Id is its slug. */
export interface LessonExample extends ExampleBase {
  kind: 'lesson';
  folder: string;
}

export type Example = ProgramExample | ShellExample | DataExample | LessonExample;

/** What was read from one document. */
export interface ReadDocument {
  /** As `Place.file`. */
  file: string;
  path: string;
  text: string;
  examples: readonly Example[];
  /** Unclosed fences, unknown words, missing regions: examples they belong to are left out. */
  findings: readonly Finding[];
  /** Blocks in a language that could be held (ts, js, sh, yaml, json …) and what holds them; for coverage. */
  blocks: readonly CoveredBlock[];
  /** Source files whose regions it includes: absolute paths. Part of its cache key. */
  includes: readonly string[];
  /** What is wrong with regions, mended: for `--update`. */
  edits: readonly DocumentEdit[];
}

export interface CoveredBlock {
  at: Place;
  language: string;
  /** Absent: nothing holds this block. */
  example?: string;
}
