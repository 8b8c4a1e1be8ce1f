import type { Body, Exchange, HeaderList } from '@spanlab/sandbox/schemas/run-event.ts';
import { type JSX, Show } from 'solid-js';
import { CopyButton } from '../../../explorer/parts/CopyButton.tsx';
import { DetailPane } from '../../../explorer/parts/DetailPane.tsx';
import { formatDuration } from '../../../explorer/parts/duration.ts';
import { ErrorMark } from '../../../explorer/parts/marks.tsx';
import { ServiceLabel } from '../../../explorer/parts/ServiceLabel.tsx';
import type { SpanRef } from '../../../explorer/span/span-ref.ts';
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
  return (
    <DetailPane
      label={`${exchange().method} ${exchange().url}`}
      alone={props.alone}
      back="Back to the list"
      close="Close exchange"
      onClose={props.onClose}
      head={
        <>
          <h3 class="dp-name wd-name">
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
        </>
      }
    >
      <Show when={exchange().failure}>
        {(failure) => (
          <p class="dp-note dp-note-error">
            <ErrorMark />
            <span>
              <strong>No answer.</strong> The program saw: <code>{failure()}</code>
            </span>
          </p>
        )}
      </Show>

      <Half
        name="Request"
        headers={exchange().requestHeaders}
        body={exchange().requestBody}
        expectSpans={isTraceExport(exchange())}
        services={props.services}
        onOpenSpan={props.onOpenSpan}
      />
      <Show when={exchange().response}>
        {(response) => (
          <Half
            name="Response"
            headers={response().headers}
            body={response().body}
            expectSpans={false}
            services={props.services}
            onOpenSpan={props.onOpenSpan}
          />
        )}
      </Show>
      <p class="dp-actions">
        <CopyButton what="request as curl" text={() => asCurl(exchange())} wordy />
      </p>
    </DetailPane>
  );
}

/** What one side sent. */
function Half(props: {
  name: 'Request' | 'Response';
  headers: HeaderList;
  body: Body | undefined;
  expectSpans: boolean;
  services: readonly string[];
  onOpenSpan: ((ref: SpanRef) => void) | undefined;
}): JSX.Element {
  return (
    <>
      <h4>{props.name} headers</h4>
      <HeaderTable headers={props.headers} label={`${props.name} headers`} onOpenSpan={props.onOpenSpan} />
      <h4>{props.name} body</h4>
      <BodyView
        body={props.body}
        headers={props.headers}
        expectSpans={props.expectSpans}
        services={props.services}
        what={`${props.name.toLowerCase()} body`}
        onOpenSpan={props.onOpenSpan}
      />
    </>
  );
}
