import type { JSX } from 'solid-js';
import { sourcesOfFiles } from './given-sources.ts';
import type { Source } from './load.ts';

/** Lets its reader choose files. */
export function OpenButton(props: {
  class: string;
  onOpen: (sources: Source[]) => void;
  children: JSX.Element;
  /** Takes what opens the choice, for a key. */
  asked?: (choose: () => void) => void;
}): JSX.Element {
  let input: HTMLInputElement | undefined;
  const choose = (): void => input?.click();
  return (
    <>
      <button
        type="button"
        class={props.class}
        ref={() => props.asked?.(choose)}
        onClick={choose}
        title="Open files (o)"
      >
        {props.children}
      </button>
      <input
        ref={(element) => {
          input = element;
        }}
        class="app-file"
        type="file"
        multiple
        aria-label="Files to open"
        onChange={(event) => {
          const { files } = event.currentTarget;
          if (files !== null && files.length > 0) props.onOpen(sourcesOfFiles(files));
          // So that the same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
