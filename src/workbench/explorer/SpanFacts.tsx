import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { SourceLocation } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { type JSX, Show } from 'solid-js';
import { CopyButton } from '../../explorer/parts/CopyButton.tsx';
import { formatDuration, formatTimestamp } from '../../explorer/parts/duration.ts';
import type { SpanRef } from './span-ref.ts';
import { flagWords, kindWords, statusWords } from './span-words.ts';
import type { TraceNode } from './trace-tree.ts';

export interface SpanFactsProps {
  node: TraceNode;
  source: SourceLocation | undefined;
  onOpenSource: ((location: SourceLocation) => void) | undefined;
  find: (ref: SpanRef) => Span | undefined;
  onFollow: (ref: SpanRef) => void;
}

/** The fields every span has. */
export function SpanFacts(props: SpanFactsProps): JSX.Element {
  const span = (): Span => props.node.span;
  const parent = (): SpanRef => ({ traceId: span().traceId, spanId: span().parentSpanId });
  const share = (): string => {
    const { selfNs, durationNs } = props.node;
    return durationNs > 0 ? ` (${Math.round((selfNs / durationNs) * 100)} %)` : '';
  };

  return (
    <dl class="sd-facts">
      <Fact name="Duration">
        {span().endTimeUnixNano === 0n ? 'not known' : formatDuration(props.node.durationNs)}
        <Show when={props.node.children.length > 0 && props.node.durationNs > 0}>
          <span class="ex-muted">{`of its own ${formatDuration(props.node.selfNs)}${share()}`}</span>
        </Show>
      </Fact>
      <Fact name="Start">
        {`+${formatDuration(props.node.startNs)}`}
        <span class="ex-muted">{formatTimestamp(span().startTimeUnixNano)}</span>
      </Fact>
      <Fact name="Kind">
        {span().kind}
        <span class="ex-muted">{kindWords[span().kind]}</span>
      </Fact>
      <Fact name="Status">
        {span().status.code}
        <span class="ex-muted">{statusWords[span().status.code]}</span>
      </Fact>
      <Fact name="Parent">
        <Show
          when={span().parentSpanId !== ''}
          fallback={<span class="ex-muted">none: this is a root span</span>}
        >
          <Show
            when={props.find(parent())}
            fallback={
              <>
                <code>{span().parentSpanId}</code>
                <span class="ex-muted">not received</span>
              </>
            }
          >
            {(target) => (
              <button type="button" class="ex-follow" onClick={() => props.onFollow(parent())}>
                <bdi>{`${serviceName(target())} · ${target().name || '(no name)'}`}</bdi>
              </button>
            )}
          </Show>
        </Show>
      </Fact>
      <Show when={props.source}>
        {(source) => (
          <Fact name="Started at">
            <Show when={props.onOpenSource} fallback={<code>{place(source())}</code>}>
              {(open) => (
                <button type="button" class="ex-follow" onClick={() => open()(source())}>
                  <code>{place(source())}</code>
                </button>
              )}
            </Show>
          </Fact>
        )}
      </Show>
      <Fact name="Span id">
        <code>{span().spanId}</code>
        <CopyButton what="span id" text={() => span().spanId} />
      </Fact>
      <Fact name="Trace id">
        <code>{span().traceId}</code>
        <CopyButton what="trace id" text={() => span().traceId} />
      </Fact>
      <Fact name="Flags">
        <code>{(span().flags & 0xff).toString(16).padStart(2, '0')}</code>
        <span class="ex-muted">{flagWords(span().flags)}</span>
      </Fact>
      <Show when={span().traceState !== ''}>
        <Fact name="Trace state">
          <code>{span().traceState}</code>
          <CopyButton what="trace state" text={() => span().traceState} />
        </Fact>
      </Show>
    </dl>
  );
}

function Fact(props: { name: string; children: JSX.Element }): JSX.Element {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function place(source: SourceLocation): string {
  return `${source.file}:${source.line}`;
}
