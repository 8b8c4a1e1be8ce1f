/** The tree a learner expects of an exercise, kept between visits. */
import { spanKinds } from '@spanlab/sandbox/schemas/span-enums.ts';
import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import { newPrediction, type Prediction, readPrediction } from '../../explorer/learn/prediction.ts';
import { browserStorage } from './session-storage.ts';

/** @param name Of the exercise, in the whole site. */
export function createKeptPrediction(name: Accessor<string>): {
  lines: Accessor<Prediction>;
  set: (lines: Prediction) => void;
} {
  const storage = browserStorage();
  const key = (): string => `spanlab:tree:${name()}`;
  const read = (): Prediction => {
    try {
      const kept = readPrediction(JSON.parse(storage.getItem(key()) ?? 'null'), spanKinds);
      return kept ?? newPrediction();
    } catch {
      return newPrediction();
    }
  };
  const [lines, setLines] = createSignal(read());
  createEffect(on(key, () => setLines(read()), { defer: true }));
  return {
    lines,
    set(next) {
      setLines(next);
      try {
        storage.setItem(key(), JSON.stringify(next.map(({ id: _, ...line }) => line)));
      } catch {
        // Full or forbidden: it then lasts as long as the page.
      }
    },
  };
}
