import { createMemo, type JSX, Show } from 'solid-js';
import { plural } from '../../words.ts';
import { formatDuration } from '../parts/duration.ts';
import type { TraceViewProps } from '../state/trace-view.ts';
import { otherTimes } from './create-actions.ts';
import type { Zoom } from './create-zoom.ts';
import { type Folded, foldToLevel, levelStepped, levelsOf, nothingFolded, shownLevel } from './folding.ts';
import { PictureMenu } from './PictureMenu.tsx';

export interface ToolbarProps {
  view: TraceViewProps;
  folded: Folded;
  onFolded: (folded: Folded) => void;
  zoom: Zoom;
  visible: Uint32Array;
}

/** What narrows the timeline down, marks it and saves it. */
export function Toolbar(props: ToolbarProps): JSX.Element {
  const columns = () => props.view.columns;
  const state = () => props.view.state;
  const levels = createMemo(() => levelsOf(columns()));
  const level = createMemo(() => shownLevel(columns(), props.folded, levels()));
  const step = (by: 1 | -1): void => props.onFolded(levelStepped(columns(), props.folded, by));
  return (
    <div class="tl-bar-tools" role="toolbar" aria-label="Timeline">
      <Show when={levels() > 1}>
        <fieldset class="tl-group">
          <legend class="ex-hidden">Levels of the tree</legend>
          <button
            type="button"
            class="ex-button"
            aria-label="Show a level fewer"
            title="Show a level fewer  ["
            disabled={level() <= 1}
            onClick={() => step(-1)}
          >
            −
          </button>
          <span class="tl-group-says">
            {level() >= levels() ? plural(levels(), 'level') : `${level()} of ${plural(levels(), 'level')}`}
          </span>
          <button
            type="button"
            class="ex-button"
            aria-label="Show a level more"
            title="Show a level more  ]"
            disabled={level() >= levels()}
            onClick={() => step(1)}
          >
            +
          </button>
        </fieldset>
        <button
          type="button"
          class="ex-button"
          onClick={() => props.onFolded(props.folded.size > 0 ? nothingFolded : foldToLevel(columns(), 1))}
        >
          {props.folded.size > 0 ? 'Unfold all' : 'Fold all'}
        </button>
      </Show>
      <button
        type="button"
        class="ex-button"
        aria-pressed={state().critical}
        title="What the trace as a whole waited for  c"
        onClick={() => props.view.onState({ critical: !state().critical })}
      >
        Critical path
      </button>
      <button
        type="button"
        class="ex-button"
        aria-pressed={state().times === 'absolute'}
        title="Times of day instead of times since the trace began  t"
        onClick={() => props.view.onState({ times: otherTimes(state().times) })}
      >
        Time of day
      </button>
      <PictureMenu view={props.view} visible={props.visible} folded={props.folded} zoom={props.zoom} />
      <span class="tl-space" />
      <Show when={!props.zoom.whole()}>
        <span class="tl-group-says tl-zoomed" role="status">
          {`${formatDuration(props.zoom.part().toNs - props.zoom.part().fromNs)} of ${formatDuration(props.zoom.totalNs())}`}
        </span>
        <button type="button" class="ex-button" title="Show the whole trace  0" onClick={props.zoom.reset}>
          Whole trace
        </button>
      </Show>
      <fieldset class="tl-group">
        <legend class="ex-hidden">Zoom</legend>
        <button
          type="button"
          class="ex-button"
          aria-label="Zoom out"
          title="Zoom out  −"
          disabled={props.zoom.whole()}
          onClick={() => props.zoom.zoom(2)}
        >
          −
        </button>
        <button
          type="button"
          class="ex-button"
          aria-label="Zoom in"
          title="Zoom in  +   (or Ctrl and the wheel on the bars)"
          onClick={() => props.zoom.zoom(0.5)}
        >
          +
        </button>
      </fieldset>
    </div>
  );
}
