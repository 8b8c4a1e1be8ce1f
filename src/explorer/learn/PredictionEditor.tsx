/** An outline of the trace one expects: a line a span. By buttons, or by keys as in any outliner. */
import { spanKinds } from '@spanlab/sandbox/schemas/span-enums.ts';
import type { SpanKind } from '@spanlab/sandbox/schemas/trace.ts';
import { createUniqueId, For, Index, type JSX } from 'solid-js';
import { serviceColour } from '../../service-colours.ts';
import {
  addBelow,
  canShift,
  changeLine,
  mostPredicted,
  moveLine,
  type Prediction,
  removeLine,
  shiftLine,
} from './prediction.ts';

export interface PredictionEditorProps {
  prediction: Prediction;
  services: readonly string[];
  onChange: (prediction: Prediction) => void;
}

export function PredictionEditor(props: PredictionEditorProps): JSX.Element {
  const helpId = `pr-help-${createUniqueId()}`;
  let list: HTMLOListElement | undefined;

  const focusName = (index: number): void => {
    queueMicrotask(() => list?.querySelectorAll<HTMLInputElement>('.pr-name')[index]?.focus());
  };
  const add = (index: number): void => {
    if (props.prediction.length >= mostPredicted) return;
    props.onChange(addBelow(props.prediction, index));
    focusName(index + 1);
  };
  const remove = (index: number): void => {
    props.onChange(removeLine(props.prediction, index));
    focusName(Math.max(0, index - 1));
  };
  const move = (index: number, by: 1 | -1): void => {
    const id = props.prediction[index]?.id;
    const moved = moveLine(props.prediction, index, by);
    props.onChange(moved);
    focusName(moved.findIndex((line) => line.id === id));
  };
  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    const line = props.prediction[index];
    if (line === undefined || event.ctrlKey || event.metaKey || event.isComposing) return;
    const act = (): boolean => {
      if (event.key === 'Enter' && !event.altKey) add(index);
      else if (event.altKey && event.key === 'ArrowRight')
        props.onChange(shiftLine(props.prediction, index, 1));
      else if (event.altKey && event.key === 'ArrowLeft')
        props.onChange(shiftLine(props.prediction, index, -1));
      else if (event.altKey && event.key === 'ArrowDown') move(index, 1);
      else if (event.altKey && event.key === 'ArrowUp') move(index, -1);
      else if (event.key === 'Backspace' && line.name === '' && props.prediction.length > 1) remove(index);
      else return false;
      return true;
    };
    if (act()) event.preventDefault();
  };

  return (
    <>
      <p class="pr-help" id={helpId}>
        A line a span, indented under what starts it. Leave a field open where you are not sure.{' '}
        <span class="pr-keys">
          <kbd>Enter</kbd> adds a line, <kbd>Alt</kbd>+<kbd>→</kbd> and <kbd>←</kbd> indent it.
        </span>
      </p>
      <ol
        class="pr-lines"
        aria-label="The spans you expect"
        aria-describedby={helpId}
        ref={(element) => {
          list = element;
        }}
      >
        <Index each={props.prediction}>
          {(line, index) => (
            <li
              class="pr-line"
              style={{
                '--depth': line().depth,
                '--service': serviceColour(line().service, props.services).cssVar,
              }}
            >
              <span class="ex-hidden">{`Level ${line().depth + 1}`}</span>
              <button
                type="button"
                class="ex-button ex-button-icon"
                aria-label={`Move line ${index + 1} out`}
                title="Move out (Alt+←)"
                disabled={!canShift(props.prediction, index, -1)}
                onClick={() => props.onChange(shiftLine(props.prediction, index, -1))}
              >
                ‹
              </button>
              <button
                type="button"
                class="ex-button ex-button-icon"
                aria-label={`Move line ${index + 1} in, under the line above`}
                title="Move in, under the line above (Alt+→)"
                disabled={!canShift(props.prediction, index, 1)}
                onClick={() => props.onChange(shiftLine(props.prediction, index, 1))}
              >
                ›
              </button>
              <select
                class="pr-service"
                aria-label={`Service of line ${index + 1}`}
                value={line().service}
                onChange={(event) =>
                  props.onChange(changeLine(props.prediction, index, { service: event.currentTarget.value }))
                }
              >
                <option value="">any service</option>
                <For each={props.services}>{(service) => <option value={service}>{service}</option>}</For>
              </select>
              <input
                class="pr-name"
                type="text"
                maxlength={200}
                placeholder="span name"
                spellcheck={false}
                autocomplete="off"
                aria-label={`Name of line ${index + 1}`}
                value={line().name}
                onInput={(event) =>
                  props.onChange(changeLine(props.prediction, index, { name: event.currentTarget.value }))
                }
                onKeyDown={(event) => onKeyDown(event, index)}
              />
              <select
                class="pr-kind"
                aria-label={`Kind of line ${index + 1}`}
                value={line().kind}
                onChange={(event) =>
                  props.onChange(
                    changeLine(props.prediction, index, { kind: event.currentTarget.value as SpanKind | '' }),
                  )
                }
              >
                <option value="">any kind</option>
                <For each={spanKinds.filter((kind) => kind !== 'UNSPECIFIED')}>
                  {(kind) => <option value={kind}>{kind}</option>}
                </For>
              </select>
              <button
                type="button"
                class="ex-button ex-button-icon"
                aria-label={`Take line ${index + 1} out`}
                title="Take this line out"
                onClick={() => remove(index)}
              >
                ×
              </button>
            </li>
          )}
        </Index>
      </ol>
      <button
        type="button"
        class="ex-button"
        disabled={props.prediction.length >= mostPredicted}
        onClick={() => add(props.prediction.length - 1)}
      >
        Add a span
      </button>
    </>
  );
}
