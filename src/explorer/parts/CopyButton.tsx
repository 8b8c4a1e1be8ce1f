import { createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { CopyMark, DoneMark } from './marks.tsx';

export interface CopyButtonProps {
  /** What is copied, made when it is asked for. */
  text: () => string | Promise<string>;
  /** `trace id`: the button is called “Copy trace id”. */
  what: string;
  /** Show the words as well as the mark. */
  wordy?: boolean;
  /** Puts text on the clipboard; the browser's own by default. */
  write?: (text: string) => Promise<void>;
}

/** Copies something and says whether that worked, to the eye and to a screen reader. */
export function CopyButton(props: CopyButtonProps): JSX.Element {
  const [state, setState] = createSignal<'idle' | 'copied' | 'failed'>('idle');
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));

  const copy = async (): Promise<void> => {
    const write = props.write ?? ((text: string) => navigator.clipboard.writeText(text));
    try {
      await write(await props.text());
      setState('copied');
    } catch {
      setState('failed');
    }
    clearTimeout(timer);
    timer = setTimeout(() => setState('idle'), 1600);
  };
  const said = (): string =>
    ({ idle: '', copied: 'Copied', failed: 'The browser did not allow copying' })[state()];

  return (
    <span class="ex-copy" data-state={state()}>
      <button
        type="button"
        class="ex-button"
        classList={{ 'ex-button-icon': !props.wordy }}
        aria-label={`Copy ${props.what}`}
        title={`Copy ${props.what}`}
        onClick={() => void copy()}
      >
        <Show when={state() === 'copied'} fallback={<CopyMark />}>
          <DoneMark />
        </Show>
        <Show when={props.wordy}>
          <span aria-hidden="true">{`Copy ${props.what}`}</span>
        </Show>
      </button>
      <span role="status" class={state() === 'failed' ? 'ex-copy-said' : 'ex-hidden'}>
        {said()}
      </span>
    </span>
  );
}
