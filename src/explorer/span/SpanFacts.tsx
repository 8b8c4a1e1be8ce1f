import type { SourceLocation } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { type JSX, Show } from 'solid-js';
import { plural } from '../../words.ts';
import type { Row } from '../model/trace-columns.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { formatDuration, formatTimestamp } from '../parts/duration.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import { Fact } from './Fact.tsx';
import { ParentFact } from './ParentFact.tsx';
import type { ShownSpan } from './shown-span.ts';
import { flagWords, kindWords, statusWords } from './span-words.ts';

export interface SpanFactsProps {
  shown: ShownSpan;
  times: ExplorerState['times'];
  source: SourceLocation | undefined;
  onOpenSource: ((location: SourceLocation) => void) | undefined;
  onSelect: (row: Row) => void;
}

/** The fields every span has. */
export function SpanFacts(props: SpanFactsProps): JSX.Element {
  const span = (): Span => props.shown.span;
  const of = (column: Float64Array | Uint32Array): number => column[props.shown.row] ?? 0;
  const columns = () => props.shown.columns;
  const below = (): number => of(columns().descendants);
  const durationNs = (): number => of(columns().durationNs);

  return (
    <dl class="sd-facts">
      <Fact name="Duration">
        {span().endTimeUnixNano === 0n ? 'not known' : formatDuration(durationNs())}
        <Show when={span().endTimeUnixNano !== 0n}>
          <span class="ex-muted">{partOf(durationNs(), columns().totalNs, 'of the trace')}</span>
        </Show>
      </Fact>
      <Show when={below() > 0 && durationNs() > 0}>
        <Fact name="Self time">
          {formatDuration(of(columns().selfNs))}
          <span class="ex-muted">{partOf(of(columns().selfNs), durationNs(), 'without its children')}</span>
        </Fact>
      </Show>
      <Start shown={props.shown} times={props.times} />
      <Fact name="Kind">
        {span().kind}
        <span class="ex-muted">{kindWords[span().kind]}</span>
      </Fact>
      <Fact name="Status">
        {span().status.code}
        <span class="ex-muted">{statusWords[span().status.code]}</span>
      </Fact>
      <ParentFact shown={props.shown} onSelect={props.onSelect} />
      <Show when={below() > 0}>
        <Fact name="Below it">
          {plural(below(), 'span')}
          <Show when={of(columns().errorsBelow) > 0}>
            <span class="sd-bad">{`${of(columns().errorsBelow).toLocaleString('en')} of them failed`}</span>
          </Show>
        </Fact>
      </Show>
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
      <Copied name="Span id" what="span id" text={span().spanId} />
      <Copied name="Trace id" what="trace id" text={span().traceId} />
      <Fact name="Flags">
        <code>{(span().flags & 0xff).toString(16).padStart(2, '0')}</code>
        <span class="ex-muted">{flagWords(span())}</span>
      </Fact>
      <Show when={span().traceState !== ''}>
        <Copied name="Trace state" what="trace state" text={span().traceState} />
      </Show>
    </dl>
  );
}

/** When it started, twice: first the way times are shown elsewhere. */
function Start(props: { shown: ShownSpan; times: ExplorerState['times'] }): JSX.Element {
  const relative = (): string => {
    const ns = props.shown.columns.startNs[props.shown.row] ?? 0;
    return `${ns < 0 ? '' : '+'}${formatDuration(ns)}`;
  };
  const absolute = (): string => formatTimestamp(props.shown.span.startTimeUnixNano);
  const isAbsolute = (): boolean => props.times === 'absolute';
  return (
    <Fact name="Start">
      {isAbsolute() ? absolute() : relative()}
      <span class="ex-muted">{isAbsolute() ? relative() : absolute()}</span>
      <CopyButton
        what="start in nanoseconds since 1970"
        text={() => String(props.shown.span.startTimeUnixNano)}
      />
    </Fact>
  );
}

function Copied(props: { name: string; what: string; text: string }): JSX.Element {
  return (
    <Fact name={props.name}>
      <Show when={props.text !== ''} fallback={<span class="ex-muted">none was sent</span>}>
        <code>
          <bdi>{props.text}</bdi>
        </code>
        <CopyButton what={props.what} text={() => props.text} />
      </Show>
    </Fact>
  );
}

/** `31 % of the trace`; nothing when there is nothing to compare with. */
function partOf(part: number, whole: number, what: string): string {
  if (part < 0 || whole <= 0) return '';
  const percent = (part / whole) * 100;
  const rounded = percent > 0 && percent < 1 ? '<1' : String(Math.round(percent));
  return `${rounded} % ${what}`;
}

function place(source: SourceLocation): string {
  return `${source.file}:${source.line}`;
}
