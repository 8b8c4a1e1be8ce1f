import type { Exchange } from '@spanlab/sandbox/schemas/run-event.ts';
import { type JSX, Show } from 'solid-js';
import { formatDuration } from '../../../explorer/parts/duration.ts';
import { BodyView } from '../wire/BodyView.tsx';
import { Outcome } from '../wire/ExchangeRow.tsx';
import { HeaderTable } from '../wire/HeaderTable.tsx';

/** What a server answered: status, body, headers. */
export function Answer(props: { exchange: Exchange; services: readonly string[] }): JSX.Element {
  return (
    <Show when={props.exchange.response}>
      {(response) => (
        <>
          <p class="rq-status">
            <Outcome exchange={props.exchange} />
            <bdi>{response().statusText}</bdi>
            <span class="ex-muted">
              {formatDuration((props.exchange.endedAtMs - props.exchange.startedAtMs) * 1e6)}
            </span>
            <span class="ex-muted">
              <bdi>{`${props.exchange.method} ${props.exchange.url}`}</bdi>
            </span>
          </p>
          <BodyView
            body={response().body}
            headers={response().headers}
            expectSpans={false}
            services={props.services}
            what="answer"
          />
          <h3>Response headers</h3>
          <HeaderTable headers={response().headers} label="Response headers" />
        </>
      )}
    </Show>
  );
}
