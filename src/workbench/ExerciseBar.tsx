import { For, Show } from 'solid-js';
import { Icon } from './Icon.tsx';
import { useWorkbench } from './state/workbench-model.ts';

/** Which exercise and which variant is loaded; shown only where there is a choice or a variant. */
export function ExerciseBar() {
  const workbench = useWorkbench();
  const exercises = Object.values(workbench.data.exercises).sort(
    (a, b) => Number(b.id === 'main') - Number(a.id === 'main'),
  );
  return (
    <Show when={exercises.length > 1 || workbench.variant()}>
      <div class="wb-exercises">
        <Show when={exercises.length > 1}>
          <ul class="wb-exercise-list" aria-label="Exercises">
            <For each={exercises}>
              {(each) => (
                <li>
                  <button
                    type="button"
                    class="wb-exercise"
                    aria-pressed={workbench.exercise().id === each.id}
                    onClick={() => workbench.switchExercise(each.id)}
                  >
                    {each.id === 'main' ? 'Exercise' : each.title}
                    <Show when={workbench.session().exercises[each.id]?.done}>
                      <Icon name="check" />
                      <span class="sr-only">(done)</span>
                    </Show>
                  </button>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={workbench.variant()}>
          {(variant) => (
            <p class="wb-variant">
              <span class="wb-variant-word">Break it</span> {variant().title}
              <button type="button" class="wb-link" onClick={workbench.undo}>
                Back to mine
              </button>
            </p>
          )}
        </Show>
      </div>
    </Show>
  );
}
