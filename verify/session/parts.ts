/** What a session is made of besides itself. Each part is opened when it is first needed, and closed with the session. */

import type { LessonRunner } from '../lesson/open-lesson-runner.ts';
import type { Backend } from '../model/backend.ts';
import type { DataExample, ProgramExample, Runtime, ShellExample } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Project } from '../model/project.ts';
import type { Ran, Runner } from '../model/run.ts';
import type { TypeDiagnostic, TypesChecked } from '../types/check-types.ts';

/** What a judge says of a run. */
export type Judgement = Pick<Outcome, 'findings' | 'held' | 'results' | 'edits'>;

export interface ProgramVerdict {
  example: ProgramExample;
  /** Absent for an example that is only checked for types. */
  ran?: Ran;
  /** Present when it ran. */
  backend?: Backend;
  runId?: string;
  /** Absent for an example that is only run. */
  types?: readonly TypeDiagnostic[];
  deadlineMs: number;
}

export interface Parts {
  /** @throws `CannotRun` */
  backend(): Promise<Backend>;
  /** @throws `CannotRun` */
  runner(runtime: Runtime): Promise<Runner>;
  /** @throws `CannotRun` */
  lessons(): Promise<LessonRunner>;
  projectOf(document: string): Promise<Project>;
  types(
    examples: readonly { example: ProgramExample; project: Project }[],
    signal: AbortSignal,
  ): Promise<TypesChecked>;
  judge(verdict: ProgramVerdict): Promise<Judgement>;
  /** Resolves when all that is expected of a run has arrived, or `signal` is aborted. */
  untilMet(asked: {
    example: ProgramExample;
    backend: Backend;
    runId: string;
    signal: AbortSignal;
  }): Promise<void>;
  /** A folder of its own for the shell blocks of a document. Removed with the session. */
  shellFolder(document: string): Promise<string>;
  shell(
    example: ShellExample,
    asked: { folder: string; timeoutMs: number; signal: AbortSignal },
  ): Promise<Judgement>;
  data(example: DataExample, signal: AbortSignal): Promise<readonly Finding[]>;
  /** Ends everything that was opened, and awaits its end. */
  dispose(): Promise<void>;
}
