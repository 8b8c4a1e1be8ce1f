import { type JSX, Show } from 'solid-js';

export interface StepPairProps {
  /** What both are about, for who cannot see it. */
  about: string;
  /** Between the two. */
  says?: string | undefined;
  less: Step;
  more: Step;
}

export interface Step {
  name: string;
  /** The key that does the same. */
  key: string;
  possible: boolean;
  take: () => void;
}

/** Two buttons, less and more, and how much it is now. They stay focusable at their ends, so that keys are not lost. */
export function StepPair(props: StepPairProps): JSX.Element {
  const button = (step: () => Step, sign: string): JSX.Element => (
    <button
      type="button"
      class="ex-button"
      aria-label={step().name}
      title={`${step().name}  ${step().key}`}
      aria-disabled={!step().possible}
      onClick={() => {
        if (step().possible) step().take();
      }}
    >
      {sign}
    </button>
  );
  return (
    <fieldset class="tl-group">
      <legend class="ex-hidden">{props.about}</legend>
      {button(() => props.less, '−')}
      <Show when={props.says}>
        <span class="tl-group-says">{props.says}</span>
      </Show>
      {button(() => props.more, '+')}
    </fieldset>
  );
}
