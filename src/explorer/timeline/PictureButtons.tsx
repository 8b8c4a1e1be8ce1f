import { createSignal, type JSX, Show } from 'solid-js';
import type { TraceViewProps } from '../state/trace-view.ts';
import type { Zoom } from './create-zoom.ts';
import type { Folded } from './folding.ts';

export interface PictureButtonsProps {
  view: TraceViewProps;
  visible: Uint32Array;
  folded: Folded;
  zoom: Zoom;
  onSaved: () => void;
}

/** Saves the rows that are on show, as they are zoomed, as a picture. */
export function PictureButtons(props: PictureButtonsProps): JSX.Element {
  const [problem, setProblem] = createSignal('');
  const save = async (format: 'svg' | 'png', from: Element): Promise<void> => {
    setProblem('');
    try {
      // Only who saves a picture loads what makes it.
      const { savePicture } = await import('./save-picture.ts');
      await savePicture(format, {
        columns: props.view.columns,
        visible: props.visible,
        folded: props.folded,
        part: props.zoom.part(),
        services: props.view.services,
        critical: props.view.state.critical,
        theme: from,
      });
      props.onSaved();
    } catch (error) {
      setProblem(`The picture could not be saved. ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return (
    <div class="tl-picture">
      <button type="button" class="ex-button" onClick={(event) => void save('svg', event.currentTarget)}>
        Save as SVG
      </button>
      <button type="button" class="ex-button" onClick={(event) => void save('png', event.currentTarget)}>
        Save as PNG
      </button>
      <button
        type="button"
        class="ex-button"
        onClick={() => {
          props.onSaved();
          globalThis.print();
        }}
      >
        Print
      </button>
      <Show when={problem()}>
        <p role="alert">{problem()}</p>
      </Show>
    </div>
  );
}
