import type { Progress } from './progress.ts';
import { writeState } from './published.ts';

/** Keeps `collector.json` up to date while a build runs: one write at a time, always of the latest. */
export interface ProgressWriter {
  update: (progress: Progress) => void;
  /** Resolves when nothing will be written any more. */
  end: () => Promise<void>;
}

export function progressWriter(write = writeState): ProgressWriter {
  let latest: Progress | undefined;
  let writing: Promise<void> | undefined;
  const writeAll = async () => {
    while (latest !== undefined) {
      const { percent, note } = latest;
      latest = undefined;
      await write({ state: 'building', done: percent, total: 100, note });
    }
    writing = undefined;
  };
  return {
    update: (progress) => {
      latest = progress;
      writing ??= writeAll();
    },
    end: async () => {
      latest = undefined;
      await writing;
    },
  };
}
