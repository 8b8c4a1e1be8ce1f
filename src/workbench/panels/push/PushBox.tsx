/** The push form: a span made by hand, sent to where you say, and the answer as it was. */

import { verdictOn } from '@spanlab/sandbox/push/otlp-answer.ts';
import { otlpEncodings } from '@spanlab/sandbox/push/otlp-request.ts';
import type { Exchange, HeaderList } from '@spanlab/sandbox/schemas/run-event.ts';
import { spanKinds, statusCodes } from '@spanlab/sandbox/schemas/span-enums.ts';
import { encodeTracesJson } from '@spanlab/sandbox/store/otlp/encode-json.ts';
import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { CopyButton } from '../../../explorer/parts/CopyButton.tsx';
import { ErrorMark } from '../../../explorer/parts/marks.tsx';
import { Answer } from '../request/Answer.tsx';
import { PushField } from './PushField.tsx';
import { commandOf, emptyDraft, type PushDraft, requestOf } from './push-draft.ts';
import { randomHex } from './random-hex.ts';
import '../../../explorer/parts/tokens.css';
import '../../../explorer/parts/detail-pane.css';
import '../wire/wire.css';
import '../request/request.css';
import './push.css';

export interface PushBoxProps {
  /** Sends it on the lab's network. What goes wrong there comes back as an exchange with a `failure`. */
  send: (input: {
    method: string;
    url: string;
    headers: HeaderList;
    body: Uint8Array<ArrayBuffer>;
  }) => Promise<Exchange>;
  /** Whether anything could answer now. */
  ready: boolean;
  /** Where OTLP/HTTP is taken in this lab, as far as is known. */
  endpoint: string;
  services: readonly string[];
}

/** Fields that are always in sight. */
const basics = new Set(['endpoint', 'yaml', 'service', 'name', 'duration']);

type TextField = Exclude<keyof PushDraft, 'encoding' | 'several'>;

export function PushBox(props: PushBoxProps): JSX.Element {
  const [draft, setDraft] = createStore<PushDraft>({ ...emptyDraft, endpoint: props.endpoint });
  const [problems, setProblems] = createSignal<readonly { option: string; message: string }[]>([]);
  const [waiting, setWaiting] = createSignal(false);
  const [failure, setFailure] = createSignal('');
  const [dryRun, setDryRun] = createSignal('');
  const [answer, setAnswer] = createSignal<{ exchange: Exchange; spans: number }>();
  /** The last span that was sent, to hang the next one under. */
  const [last, setLast] = createSignal<{ traceId: string; spanId: string }>();

  // It follows the Collector's file for as long as nobody has written another one.
  createEffect(
    on(
      () => props.endpoint,
      (offered, before) => draft.endpoint === before && setDraft('endpoint', offered),
    ),
  );
  const drafted = () => requestOf(draft, { now: BigInt(Date.now()) * 1_000_000n, randomHex });
  const check = () => {
    const made = drafted();
    setProblems(made.ok ? [] : made.problems);
    setFailure('');
    setDryRun('');
    return made.ok ? made : undefined;
  };
  const send = async (): Promise<void> => {
    if (waiting() || !props.ready) return;
    const made = check();
    if (made === undefined) return;
    const { url, headers, body } = made.request;
    setWaiting(true);
    try {
      const exchange = await props.send({ method: 'POST', url, headers, body });
      setAnswer({ exchange, spans: made.spans.length });
      const [first] = made.spans;
      if (first && exchange.response) setLast({ traceId: first.traceId, spanId: first.spanId });
    } catch (error) {
      setFailure(`Nothing was sent: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      setWaiting(false);
    }
  };
  const show = (): void => {
    const made = check();
    if (made !== undefined) setDryRun(JSON.stringify(encodeTracesJson(made.spans), undefined, 2));
  };
  const hangUnder = (): void => {
    const parent = last();
    if (parent) setDraft({ 'trace-id': parent.traceId, parent: parent.spanId, 'span-id': '' });
  };

  const field = (
    name: TextField,
    label: string,
    more: { rows?: number; placeholder?: string; wide?: boolean } = {},
  ) => (
    <PushField
      label={label}
      value={draft[name]}
      onInput={(value) => setDraft(name, value)}
      problem={problems().find(({ option }) => option === name)?.message}
      {...more}
    />
  );

  return (
    <div class="ex rq ps">
      <form
        class="rq-form"
        aria-label="Push a span"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div class="ps-fields">
          {field('endpoint', 'Endpoint', { wide: true })}
          <Show when={!draft.several} fallback={field('yaml', 'Spans, as YAML', { rows: 8, wide: true })}>
            {field('service', 'Service')}
            {field('name', 'Span name')}
            {field('duration', 'Duration', { placeholder: '1s' })}
          </Show>
        </div>
        <details class="ps-more" open={problems().some(({ option }) => !basics.has(option))}>
          <summary>Everything else</summary>
          <div class="ps-fields">
            <Show when={!draft.several}>
              <Choice
                label="Kind"
                value={draft.kind}
                options={spanKinds.slice(1)}
                onChange={(value) => setDraft('kind', value)}
              />
              <Choice
                label="Status"
                value={draft.status}
                options={statusCodes}
                onChange={(value) => setDraft('status', value)}
              />
              {field('status-message', 'Status message')}
              {field('start', 'Start', { placeholder: 'so that it ends now' })}
              {field('shift', 'Shift', { placeholder: '-1h' })}
              {field('trace-id', 'Trace id', { placeholder: 'a new one' })}
              {field('span-id', 'Span id', { placeholder: 'a new one' })}
              {field('parent', 'Parent span id', { placeholder: 'none: a root span' })}
              {field('trace-state', 'Trace state')}
              {field('attr', 'Attributes, one a line', {
                rows: 2,
                wide: true,
                placeholder: 'http.route=/\nretries:int=3',
              })}
              {field('event', 'Events', { rows: 2, wide: true, placeholder: 'sold out@250ms;item=milk' })}
              {field('link', 'Links', { rows: 1, wide: true, placeholder: '<trace id>:<span id>' })}
              {field('resource', 'Resource attributes', {
                rows: 1,
                wide: true,
                placeholder: 'host.name=till-1',
              })}
            </Show>
            {field('header', 'Headers of the request', {
              rows: 1,
              wide: true,
              placeholder: 'authorization: Bearer …',
            })}
            <Choice
              label="Encoding"
              value={draft.encoding}
              options={otlpEncodings}
              required
              onChange={(value) => setDraft('encoding', value as PushDraft['encoding'])}
            />
          </div>
        </details>
        <div class="ps-actions">
          <button type="submit" class="ex-button rq-send" disabled={waiting() || !props.ready}>
            {waiting() ? 'Waiting…' : 'Push'}
          </button>
          <button type="button" class="ex-button" onClick={show}>
            Dry run
          </button>
          <button
            type="button"
            class="ex-button"
            aria-pressed={draft.several}
            onClick={() => setDraft('several', !draft.several)}
          >
            Several spans
          </button>
          <Show when={last() !== undefined && !draft.several}>
            <button type="button" class="ex-button" onClick={hangUnder}>
              Child of the last one
            </button>
          </Show>
          <CopyButton text={() => commandOf(draft)} what="as a command" wordy />
        </div>
        <Show when={!props.ready}>
          <p class="rq-note">Nothing runs yet that could take a span. Press Run, and push when it is up.</p>
        </Show>
        <Show when={problems().length > 0}>
          <p class="rq-note rq-problem" role="alert">{`Not made: ${problems()
            .map(({ option, message }) => `${option}: ${message}`)
            .join('; ')}`}</p>
        </Show>
      </form>
      <div class="rq-answer" aria-live="polite" aria-busy={waiting()}>
        <Show when={failure() !== ''}>
          <p class="dp-note dp-note-error">
            <ErrorMark />
            <span>{failure()}</span>
          </p>
        </Show>
        <Show when={dryRun() !== ''}>
          <p class="rq-note">Dry run: nothing was sent. This would be the body, as JSON.</p>
          <section class="ps-dry" tabindex={0} aria-label="The body that would be sent">
            <pre>{dryRun()}</pre>
          </section>
        </Show>
        <Show when={dryRun() === '' && failure() === ''}>
          <Show
            when={answer()}
            fallback={<p class="ex-empty">The answer appears here as it was: status, body, headers.</p>}
          >
            {(given) => <Told exchange={given().exchange} spans={given().spans} services={props.services} />}
          </Show>
        </Show>
      </div>
    </div>
  );
}

function Told(props: { exchange: Exchange; spans: number; services: readonly string[] }): JSX.Element {
  const sentence = () => {
    const { response } = props.exchange;
    if (response === undefined) return undefined;
    return verdictOn({ ...response, body: response.body?.bytes ?? new Uint8Array() }, props.spans).sentence;
  };
  /** Something listens, and speaks another protocol. */
  const notHttp = () => /Parse Error|malformed HTTP/u.test(props.exchange.failure ?? '');
  return (
    <Show
      when={sentence()}
      fallback={
        <p class="dp-note dp-note-error">
          <ErrorMark />
          <span>
            <strong>{notHttp() ? 'An answer that is not HTTP.' : 'No answer.'}</strong>{' '}
            <code>{props.exchange.failure}</code>
          </span>
        </p>
      }
    >
      {(words) => (
        <>
          <p class="rq-note">{words()}</p>
          <Answer exchange={props.exchange} services={props.services} />
        </>
      )}
    </Show>
  );
}

function Choice(props: {
  label: string;
  value: string;
  options: readonly string[];
  required?: boolean;
  onChange: (value: string) => void;
}): JSX.Element {
  return (
    <label class="ps-field">
      <span>{props.label}</span>
      <select value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        <Show when={!props.required}>
          <option value="">not given</option>
        </Show>
        <For each={props.options}>{(option) => <option value={option}>{option}</option>}</For>
      </select>
    </label>
  );
}
