/** A thread that does as it is told, in the place of one with a Collector in it. */

import type { CollectorSurroundings } from '../../sandbox/collector/collector.ts';
import type {
  CollectorQuestions,
  FromCollector,
  ToCollector,
} from '../../sandbox/collector/collector-message.ts';
import { createCollectorHost, type MeasuredHost } from '../../sandbox/collector/host.ts';
import type { ThreadListener } from '../../sandbox/collector/seat.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';

export type Asked = ToCollector & { type: 'ask' };

export interface FakeThread {
  /** What was posted to it, in order. */
  heard: ToCollector[];
  ended: boolean;
  say(message: FromCollector): void;
  fail(reason: string): void;
  /** Answers the oldest question of this kind that has no answer yet. */
  answer<Kind extends keyof CollectorQuestions>(kind: Kind, answer: CollectorQuestions[Kind]['answer']): void;
  /** Questions without an answer. */
  open(): Asked[];
}

export interface FakeHost {
  host: MeasuredHost;
  clock: FakeClock;
  /** All that were started, in order. */
  threads: FakeThread[];
  /** The thread that was started last. */
  last(): FakeThread;
  broke: string[];
  /** How many items were lost with each that broke. */
  lost: number[];
}

export const program = { module: {} as WebAssembly.Module, exec: '' };

/** A host whose threads are fakes. `source`: as if it had been loaded before, unless it says otherwise. */
export function fakeHost(
  call: CollectorSurroundings['call'] = () => new Promise(() => undefined),
  source: typeof program | { assetBase: string } = program,
): FakeHost {
  const clock = fakeClock();
  const threads: FakeThread[] = [];
  const broke: string[] = [];
  const lost: number[] = [];
  const openThread = (listener: ThreadListener) => {
    const thread = fakeThread(listener);
    threads.push(thread);
    return {
      post: (message: ToCollector) => void thread.heard.push(message),
      terminate: () => {
        thread.ended = true;
      },
    };
  };
  const host = createCollectorHost(
    { source, openThread, after: clock.after },
    {
      ...{ call, log: () => undefined, progress: () => undefined },
      broke(reason, items) {
        broke.push(reason);
        lost.push(items);
      },
    },
  );
  return {
    host,
    clock,
    threads,
    broke,
    lost,
    last() {
      const thread = threads.at(-1);
      if (thread === undefined) throw new Error('no thread was started');
      return thread;
    },
  };
}

function fakeThread({ hear, failed }: ThreadListener): FakeThread {
  const answered = new Set<number>();
  const open = (): Asked[] =>
    thread.heard.filter((each): each is Asked => each.type === 'ask' && !answered.has(each.id));
  const thread: FakeThread = {
    heard: [],
    ended: false,
    say: hear,
    fail: failed,
    open,
    answer(kind, answer) {
      const question = open().find((each) => each.kind === kind);
      if (question === undefined) throw new Error(`nobody asked for ${kind}`);
      answered.add(question.id);
      hear({ type: 'answer', id: question.id, answer });
    },
  };
  return thread;
}

/** Lets everything that is settled be noticed. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
