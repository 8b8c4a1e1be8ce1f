/** Running a program of an example: what a runner is asked, and what it says. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { ProgramExample, Runtime } from './example.ts';
import type { Project } from './project.ts';

export interface Job {
  /** Unique: spans of this run are told by it. */
  runId: string;
  example: ProgramExample;
  project: Project;
  /** Where its spans go: base address of OTLP/HTTP, told to the program as `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  endpoint: string;
  /** Set by the session when nothing else runs and ports 4317 and 4318 lead to `endpoint`: the example has a process of its own. */
  alone: boolean;
  timeoutMs: number;
  /** For a program that goes on by itself: resolves when it has shown what it must, and may be ended. */
  enough?: Promise<void>;
  /** For the same: called whenever it has shown something more, with what gives all of it so far. */
  shows?: (soFar: () => Shown) => void;
  signal: AbortSignal;
}

/** What a program has shown while it still runs. */
export interface Shown extends Pick<Ran, 'output' | 'printed'> {
  /** Its top level has finished. */
  settled: boolean;
  /** Something was thrown that nobody caught. */
  failed: boolean;
}

/** A position in one of the example's files, both from 1; the session turns it into the document's. */
export interface FilePosition {
  file: string;
  line: number;
  column: number;
}

export interface OutputLine {
  stream: 'stdout' | 'stderr';
  text: string;
}

export interface RunError {
  /** `late`: thrown after the top level had finished. */
  kind: 'threw' | 'rejected' | 'late';
  name: string;
  message: string;
  /** Stack frames that lie in the example's own files, innermost first. */
  frames: readonly FilePosition[];
  stack: string;
  /** Nothing of the program has run: the text could not be compiled, or imports what is not exported. */
  notCompiled?: true;
}

/** Something other than an error that went wrong; the session makes a finding of it. */
export interface RunTrouble {
  rule: 'import' | 'timeout' | 'too-much-output' | 'killed-itself' | 'left-behind' | 'export' | 'backend';
  message: string;
  at?: FilePosition;
}

export interface Ran {
  /** `process.exit`, or 0. */
  exitCode: number;
  output: readonly OutputLine[];
  /** Spans a ConsoleSpanExporter printed. */
  printed: readonly Span[];
  errors: readonly RunError[];
  troubles: readonly RunTrouble[];
  /** Did a tracer provider acknowledge a flush at the end? `none`: the program registered none. */
  flush: 'acknowledged' | 'failed' | 'none';
  /** Files of the project (not of `node_modules`) that took part: absolute paths, for the cache. */
  loaded: readonly string[];
  /** Why it must be run each time: it took something from elsewhere that no key has. Absent: nothing was seen. */
  notRemembered?: string;
  durationMs: number;
}

export interface Runner {
  readonly runtime: Runtime;
  /** How many runs it takes at a time. */
  readonly width: number;
  /** Its own version, for the cache: Node's, Chromium's. */
  readonly version: string;
  /**
   * Once, before the first run: bundles what all the examples import, and starts what they share.
   * @throws `CannotRun` when the runtime is not there
   */
  prepare(examples: readonly { example: ProgramExample; project: Project }[]): Promise<void>;
  /** Never rejects for what a program does. Rejects with `CannotRun` when the runtime itself has gone. */
  run(job: Job): Promise<Ran>;
  /** Ends every process, thread and page it has started, and awaits their end. */
  dispose(): Promise<void>;
}

/** The whole command cannot go on: exit code 2. Says what is missing and how to get it. */
export class CannotRun extends Error {
  override name = 'CannotRun';
}
