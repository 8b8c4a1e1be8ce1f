/** The request box: ask a running server by hand, and read its answer. */
import type { Exchange } from '@spanlab/sandbox/schemas/run-event.ts';
import { createEffect, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { ErrorMark, WarningMark } from '../../../explorer/parts/marks.tsx';
import { Answer } from './Answer.tsx';
import {
  methods,
  type RequestDraft,
  type RequestInput,
  remembered,
  requestFromDraft,
  takesBody,
} from './request-draft.ts';
import '../../../explorer/parts/tokens.css';
import '../../../explorer/parts/detail-pane.css';
import '../wire/wire.css';
import './request.css';

export interface RequestBoxProps {
  /** Sends it on the lab's network. What goes wrong there comes back as an exchange with a `failure`. */
  send: (input: RequestInput) => Promise<Exchange>;
  /** Servers that listen now. */
  servers: readonly { service: string; address: string }[];
  /** The lab's services, in its order; for colours. */
  services?: readonly string[] | undefined;
}

export function RequestBox(props: RequestBoxProps): JSX.Element {
  const id = createUniqueId();
  const [draft, setDraft] = createStore<RequestDraft>({
    address: '',
    method: 'GET',
    path: '/',
    headers: '',
    body: '',
  });
  const [history, setHistory] = createSignal<readonly RequestDraft[]>([]);
  const [problem, setProblem] = createSignal('');
  const [waiting, setWaiting] = createSignal(false);
  const [answer, setAnswer] = createSignal<Exchange>();
  const off = (): boolean => props.servers.length === 0;

  // The chosen server may have ended: then the first that listens is asked.
  createEffect(() => {
    const addresses = props.servers.map((each) => each.address);
    if (!addresses.includes(draft.address)) setDraft('address', addresses[0] ?? '');
  });

  const send = async (): Promise<void> => {
    if (off() || waiting()) return;
    const drafted = requestFromDraft(draft);
    setProblem(drafted.ok ? '' : drafted.problem);
    if (!drafted.ok) return;
    setHistory(remembered({ ...draft }, history()));
    setWaiting(true);
    try {
      setAnswer(await props.send(drafted.input));
    } catch (error) {
      setProblem(`The request could not be sent: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      setWaiting(false);
    }
  };

  return (
    <div class="ex rq">
      <form
        class="rq-form"
        aria-label="Send a request"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <fieldset class="rq-fields" disabled={off()} aria-describedby={off() ? `${id}-off` : undefined}>
          <div class="rq-line">
            <select
              aria-label="Method"
              value={draft.method}
              onChange={(event) => setDraft('method', event.currentTarget.value)}
            >
              <For each={methods}>{(method) => <option value={method}>{method}</option>}</For>
            </select>
            <select
              aria-label="Server"
              class="rq-server"
              value={draft.address}
              onChange={(event) => setDraft('address', event.currentTarget.value)}
            >
              <Show when={off()}>
                <option value="">no server</option>
              </Show>
              <For each={props.servers}>
                {(server) => (
                  <option value={server.address}>{`${server.service} · ${server.address}`}</option>
                )}
              </For>
            </select>
            <input
              aria-label="Path"
              class="rq-path"
              type="text"
              value={draft.path}
              spellcheck={false}
              autocapitalize="off"
              autocomplete="off"
              onInput={(event) => setDraft('path', event.currentTarget.value)}
            />
            <button type="submit" class="ex-button rq-send" disabled={off() || waiting()}>
              {waiting() ? 'Waiting…' : 'Send'}
            </button>
          </div>
          <div class="rq-more">
            <label class="rq-label">
              Headers
              <textarea
                rows={2}
                value={draft.headers}
                placeholder="name: value, one a line"
                spellcheck={false}
                autocapitalize="off"
                onInput={(event) => setDraft('headers', event.currentTarget.value)}
              />
            </label>
            <Show when={takesBody(draft.method)}>
              <label class="rq-label">
                Body
                <textarea
                  rows={2}
                  value={draft.body}
                  spellcheck={false}
                  autocapitalize="off"
                  onInput={(event) => setDraft('body', event.currentTarget.value)}
                />
              </label>
            </Show>
          </div>
        </fieldset>
        <Show when={off()}>
          <p id={`${id}-off`} class="rq-note">
            No server is running, so there is nobody to ask. Press Run; once a server listens, send it
            requests from here.
          </p>
        </Show>
        <Show when={problem() !== ''}>
          <p class="rq-note rq-problem" role="alert">
            <WarningMark />
            {problem()}
          </p>
        </Show>
      </form>

      <Show when={history().length > 0}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and a border */}
        <div class="rq-history" role="group" aria-label="Requests sent before">
          <For each={history()}>
            {(past) => (
              <button
                type="button"
                class="ex-button"
                title={past.address}
                onClick={() => setDraft({ ...past })}
              >
                {`${past.method} ${past.path}`}
              </button>
            )}
          </For>
        </div>
      </Show>

      <div class="rq-answer" aria-live="polite" aria-busy={waiting()}>
        <Show
          when={answer()}
          fallback={<p class="ex-empty">The answer appears here: its status, its headers and its body.</p>}
        >
          {(exchange) => (
            <Show
              when={exchange().response}
              fallback={
                <p class="dp-note dp-note-error">
                  <ErrorMark />
                  <span>
                    <strong>No answer.</strong> <code>{exchange().failure}</code>
                  </span>
                </p>
              }
            >
              <Answer exchange={exchange()} services={props.services ?? []} />
            </Show>
          )}
        </Show>
      </div>
    </div>
  );
}
