/** `--watch`: once more whenever something changes that the answer depends on. */
import { type FSWatcher, watch as watchFolder } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CannotRun } from '../model/run.ts';
import { type ExitCode, exitCodes, type Output } from '../output.ts';

/** One round. Resolves with the files (absolute) its answer depends on. */
export type Round = (signal: AbortSignal) => Promise<{ exitCode: ExitCode; files: ReadonlySet<string> }>;

/** Editors write a file in several steps: what changes within this time is one change. */
const togetherMs = 50;

/** Goes round until `signal` is aborted; then everything is closed. Exit code: that of the last round. */
export async function watch(
  round: Round,
  { signal, cwd, output }: { signal: AbortSignal; cwd: string; output: Output },
): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.unusable;
  const folders = watchedFolders();
  try {
    let files: ReadonlySet<string> = new Set();
    while (!signal.aborted) {
      const startedAt = Date.now();
      try {
        const answer = await round(signal);
        // One that was cut off is no answer.
        if (signal.aborted) break;
        ({ exitCode, files } = answer);
      } catch (error) {
        // A configuration with a slip in it: the next change may mend it.
        if (!(error instanceof CannotRun)) throw error;
        output.error(`spanlab: ${error.message}`);
        exitCode = exitCodes.unusable;
      }
      if (signal.aborted) break;
      folders.follow(files, cwd);
      output.error(`Watching ${files.size} ${files.size === 1 ? 'file' : 'files'}. Ctrl-C ends it.`);
      const since = await changedSince(files, startedAt);
      const changed = since.length > 0 ? since : await folders.changed(signal);
      if (changed.length > 0) output.error(`\nChanged: ${changed.map((file) => basename(file)).join(', ')}`);
    }
  } finally {
    folders.close();
  }
  return exitCode;
}

/** What was written while a round was on, before its folders were watched. */
async function changedSince(files: ReadonlySet<string>, time: number): Promise<string[]> {
  const changed: string[] = [];
  for (const file of files) {
    const at = await stat(file).catch(() => undefined);
    if (at !== undefined && at.mtimeMs > time) changed.push(file);
  }
  return changed;
}

interface WatchedFolders {
  follow(files: ReadonlySet<string>, cwd: string): void;
  /** Resolves with what changes next, empty when aborted. */
  changed(signal: AbortSignal): Promise<string[]>;
  close(): void;
}

/** Folders, not files: editors replace a file by another of its name, and documents may be added. */
function watchedFolders(): WatchedFolders {
  const watchers = new Map<string, FSWatcher>();
  const dirty = new Set<string>();
  let files: ReadonlySet<string> = new Set();
  let wake: () => void = () => {};

  const heard = (folder: string, name: string | null) => {
    const file = join(folder, name ?? '');
    if (!files.has(file) && !/\.(?:mdx?|astro|adoc)$|^spanlab\.config\./u.test(name ?? '')) return;
    dirty.add(file);
    wake();
  };
  return {
    follow(now, cwd) {
      files = now;
      const wanted = new Set([cwd, ...[...now].map((file) => dirname(file))]);
      for (const [folder, watcher] of watchers) {
        if (wanted.has(folder)) continue;
        watcher.close();
        watchers.delete(folder);
      }
      for (const folder of wanted) {
        if (watchers.has(folder)) continue;
        const watcher = watchFolder(folder, (_, name) => heard(folder, name));
        // A folder that goes away takes its watcher along.
        watcher.on('error', () => watcher.close());
        watchers.set(folder, watcher);
      }
    },
    async changed(signal) {
      while (dirty.size === 0 && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, togetherMs));
      const changed = [...dirty];
      dirty.clear();
      return changed;
    },
    close() {
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}
