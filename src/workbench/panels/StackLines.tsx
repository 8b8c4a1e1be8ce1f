import { For, Show } from 'solid-js';
import type { SourceLocation, StackFrame } from '../../../sandbox/schemas/run-event.ts';
import { useWorkbench } from '../state/workbench-model.ts';

/** A place in a learner's file; a click opens it. */
export function PlaceLink(props: { place: SourceLocation }) {
  const workbench = useWorkbench();
  return (
    <button type="button" class="place" onClick={() => workbench.openAt(props.place)}>
      {props.place.file}:{props.place.line}:{props.place.column}
    </button>
  );
}

/** The frames that lie in the learner's files, as links; the others only counted. */
export function StackLines(props: { frames: readonly StackFrame[] }) {
  const ours = () => props.frames.flatMap(({ location }) => (location ? [location] : []));
  return (
    <Show when={ours().length > 0}>
      <span class="stack">
        <For each={ours()}>
          {(place) => (
            <span class="stack-line">
              at <PlaceLink place={place} />
            </span>
          )}
        </For>
      </span>
    </Show>
  );
}
