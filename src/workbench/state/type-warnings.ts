/** Type warnings where no big editor shows them: asked of the lab when a run has ended, gone when the code changes. */
import { createEffect, createSignal, on } from 'solid-js';
import type { FileSet } from '../../../sandbox/schemas/file-set.ts';
import type { Diagnostic } from '../../../sandbox/schemas/run-event.ts';
import type { LabSession } from './lab-session.ts';

interface TypeWarningOptions {
  readonly files: () => FileSet;
  /** Whether there is a run that has ended. */
  readonly ended: () => boolean;
  /** Whether somebody else shows them already, or nothing was edited. */
  readonly needless: () => boolean;
  readonly lab: () => Promise<LabSession>;
}

/** The warnings of the files as they are. */
export function createTypeWarnings(options: TypeWarningOptions): () => readonly Diagnostic[] {
  const [warnings, setWarnings] = createSignal<readonly Diagnostic[]>([]);
  createEffect(on(options.files, () => setWarnings([]), { defer: true }));
  createEffect(
    on(options.ended, async (ended) => {
      if (!ended || options.needless()) return;
      const files = options.files();
      try {
        const found = await (await options.lab()).typeCheck(files);
        if (options.files() === files) setWarnings(found);
      } catch {
        // The run has said what is wrong with the lab.
      }
    }),
  );
  return warnings;
}
