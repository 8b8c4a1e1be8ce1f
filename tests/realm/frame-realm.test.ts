import { afterEach, expect, test } from 'vitest';
import { type FrameRealm, openFrameRealm, unansweredBeats } from '../../sandbox/realm/frame-realm.ts';
import type { FromFrame } from '../../sandbox/realm/lab-message.ts';

let realm: FrameRealm | undefined;
afterEach(() => realm?.dispose());

/** A realm whose frame is played by the test. */
function setUp() {
  let beat = (): void => undefined;
  let frame: MessagePort | undefined;
  const broken: string[] = [];
  let heard = (): void => undefined;
  realm = openFrameRealm(
    1,
    { frame: '', worker: '' },
    { entries: {}, chunks: [], warm: [] },
    {
      every(_, act) {
        beat = act;
        return () => undefined;
      },
      openFrame: (_, port) => {
        frame = port;
      },
      closeFrame: () => undefined,
    },
  );
  realm.listen({ said: () => undefined, lost: () => heard(), broke: (reason) => broken.push(reason) });
  const tell = (message: FromFrame): void => frame?.postMessage(message);
  return {
    broken,
    beats(count: number) {
      for (let each = 0; each < count; each += 1) beat();
    },
    /** The frame answers, and the answer has come. */
    answers: () =>
      new Promise<void>((resolve) => {
        heard = resolve;
        tell({ type: 'pong' });
        tell({ type: 'dropped', slot: 0, messages: 0, consoleEntries: 0 });
      }),
  };
}

test('a frame that leaves many beats unanswered is gone', async () => {
  const { broken, beats, answers } = setUp();
  await answers();
  beats(unansweredBeats);
  expect(broken).toEqual([]);
  beats(1);
  expect(broken).toEqual([expect.stringContaining('has ended')]);
});

test('a frame that answers in between is not, however long that takes: a computer that sleeps beats no heart', async () => {
  const { broken, beats, answers } = setUp();
  for (let day = 0; day < 3; day += 1) {
    await answers();
    beats(unansweredBeats);
  }
  expect(broken).toEqual([]);
});

test('a frame that has never answered is still loading', () => {
  const { broken, beats } = setUp();
  beats(unansweredBeats * 5);
  expect(broken).toEqual([]);
});
