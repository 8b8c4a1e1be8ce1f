/** The compiler, asked from the page or from the lab's Worker. */
import type { FileSet } from '../schemas/file-set.ts';
import type { Diagnostic } from '../schemas/run-event.ts';
import { diagnosticOfFile } from './diagnostics.ts';
import type { CompileResult } from './emitted-module.ts';
import { latestOnly } from './latest-only.ts';
import { createWorkerSeat, type WorkerSeatParts } from './worker-seat.ts';

export interface CompileClient {
  /** Never rejects: when the compiler cannot be had, or takes too long, `diagnostics` says so. */
  compile(files: FileSet, entries: readonly string[]): Promise<CompileResult>;
  /** Warnings; none when the compiler cannot be had. Calls made while one waits are answered together, by the last. */
  typeCheck(files: FileSet): Promise<Diagnostic[]>;
  /** Load the compiler ahead of its first use. */
  warm(): void;
  /** End the Workers. What is still asked is answered as failed; a later call starts new ones. */
  dispose(): void;
}

export type CompileClientParts = Pick<WorkerSeatParts, 'urls'> & Partial<WorkerSeatParts>;

/**
 * A compiler in Workers of its own: whatever is pasted into the editor, the page goes on. Types are checked in
 * a second one, started when first asked for: a check takes seconds at first, and Run does not wait for it.
 */
export function openCompiler(given: CompileClientParts): CompileClient {
  const parts: WorkerSeatParts = {
    createWorker: () => new Worker(new URL('./compile-worker.ts', import.meta.url), { type: 'module' }),
    limitMs: 10_000,
    later: (work, ms) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    ...given,
  };
  const compiling = createWorkerSeat(parts);
  const checking = createWorkerSeat(parts);

  return {
    async compile(files, entries) {
      const answer = await compiling.ask({ type: 'compile', files, entries });
      if (answer.type === 'compiled') return answer.result;
      const message =
        answer.type === 'failed' ? answer.message : `found answer "${answer.type}" to "compile"`;
      return { diagnostics: [diagnosticOfFile(entries[0] ?? '', 'not-compiled', message)], modules: [] };
    },
    typeCheck: latestOnly(async (files: FileSet) => {
      const answer = await checking.ask({ type: 'type-check', files });
      return answer.type === 'type-checked' ? answer.diagnostics : [];
    }),
    warm: () => compiling.warm(),
    dispose() {
      for (const seat of [compiling, checking]) seat.end('The compiler was closed.');
    },
  };
}
