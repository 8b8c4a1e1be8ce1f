/** What a session is made of besides itself. Each part is opened when it is first needed, and closed with the session. */

import type { Case, Judged } from '../judge/judge.ts';
import type { Showing } from '../judge/until-met.ts';
import type { LessonRunner } from '../lesson/open-lesson-runner.ts';
import type { Backend } from '../model/backend.ts';
import type { DataExample, ProgramExample, Runtime, ShellExample } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import type { Project } from '../model/project.ts';
import type { Runner } from '../model/run.ts';
import type { TypesChecked } from '../types/check-types.ts';

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
  judge(each: Case): Promise<Judged>;
  /** Resolves when all that is expected of a run has arrived or been printed, or `signal` is aborted. */
  untilMet(asked: {
    example: ProgramExample;
    backend: Backend;
    runId: string;
    showing: Showing;
    signal: AbortSignal;
  }): Promise<void>;
  /** A folder of its own for the shell blocks of a document. Removed with the session. */
  shellFolder(document: string): Promise<string>;
  shell(
    example: ShellExample,
    asked: { runId: string; folder: string; timeoutMs: number; signal: AbortSignal },
  ): Promise<Judged>;
  /** `note`: what could not be checked. */
  data(example: DataExample, signal: AbortSignal): Promise<{ findings: readonly Finding[]; note?: string }>;
  /** Ends everything that was opened, and awaits its end. */
  dispose(): Promise<void>;
}
