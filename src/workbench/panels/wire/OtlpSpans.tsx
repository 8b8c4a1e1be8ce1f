import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { For, type JSX, Show } from 'solid-js';
import { formatDuration } from '../../../explorer/parts/duration.ts';
import { ErrorMark } from '../../../explorer/parts/marks.tsx';
import { ServiceLabel } from '../../../explorer/parts/ServiceLabel.tsx';
import { AttributeTable } from '../../../explorer/span/AttributeTable.tsx';
import type { SpanRef } from '../../../explorer/span/span-ref.ts';
import { plural } from '../../../words.ts';

export interface OtlpSpansProps {
  spans: readonly Span[];
  services: readonly string[];
  onOpenSpan?: ((ref: SpanRef) => void) | undefined;
}

const most = 100;

/** What an OTLP payload holds, a line a span; a line opens to the span's fields. */
export function OtlpSpans(props: OtlpSpansProps): JSX.Element {
  return (
    <>
      <p class="ex-muted">{`${plural(props.spans.length, 'span')} in OTLP`}</p>
      <ul class="wd-spans">
        <For each={props.spans.slice(0, most)}>
          {(span) => (
            <li>
              <details>
                <summary>
                  <ServiceLabel service={serviceName(span)} services={props.services} />
                  <bdi class="wd-span">{span.name || '(no name)'}</bdi>
                  <Show when={span.status.code === 'ERROR'}>
                    <span class="ex-flag ex-flag-error">
                      <ErrorMark />
                      error
                    </span>
                  </Show>
                  <span class="ex-muted">{span.kind}</span>
                  <span class="ex-muted">
                    {formatDuration(Number(span.endTimeUnixNano - span.startTimeUnixNano))}
                  </span>
                </summary>
                <p class="wd-ids">
                  trace <code>{span.traceId}</code> · span <code>{span.spanId}</code> · parent{' '}
                  <code>{span.parentSpanId || 'none'}</code>
                  <Show when={props.onOpenSpan}>
                    {(open) => (
                      <>
                        {' '}
                        <button
                          type="button"
                          class="ex-follow"
                          onClick={() => open()({ traceId: span.traceId, spanId: span.spanId })}
                        >
                          Show in trace
                        </button>
                      </>
                    )}
                  </Show>
                </p>
                <AttributeTable
                  attributes={span.attributes}
                  owner="span"
                  label={`Attributes of ${span.name}`}
                  empty="No attributes."
                />
              </details>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.spans.length > most}>
        <p class="ex-none">{`and ${plural(props.spans.length - most, 'more span')}`}</p>
      </Show>
    </>
  );
}
