/** Says when given files have changed, and are no longer being written. */
import type { ServedFile } from '../../src/viewer/session.ts';
import { type GivenFile, servedFile } from './given-files.ts';

export interface WatchedFiles extends Disposable {
  /** As they were when last looked at. */
  readonly now: readonly ServedFile[];
}

/**
 * Looks at them again and again, since what tells of changes differs by system and misses files that are replaced.
 * A change is told once a look later shows the same. Files that are gone for the moment are not told.
 */
export async function watchFiles(
  files: readonly GivenFile[],
  changed: () => void,
  everyMs = 200,
): Promise<WatchedFiles> {
  let now = await Promise.all(files.map(servedFile));
  let before = now;
  let over = false;
  const look = async (): Promise<void> => {
    const found = await Promise.all(files.map(servedFile));
    const settled = found.map((file, index) => {
      const stays = file.version === before[index]?.version && file.version !== 'gone';
      return stays ? file : (now[index] ?? file);
    });
    before = found;
    const isNew = settled.some((file, index) => file.version !== now[index]?.version);
    now = settled;
    if (isNew && !over) changed();
  };
  let timer: NodeJS.Timeout | undefined;
  const again = (): void => {
    if (over || files.length === 0) return;
    timer = setTimeout(() => void look().then(again), everyMs).unref();
  };
  again();
  return {
    get now() {
      return now;
    },
    [Symbol.dispose]() {
      over = true;
      clearTimeout(timer);
    },
  };
}
