/** The compiler, asked from the page or from the lab's Worker. */
import type { FileSet } from '../schemas/file-set.ts';
import type { Diagnostic } from '../schemas/run-event.ts';
import type { CompileRequest, CompileResponse, CompilerUrls } from './compile-message.ts';
import { diagnosticOfFile } from './diagnostics.ts';
import type { CompileResult } from './emitted-module.ts';
import { latestOnly } from './latest-only.ts';

export interface CompileClient {
  /** Never rejects: when the compiler cannot be had, or takes too long, `diagnostics` says so. */
  compile(files: FileSet, entries: readonly string[]): Promise<CompileResult>;
  /** Warnings; none when the compiler cannot be had. Calls made while one waits are answered together, by the last. */
  typeCheck(files: FileSet): Promise<Diagnostic[]>;
  /** Load the compiler ahead of its first use. */
  warm(): void;
  /** End the Worker. What is still asked is answered as failed; a later call starts a new one. */
  dispose(): void;
}

export type CompileWorker = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

export interface CompileClientParts {
  /** Where the lab's assets are. Asked when the compiler is first needed. */
  urls: () => Promise<CompilerUrls>;
  createWorker?: () => CompileWorker;
  /** What one request may take once TypeScript is loaded. A Worker that takes longer is given up. */
  limitMs?: number;
  /** Calls `work` after `ms`; the function it returns calls that off. */
  later?: (work: () => void, ms: number) => () => void;
}

type Job =
  | { type: 'compile'; files: FileSet; entries: readonly string[] }
  | { type: 'type-check'; files: FileSet };
type Answer = Extract<CompileResponse, { id: number }>;

/** A compiler in a Worker of its own: whatever is pasted into the editor, the page goes on. */
export function openCompiler({
  urls,
  createWorker = () => new Worker(new URL('./compile-worker.ts', import.meta.url), { type: 'module' }),
  limitMs = 10_000,
  later = (work, ms) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
}: CompileClientParts): CompileClient {
  let current: ReturnType<typeof startWorker> | undefined;
  let lastId = 0;

  function startWorker() {
    const worker = createWorker();
    const waiting = new Map<number, (answer: Answer) => void>();
    let stopTimer = () => {};
    let isReady = false;

    const end = (message: string): void => {
      if (current?.worker === worker) current = undefined;
      stopTimer();
      worker.terminate();
      for (const [id, settle] of waiting) settle({ type: 'failed', id, message });
      waiting.clear();
    };
    /** The Worker answers in order, so one timer for what it is at now is enough. */
    const watch = (): void => {
      stopTimer();
      if (!isReady || waiting.size === 0) return;
      const seconds = Math.round(limitMs / 1000);
      stopTimer = later(
        () =>
          end(`The compiler was at it for ${seconds} s and was stopped. Is there something huge in a file?`),
        limitMs,
      );
    };
    worker.addEventListener('message', ({ data }: MessageEvent<CompileResponse>) => {
      if (data.type === 'ready') isReady = true;
      else {
        waiting.get(data.id)?.(data);
        waiting.delete(data.id);
      }
      watch();
    });
    worker.addEventListener('error', (event) => {
      const reason = 'message' in event && event.message ? `: ${event.message}` : '';
      end(`The compiler could not be loaded${reason}. Is the network there? Run again to retry.`);
    });
    const opened = urls().then(
      (found) => worker.postMessage({ type: 'open', urls: found } satisfies CompileRequest),
      (error: unknown) =>
        end(`The lab's files could not be found: ${error instanceof Error ? error.message : error}`),
    );
    const ask = (job: Job): Promise<Answer> =>
      new Promise((resolve) => {
        const id = ++lastId;
        waiting.set(id, resolve);
        watch();
        void opened.then(() => worker.postMessage({ ...job, id } satisfies CompileRequest));
      });
    return { worker, ask, end };
  }

  const ask = (job: Job): Promise<Answer> => {
    current ??= startWorker();
    return current.ask(job);
  };

  const typeCheck = latestOnly(async (files: FileSet): Promise<Diagnostic[]> => {
    const answer = await ask({ type: 'type-check', files });
    return answer.type === 'type-checked' ? answer.diagnostics : [];
  });

  return {
    async compile(files, entries) {
      const answer = await ask({ type: 'compile', files, entries });
      if (answer.type === 'compiled') return answer.result;
      const message =
        answer.type === 'failed' ? answer.message : 'The compiler gave another answer than was asked for.';
      return { diagnostics: [diagnosticOfFile(entries[0] ?? '', 'not-compiled', message)], modules: [] };
    },
    typeCheck,
    warm() {
      current ??= startWorker();
    },
    dispose() {
      current?.end('The compiler was closed.');
    },
  };
}
