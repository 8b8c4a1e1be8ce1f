import { createEffect, createSignal, type JSX, on } from 'solid-js';
import { readDuration, writeDuration } from './duration-input.ts';
import { Field } from './Field.tsx';

export interface DurationFieldProps {
  label: string;
  placeholder: string;
  ns: number | undefined;
  /** What is wrong with it beside the others. */
  problem?: string | undefined;
  onChange: (ns: number | undefined) => void;
}

/** A duration as one writes it. What cannot be read stays as it is, says so, and changes nothing. */
export function DurationField(props: DurationFieldProps): JSX.Element {
  const [text, setText] = createSignal(writeDuration(props.ns));
  const read = () => readDuration(text());
  // Another value from elsewhere (a chart, the way back) replaces the text; one's own typing does not.
  createEffect(
    on(
      () => props.ns,
      (ns) => {
        const written = read();
        if ('problem' in written || written.ns !== ns) setText(writeDuration(ns));
      },
      { defer: true },
    ),
  );
  const problem = (): string | undefined => {
    const written = read();
    return 'problem' in written ? written.problem : props.problem;
  };
  return (
    <Field label={props.label} problem={problem()} class="sf-short">
      {(attributes) => (
        <input
          {...attributes}
          value={text()}
          placeholder={props.placeholder}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          onInput={(event) => {
            setText(event.currentTarget.value);
            const written = read();
            if ('ns' in written) props.onChange(written.ns);
          }}
        />
      )}
    </Field>
  );
}
