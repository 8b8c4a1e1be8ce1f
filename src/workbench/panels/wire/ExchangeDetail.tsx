import type { Exchange } from '@spanlab/sandbox/schemas/run-event.ts';
import { type JSX, onMount, Show } from 'solid-js';
import { CopyButton } from '../../explorer/CopyButton.tsx';
import { formatDuration } from '../../explorer/duration.ts';
import { BackMark, CloseMark, ErrorMark } from '../../explorer/marks.tsx';
import { ServiceLabel } from '../../explorer/ServiceLabel.tsx';
import type { SpanRef } from '../../explorer/span-ref.ts';
import { BodyView } from './BodyView.tsx';
import { asCurl } from './curl.ts';
import { Outcome, Receiver } from './ExchangeRow.tsx';
import { isTraceExport } from './exchange-words.ts';
import { HeaderTable } from './HeaderTable.tsx';

export interface ExchangeDetailProps {
  exchange: Exchange;
  services: readonly string[];
  /** Shown in place of the rows: it takes the focus and offers the way back. */
  alone: boolean;
  onOpenSpan: ((ref: SpanRef) => void) | undefined;
  onClose: () => void;
}

/** Both halves of an exchange, headers and bodies, as they crossed the network. */
export function ExchangeDetail(props: ExchangeDetailProps): JSX.Element {
  const exchange = (): Exchange => props.exchange;
  let back: HTMLButtonElement | undefined;
  onMount(() => {
    if (props.alone) back?.focus();
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    props.onClose();
  };

  return (
    <section class="wd" aria-label={`${exchange().method} ${exchange().url}`} onKeyDown={onKeyDown}>
      <header class="wd-head">
        <button
          ref={(element) => {
            back = element;
          }}
          type="button"
          class="ex-button"
          classList={{ 'ex-button-icon': !props.alone, 'wd-close': !props.alone }}
          aria-label={props.alone ? undefined : 'Close exchange'}
          onClick={() => props.onClose()}
        >
          <Show when={props.alone} fallback={<CloseMark />}>
            <BackMark />
            Back to the list
          </Show>
        </button>
        <h3 class="wd-name">
          {exchange().method} <bdi>{exchange().url}</bdi>
        </h3>
        <p class="wd-facts">
          <ServiceLabel service={exchange().from} services={props.services} />
          <span class="ex-muted">→</span>
          <Receiver exchange={exchange()} services={props.services} />
          <Outcome exchange={exchange()} />
          <span class="ex-muted">
            <bdi>{exchange().response?.statusText}</bdi>
          </span>
          <span class="ex-muted">
            {formatDuration((exchange().endedAtMs - exchange().startedAtMs) * 1e6)}
          </span>
        </p>
      </header>

      <Show when={exchange().failure}>
        {(failure) => (
          <p class="wd-failure">
            <ErrorMark />
            <span>
              <strong>No answer.</strong> The program saw: <code>{failure()}</code>
            </span>
          </p>
        )}
      </Show>

      <h4>Request headers</h4>
      <HeaderTable
        headers={exchange().requestHeaders}
        label="Request headers"
        onOpenSpan={props.onOpenSpan}
      />
      <h4>Request body</h4>
      <BodyView
        body={exchange().requestBody}
        headers={exchange().requestHeaders}
        expectSpans={isTraceExport(exchange())}
        services={props.services}
        what="request body"
        onOpenSpan={props.onOpenSpan}
      />
      <Show when={exchange().response}>
        {(response) => (
          <>
            <h4>Response headers</h4>
            <HeaderTable
              headers={response().headers}
              label="Response headers"
              onOpenSpan={props.onOpenSpan}
            />
            <h4>Response body</h4>
            <BodyView
              body={response().body}
              headers={response().headers}
              expectSpans={false}
              services={props.services}
              what="response body"
              onOpenSpan={props.onOpenSpan}
            />
          </>
        )}
      </Show>
      <p class="wd-actions">
        <CopyButton what="request as curl" text={() => asCurl(exchange())} wordy />
      </p>
    </section>
  );
}
