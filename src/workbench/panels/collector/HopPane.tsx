import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { CollectorHop, ComponentCounts } from '../../../../sandbox/schemas/collector.ts';
import { DetailPane } from '../../../explorer/parts/DetailPane.tsx';
import { plural } from '../../../words.ts';
import { Grouping } from './Grouping.tsx';
import { pairSpans } from './hop-diff.ts';
import type { HopPlace, HopView } from './hop-views.ts';
import { PairList } from './PairList.tsx';

export interface HopPaneProps {
  readonly title: string;
  /** At least one. */
  readonly views: readonly HopView[];
  readonly hops: readonly CollectorHop[] | undefined;
  /** Of the component that is looked at. */
  readonly counts: ComponentCounts | undefined;
  readonly services: readonly string[];
  readonly alone: boolean;
  /** The line the component is defined on. */
  readonly line: number | undefined;
  readonly onLine: (line: number) => void;
  readonly onClose: () => void;
}

/** The spans before and after a component, side by side. */
export function HopPane(props: HopPaneProps): JSX.Element {
  const [picked, setPicked] = createSignal<string>();
  const view = createMemo(() => props.views.find(({ pipeline }) => pipeline === picked()) ?? props.views[0]);
  return (
    <DetailPane
      label={`Spans at ${props.title}`}
      alone={props.alone}
      back="Back to the pipelines"
      close="Close the spans"
      onClose={props.onClose}
      head={
        <>
          <h3 class="dp-name">{props.title}</h3>
          <Show when={props.line}>
            {(line) => (
              <button type="button" class="ex-follow" onClick={() => props.onLine(line())}>
                {`line ${line()}`}
              </button>
            )}
          </Show>
        </>
      }
    >
      <Show when={props.views.length > 1}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and a border */}
        <div class="co-choices" role="group" aria-label="In which pipeline">
          <For each={props.views}>
            {({ pipeline }) => (
              <button
                type="button"
                class="ex-button"
                aria-pressed={view()?.pipeline === pipeline}
                onClick={() => setPicked(pipeline)}
              >
                {pipeline}
              </button>
            )}
          </For>
        </div>
      </Show>
      <Show when={view()} fallback={<p class="co-note">It stands in no pipeline: nothing passes it.</p>}>
        {(found) => (
          <Comparison
            view={found()}
            hops={props.hops}
            holds={props.counts?.queued ?? 0}
            services={props.services}
          />
        )}
      </Show>
    </DetailPane>
  );
}

function Comparison(props: {
  view: HopView;
  hops: readonly CollectorHop[] | undefined;
  holds: number;
  services: readonly string[];
}): JSX.Element {
  const at = (place: HopPlace | undefined) =>
    place && props.hops?.find(({ pipeline, index }) => pipeline === place.pipeline && index === place.index);
  const before = createMemo(() => at(props.view.before));
  const after = createMemo(() => at(props.view.after));
  const none = { spans: [], total: 0 };
  const compares = () => props.view.before !== undefined;
  const pairs = createMemo(() => {
    const [first, then] = [before() ?? none, after() ?? none];
    if (compares()) return pairSpans(first, then);
    return pairSpans(then, then);
  });
  const copied = () => [before(), after()].some((hop) => hop !== undefined && hop.total > 0);
  const carriesSpans = () => /^traces(?:\/|$)/u.test(props.view.pipeline);
  return (
    <Show
      when={carriesSpans()}
      fallback={
        <p class="co-note">{`${props.view.pipeline} carries no spans: what passes is counted, not copied.`}</p>
      }
    >
      <Show when={copied()} fallback={<NothingYet known={props.hops !== undefined} />}>
        <Show when={compares()}>
          <dl class="co-sides">
            <Side name="Before" hop={before()} />
            <Side name="After" hop={after()} />
          </dl>
        </Show>
        <Show when={!compares()}>
          <p class="co-note">{shownWords(after())}</p>
        </Show>
        <PairList
          pairs={pairs()}
          compares={compares()}
          holds={props.holds}
          maker={props.view.title}
          services={props.services}
        />
      </Show>
    </Show>
  );
}

function Side(props: { name: string; hop: CollectorHop | undefined }): JSX.Element {
  return (
    <div class="co-side">
      <dt>{props.name}</dt>
      <dd>
        {shownWords(props.hop)}
        <Grouping sizes={props.hop?.batches} />
      </dd>
    </div>
  );
}

/** "4 spans", "first 200 of 5,000 spans". */
function shownWords(hop: CollectorHop | undefined): string {
  if (!hop) return 'no spans';
  const { spans, total } = hop;
  if (spans.length >= total) return plural(total, 'span');
  return `first ${spans.length.toLocaleString('en')} of ${plural(total, 'span')}`;
}

function NothingYet(props: { known: boolean }): JSX.Element {
  return (
    <p class="co-note">
      {props.known
        ? 'No span has passed here in this run. Press Run: the spans appear on both sides as they were.'
        : 'Asking the Collector…'}
    </p>
  );
}
