/** A place for one compile Worker: started when something is asked, given up when stuck, then started anew. */
import type { CompileRequest, CompileResponse, CompilerUrls } from './compile-message.ts';

export type CompileWorker = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

export interface WorkerSeatParts {
  /** Where the lab's assets are. Asked each time a Worker is started. */
  urls: () => Promise<CompilerUrls>;
  createWorker: () => CompileWorker;
  /** What one request may take once TypeScript is loaded. A Worker that takes longer is given up. */
  limitMs: number;
  /** Calls `work` after `ms`; the function it returns calls that off. */
  later: (work: () => void, ms: number) => () => void;
}

type OmitId<T> = T extends { id: number } ? Omit<T, 'id'> : never;
export type Question = OmitId<CompileRequest>;
export type Answer = Extract<CompileResponse, { id: number }>;

export interface WorkerSeat {
  /** Never rejects: what cannot be answered is answered with `failed`. */
  ask(question: Question): Promise<Answer>;
  /** Start the Worker now. */
  warm(): void;
  /** End the Worker, and with it what is still asked. */
  end(message: string): void;
}

export function createWorkerSeat(parts: WorkerSeatParts): WorkerSeat {
  let seated: WorkerSeat | undefined;
  const leave = (left: WorkerSeat): void => {
    if (seated === left) seated = undefined;
  };
  const seat = (): WorkerSeat => {
    seated ??= startWorker(parts, leave);
    return seated;
  };
  return {
    ask: (question) => seat().ask(question),
    warm: () => seat().warm(),
    end: (message) => seated?.end(message),
  };
}

function startWorker(
  { urls, createWorker, limitMs, later }: WorkerSeatParts,
  leave: (left: WorkerSeat) => void,
): WorkerSeat {
  const worker = createWorker();
  const waiting = new Map<number, (answer: Answer) => void>();
  let lastId = 0;
  let isReady = false;
  let stopTimer = () => {};

  /** The Worker answers in order, so one timer, for what it is at now, is enough. */
  const watch = (): void => {
    stopTimer();
    if (!isReady || waiting.size === 0) return;
    const seconds = Math.round(limitMs / 1000);
    const message = `The compiler was at it for ${seconds} s and was stopped. Is there something huge in a file?`;
    stopTimer = later(() => self.end(message), limitMs);
  };
  const self: WorkerSeat = {
    warm: () => {},
    ask: (question) =>
      new Promise((resolve) => {
        const id = ++lastId;
        waiting.set(id, resolve);
        watch();
        void opened.then(() => worker.postMessage({ ...question, id } satisfies CompileRequest));
      }),
    end(message) {
      leave(self);
      stopTimer();
      worker.terminate();
      for (const [id, settle] of waiting) settle({ type: 'failed', id, message });
      waiting.clear();
    },
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
    self.end(`The compiler could not be loaded${reason}. Is the network there? Run again to retry.`);
  });
  const opened = urls().then(
    (found) => worker.postMessage({ type: 'open', urls: found } satisfies CompileRequest),
    (error: unknown) => self.end(`The lab's files could not be found: ${String(error)}`),
  );
  return self;
}
