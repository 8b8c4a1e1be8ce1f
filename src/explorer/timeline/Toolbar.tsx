import { createMemo, type JSX, Show } from 'solid-js';
import { plural } from '../../words.ts';
import { formatDuration } from '../parts/duration.ts';
import { MenuButton } from '../parts/MenuButton.tsx';
import type { TraceViewProps } from '../state/trace-view.ts';
import { otherTimes } from './create-actions.ts';
import type { Zoom } from './create-zoom.ts';
import { type Folded, foldToLevel, levelStepped, levelsOf, nothingFolded, shownLevel } from './folding.ts';
import { PictureButtons } from './PictureButtons.tsx';
import { StepPair } from './StepPair.tsx';

export interface ToolbarProps {
  view: TraceViewProps;
  folded: Folded;
  onFolded: (folded: Folded) => void;
  zoom: Zoom;
  visible: Uint32Array;
  /** How long the critical path is, when it is marked. */
  criticalNs: number | undefined;
  /** Little width: what is not used all the time goes into a menu. Or all of it stands in a menu of the page. */
  room: 'wide' | 'narrow' | 'menu';
}

/** What narrows the timeline down, marks it and saves it. */
export function Toolbar(props: ToolbarProps): JSX.Element {
  const columns = () => props.view.columns;
  const levels = createMemo(() => levelsOf(columns()));
  const level = createMemo(() => shownLevel(columns(), props.folded, levels()));
  const step = (by: 1 | -1): void => props.onFolded(levelStepped(columns(), props.folded, by));
  const levelWords = (): string =>
    level() >= levels() ? plural(levels(), 'level') : `${level()} of ${plural(levels(), 'level')}`;
  const zoomWords = (): string => {
    const { fromNs, toNs } = props.zoom.part();
    return `${formatDuration(toNs - fromNs)} of ${formatDuration(props.zoom.totalNs())}`;
  };
  const Switches = (): JSX.Element => (
    <>
      <Show when={levels() > 1}>
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
        aria-pressed={props.view.state.critical}
        title="What the first span waited for, until its end  c"
        onClick={() => props.view.onState({ critical: !props.view.state.critical })}
      >
        Critical path
      </button>
      <button
        type="button"
        class="ex-button"
        aria-pressed={props.view.state.times === 'absolute'}
        title="Times of day instead of times since the trace began  t"
        onClick={() => props.view.onState({ times: otherTimes(props.view.state.times) })}
      >
        Time of day
      </button>
    </>
  );
  const picture = (close: () => void): JSX.Element => (
    <PictureButtons
      view={props.view}
      visible={props.visible}
      folded={props.folded}
      zoom={props.zoom}
      onSaved={close}
    />
  );
  return (
    <fieldset class="tl-bar-tools" classList={{ 'tl-tools-menu': props.room === 'menu' }}>
      <legend class="ex-hidden">Waterfall</legend>
      <Show when={levels() > 1}>
        <StepPair
          about="Levels of the tree"
          says={levelWords()}
          less={{ name: 'Show a level fewer', key: '[', possible: level() > 1, take: () => step(-1) }}
          more={{ name: 'Show a level more', key: ']', possible: level() < levels(), take: () => step(1) }}
        />
      </Show>
      <Show when={props.room === 'narrow'} fallback={<Switches />}>
        <MenuButton label="Options">
          {() => (
            <div class="tl-menu">
              <Switches />
            </div>
          )}
        </MenuButton>
      </Show>
      <Show when={props.room === 'menu'} fallback={<MenuButton label="Picture">{picture}</MenuButton>}>
        {picture(() => undefined)}
      </Show>
      <Show when={props.criticalNs}>
        {(ns) => <span class="tl-zoomed">{pathWords(ns(), props.zoom.totalNs())}</span>}
      </Show>
      <span class="tl-space" />
      <Show when={!props.zoom.whole()}>
        <span class="tl-zoomed" role="status">
          {zoomWords()}
        </span>
        <button type="button" class="ex-button" title="Show the whole trace  0" onClick={props.zoom.reset}>
          {props.room === 'narrow' ? 'All' : 'Whole trace'}
        </button>
      </Show>
      <StepPair
        about="Zoom"
        less={{ name: 'Zoom out', key: '−', possible: !props.zoom.whole(), take: () => props.zoom.zoom(2) }}
        more={{
          name: 'Zoom in',
          key: '+   (or Ctrl and the wheel on the bars)',
          possible: true,
          take: () => props.zoom.zoom(0.5),
        }}
      />
    </fieldset>
  );
}

/** The path ends with the span it begins with: what goes on after that is not on it. */
function pathWords(pathNs: number, totalNs: number): string {
  return pathNs < totalNs
    ? `Path: ${formatDuration(pathNs)} of the trace’s ${formatDuration(totalNs)}`
    : `Path: ${formatDuration(pathNs)}`;
}
