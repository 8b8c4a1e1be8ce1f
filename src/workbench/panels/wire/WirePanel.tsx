/** The Wire panel: every HTTP exchange of the lab, and one of them in full. */
import type { Exchange } from '@spanlab/sandbox/schemas/run-event.ts';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { elementWidth } from '../../../explorer/parts/element-size.ts';
import type { SpanRef } from '../../../explorer/span/span-ref.ts';
import { ExchangeDetail } from './ExchangeDetail.tsx';
import { ExchangeList } from './ExchangeList.tsx';
import { passes, type WireFilter } from './exchange-words.ts';
import '../../../explorer/parts/tokens.css';
import './wire.css';

export interface WirePanelProps {
  /** In the order they began. */
  exchanges: readonly Exchange[];
  /** The lab's services, in its order. What goes to anybody else is telemetry. */
  services: readonly string[];
  /** Id of the exchange in detail. Left out, the panel keeps that to itself. */
  selected?: string | undefined;
  onSelect?: ((id: string | undefined) => void) | undefined;
  /** Shows a span named by a `traceparent` or an OTLP payload. */
  onOpenSpan?: ((ref: SpanRef) => void) | undefined;
  /** What to do so that something appears here. */
  hint?: string | undefined;
}

const filters: readonly { filter: WireFilter; label: string }[] = [
  { filter: 'all', label: 'All' },
  { filter: 'app', label: 'App' },
  { filter: 'telemetry', label: 'Telemetry' },
];
const besidePx = 720;

export function WirePanel(props: WirePanelProps): JSX.Element {
  const [root, setRoot] = createSignal<HTMLElement>();
  const [filter, setFilter] = createSignal<WireFilter>('all');
  const [own, setOwn] = createSignal<string>();
  const width = elementWidth(root, 1000);
  const beside = (): boolean => width() >= besidePx;
  const chosen = (): string | undefined => (props.onSelect === undefined ? own() : props.selected);
  const choose = (id: string | undefined): void => {
    if (props.onSelect === undefined) setOwn(id);
    else props.onSelect(id);
  };
  const detail = createMemo(() => props.exchanges.find((each) => each.id === chosen()));
  const shown = createMemo(() => props.exchanges.filter((each) => passes(each, filter(), props.services)));
  const counts = createMemo(() => {
    const app = props.exchanges.filter((each) => passes(each, 'app', props.services)).length;
    return { all: props.exchanges.length, app, telemetry: props.exchanges.length - app };
  });
  const close = (): void => {
    choose(undefined);
    queueMicrotask(() => root()?.querySelector<HTMLElement>('.wi-row[tabindex="0"]')?.focus());
  };

  return (
    <div class="ex dp-around wi" ref={setRoot} classList={{ 'dp-beside': beside() }}>
      <Show when={props.exchanges.length > 0} fallback={<Empty hint={props.hint} />}>
        <div class="dp-list" hidden={!beside() && detail() !== undefined}>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and a border */}
          <div class="wi-filters" role="group" aria-label="Which exchanges are listed">
            <For each={filters}>
              {(each) => (
                <button
                  type="button"
                  class="ex-button"
                  aria-pressed={filter() === each.filter}
                  onClick={() => setFilter(each.filter)}
                >
                  {each.label}
                  <span class="wi-count">{counts()[each.filter]}</span>
                </button>
              )}
            </For>
          </div>
          <Show
            when={shown().length > 0}
            fallback={<p class="ex-empty">{`No ${filter()} exchange so far.`}</p>}
          >
            <ExchangeList
              exchanges={shown()}
              services={props.services}
              selected={detail()?.id}
              onSelect={choose}
              onClose={close}
              followKeys={beside() && detail() !== undefined}
            />
          </Show>
        </div>
        <Show when={detail()}>
          {(exchange) => (
            <ExchangeDetail
              exchange={exchange()}
              services={props.services}
              alone={!beside()}
              onOpenSpan={props.onOpenSpan}
              onClose={close}
            />
          )}
        </Show>
      </Show>
    </div>
  );
}

function Empty(props: { hint: string | undefined }): JSX.Element {
  return (
    <div class="ex-empty">
      <p>Every HTTP request of the lab appears here, with headers and bodies as they crossed the network.</p>
      <p>{props.hint ?? 'Press Run, and have one program ask another.'}</p>
    </div>
  );
}
