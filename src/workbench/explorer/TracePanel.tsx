/** The Trace panel: which traces there are, one of them as a waterfall, one of its spans in full. */

import type { SourceLocation } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { createMemo, createSignal, type JSX, Show } from 'solid-js';
import { elementWidth } from '../../explorer/parts/element-width.ts';
import { SpanDetail } from './SpanDetail.tsx';
import type { SpanRef } from './span-ref.ts';
import { TraceHeader } from './TraceHeader.tsx';
import { TracePicker } from './TracePicker.tsx';
import { summariseTraces } from './trace-list.ts';
import { layoutTrace, type TraceNode } from './trace-tree.ts';
import { Waterfall } from './Waterfall.tsx';
import '../../explorer/parts/tokens.css';
import './trace-panel.css';

export interface TracePanelProps {
  /** In the order they arrived; may grow while a run goes on. */
  spans: readonly Span[];
  /** The lab's services, in its order: gives them their colours. */
  services: readonly string[];
  selected?: SpanRef | undefined;
  onSelect: (ref: SpanRef | undefined) => void;
  /** Where in the learner's files spans were started, by span id. */
  sources?: Readonly<Record<string, SourceLocation>> | undefined;
  onOpenSource?: ((location: SourceLocation) => void) | undefined;
  /** Where a trace is shown in a real Jaeger, if it is in one. */
  elsewhere?: ((traceId: string) => string) | undefined;
  /** What to do so that a trace appears here. */
  hint?: string | undefined;
}

/** Below this width the detail takes the place of the rows. */
const besidePx = 720;
const nothingFolded: ReadonlySet<string> = new Set();

export function TracePanel(props: TracePanelProps): JSX.Element {
  const [root, setRoot] = createSignal<HTMLElement>();
  const [picked, setPicked] = createSignal<string>();
  const [folded, setFolded] = createSignal<ReadonlyMap<string, ReadonlySet<string>>>(new Map());
  // Which of several spans with one id was chosen: a SpanRef cannot say. Before what reads it at once.
  const [duplicate, setDuplicate] = createSignal<string>();
  const width = elementWidth(root, 1000);
  const traces = createMemo(() => summariseTraces(props.spans));
  const current = createMemo(() => {
    const wanted = [props.selected?.traceId, picked()];
    const of = (id: string | undefined) => traces().find((each) => each.traceId === id);
    return wanted.map(of).find((each) => each !== undefined) ?? traces()[0];
  });
  const tree = createMemo(() => layoutTrace(current()?.spans ?? []));
  const selectedNode = createMemo(() => {
    const ref = props.selected;
    if (ref === undefined || ref.traceId !== tree().traceId) return undefined;
    const [spanId, nth] = [ref.spanId, duplicate()];
    const same = tree().nodes.filter((node) => node.span.spanId === spanId);
    return same.find((node) => node.key === nth) ?? same[0];
  });
  const collapsed = (): ReadonlySet<string> => folded().get(tree().traceId) ?? nothingFolded;
  const setCollapsed = (keys: ReadonlySet<string>): void => {
    setFolded(new Map(folded()).set(tree().traceId, keys));
  };
  const beside = (): boolean => width() >= besidePx;
  const find = (ref: SpanRef): Span | undefined =>
    props.spans.find((span) => span.spanId === ref.spanId && span.traceId === ref.traceId);
  const select = (node: TraceNode): void => {
    setPicked(node.span.traceId);
    setDuplicate(node.key);
    props.onSelect({ traceId: node.span.traceId, spanId: node.span.spanId });
  };
  const close = (): void => {
    setPicked(tree().traceId);
    props.onSelect(undefined);
    queueMicrotask(() => root()?.querySelector<HTMLElement>('.wf-row[tabindex="0"]')?.focus());
  };
  const pick = (traceId: string): void => {
    setPicked(traceId);
    if (props.selected !== undefined) props.onSelect(undefined);
  };

  return (
    <div class="ex dp-around tr" ref={setRoot} classList={{ 'dp-beside': beside() }}>
      <Show when={current()} fallback={<Empty hint={props.hint} />}>
        {(trace) => (
          <>
            <div class="dp-list" hidden={!beside() && selectedNode() !== undefined}>
              <Show when={traces().length > 1}>
                <TracePicker
                  traces={traces()}
                  services={props.services}
                  current={trace().traceId}
                  onPick={pick}
                />
              </Show>
              <TraceHeader
                trace={trace()}
                tree={tree()}
                collapsed={collapsed()}
                onCollapsed={setCollapsed}
                elsewhere={props.elsewhere?.(trace().traceId)}
              />
              <Waterfall
                tree={tree()}
                services={props.services}
                collapsed={collapsed()}
                onCollapsed={setCollapsed}
                selectedKey={selectedNode()?.key}
                onSelect={select}
                onClose={close}
                followKeys={beside() && selectedNode() !== undefined}
              />
            </div>
            <Show when={selectedNode()}>
              {(node) => (
                <SpanDetail
                  node={node()}
                  services={props.services}
                  alone={!beside()}
                  source={props.sources?.[node().span.spanId]}
                  onOpenSource={props.onOpenSource}
                  find={find}
                  onFollow={(ref) => props.onSelect({ traceId: ref.traceId, spanId: ref.spanId })}
                  onClose={close}
                />
              )}
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}

function Empty(props: { hint: string | undefined }): JSX.Element {
  return (
    <div class="ex-empty">
      <p>Spans appear here as bars on a time axis, each below the span that caused it.</p>
      <p>{props.hint ?? 'Press Run: a trace is drawn as soon as its first span arrives.'}</p>
    </div>
  );
}
