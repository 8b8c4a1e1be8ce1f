import { type JSX, Show } from 'solid-js';
import { CopyButton } from '../../../explorer/parts/CopyButton.tsx';

export interface ActionsProps {
  readonly file: string;
  readonly config: string;
  readonly restarts: boolean;
  readonly onRestart: () => void;
  readonly backend: { readonly up: boolean; readonly set: (up: boolean) => void } | undefined;
}

/** What can be done with the Collector, and with what it sends to. */
export function Actions(props: ActionsProps): JSX.Element {
  function download(): void {
    const url = URL.createObjectURL(new Blob([props.config], { type: 'application/yaml' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = props.file.split('/').at(-1) ?? 'collector.yaml';
    link.click();
    // The browser may read it after the click.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
  return (
    <>
      <button type="button" class="ex-button" disabled={!props.restarts} onClick={() => props.onRestart()}>
        Restart
      </button>
      <Show when={props.backend}>
        {(backend) => (
          <button type="button" class="ex-button" onClick={() => backend().set(!backend().up)}>
            {backend().up ? 'Stop Jaeger' : 'Start Jaeger'}
          </button>
        )}
      </Show>
      <CopyButton what="config" text={() => props.config} />
      <button
        type="button"
        class="ex-button ex-button-icon"
        aria-label={`Download ${props.file}`}
        title={`Download ${props.file}`}
        onClick={download}
      >
        <svg class="ex-mark" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <path
            d="M8 2v8M4.5 6.8 8 10.3l3.5-3.5M2.5 13.5h11"
            fill="none"
            stroke="currentColor"
            stroke-width="1.4"
          />
        </svg>
      </button>
    </>
  );
}
