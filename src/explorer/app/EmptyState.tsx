import { type JSX, Show } from 'solid-js';
import { CopyButton } from '../parts/CopyButton.tsx';
import type { Source } from './load.ts';
import { OpenButton } from './OpenButton.tsx';

/** There are no traces yet: says how they come here. */
export function EmptyState(props: {
  onOpen: (sources: Source[]) => void;
  onExample: () => void;
  /** Where spans can be sent to. */
  listening: string | undefined;
  /** On the site: what is opened stays in the page. */
  onSite: boolean;
}): JSX.Element {
  return (
    <div class="app-empty">
      <h1>{props.listening === undefined ? 'Open a trace' : 'Waiting for spans'}</h1>
      <Show when={props.listening}>
        {(address) => (
          <section class="app-way">
            <p>
              They are taken at <code>{address()}</code> over OTLP/HTTP, JSON or protobuf, and shown as they
              come. Most SDKs are told by their environment:
            </p>
            <div class="app-command">
              <code>OTEL_EXPORTER_OTLP_ENDPOINT={address()}</code>
              <CopyButton text={() => `OTEL_EXPORTER_OTLP_ENDPOINT=${address()}`} what="the setting" />
            </div>
          </section>
        )}
      </Show>
      <section class="app-way app-way-first">
        <p>
          Drop files anywhere on this page, paste their text, or choose them: OTLP as JSON, JSON lines or
          protobuf, and Jaeger’s JSON. Several at once are one collection.
        </p>
        <p class="app-buttons">
          <OpenButton class="app-main-button" onOpen={props.onOpen}>
            Open files
          </OpenButton>
          <button type="button" class="ex-button" onClick={() => props.onExample()}>
            Open an example
          </button>
        </p>
        <Show when={props.onSite}>
          <p class="ex-muted">Nothing leaves this page: files are read in your browser and nowhere else.</p>
        </Show>
      </section>
      <Show when={props.listening === undefined}>
        <section class="app-way">
          <p>
            To watch spans as your programs send them, start the explorer on your machine and point their
            exporter at port 4318:
          </p>
          <div class="app-command">
            <code>npx spanlab view --listen</code>
            <CopyButton text={() => 'npx spanlab view --listen'} what="the command" />
          </div>
        </section>
      </Show>
      <p class="ex-muted app-keys-hint">
        Press <kbd>?</kbd> for all keys.
      </p>
    </div>
  );
}
