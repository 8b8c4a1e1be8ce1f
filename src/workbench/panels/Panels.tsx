import { createMemo, createUniqueId, For, type JSX, Match, Show, Switch } from 'solid-js';
import { TabList } from '../../TabList.tsx';
import { lazyPart } from '../LazyPart.tsx';
import type { PanelName } from '../state/lesson-data.ts';
import { shown } from '../state/run-state.ts';
import { useWorkbench } from '../state/workbench-model.ts';
import { ChecksPanel } from './ChecksPanel.tsx';
import './panels.css';

const ConsolePanel = lazyPart(async () => (await import('./ConsolePanel.tsx')).ConsolePanel);
const TracePanel = lazyPart(async () => (await import('./TraceView.tsx')).TraceView);
const WirePanel = lazyPart(async () => (await import('./WireView.tsx')).WireView);
const PushBox = lazyPart(async () => (await import('./PushView.tsx')).PushView);
const CollectorPanel = lazyPart(async () => (await import('./CollectorView.tsx')).CollectorView);
const RequestBox = lazyPart(async () => (await import('./RequestView.tsx')).RequestView);

const titles: Readonly<Record<PanelName, string>> = {
  console: 'Console',
  trace: 'Trace',
  wire: 'Wire',
  collector: 'Collector',
  checks: 'Checks',
  push: 'Push',
  request: 'Request',
};

/** The tabs below the strip, with what there is in each. A panel is loaded when it is first needed. */
export function Panels(props: { wanted: boolean }) {
  const workbench = useWorkbench();
  const ids = `wb-panel-${createUniqueId()}`;
  const state = workbench.runner.state;
  /** Panels stay in the page once they were shown, so that they keep their place. */
  const open = createMemo<ReadonlySet<PanelName>>(
    (before) => (before.has(workbench.panel()) ? before : new Set([...before, workbench.panel()])),
    new Set(),
  );
  const counts: Readonly<Record<PanelName, () => string>> = {
    console: () => amount(shown(state(), (record) => record.console).content.length),
    trace: () =>
      amount(new Set(shown(state(), (record) => record.stored).content.map((span) => span.traceId)).size),
    wire: () => amount(shown(state(), (record) => record.exchanges).content.length),
    checks: () => {
      const all = workbench.expectation().checks.length;
      const results = shown(state(), (record) => record.checks).content;
      return results.length > 0 ? `${results.filter(({ ok }) => ok).length}/${all}` : String(all);
    },
    push: () => '',
    collector: () => (workbench.collector.problems().length > 0 ? '✕' : ''),
    request: () => '',
  };

  function body(panel: PanelName): JSX.Element {
    const waiting = () => <EmptyPanel panel={panel} />;
    return (
      <Show when={props.wanted || panel === 'checks'} fallback={waiting()}>
        <Switch>
          <Match when={panel === 'console'}>
            <ConsolePanel waiting={waiting} />
          </Match>
          <Match when={panel === 'trace'}>
            <TracePanel waiting={waiting} />
          </Match>
          <Match when={panel === 'wire'}>
            <WirePanel waiting={waiting} />
          </Match>
          <Match when={panel === 'push'}>
            <PushBox waiting={waiting} />
          </Match>
          <Match when={panel === 'collector'}>
            <CollectorPanel waiting={waiting} />
          </Match>
          <Match when={panel === 'request'}>
            <RequestBox waiting={waiting} />
          </Match>
          <Match when={panel === 'checks'}>
            <ChecksPanel />
          </Match>
        </Switch>
      </Show>
    );
  }

  return (
    <div class="wb-panels">
      <div class="wb-panel-tabs">
        <TabList
          look="wb"
          label="Results"
          names={workbench.panels}
          selected={workbench.panel()}
          onSelect={workbench.showPanel}
          controls={(panel) => `${ids}-${panel}`}
          tabId={(panel) => `${ids}-${panel}-tab`}
        >
          {(panel) => (
            <>
              {titles[panel]}
              <Show when={counts[panel]() !== ''}>
                <span class="wb-tab-count">{counts[panel]()}</span>
              </Show>
            </>
          )}
        </TabList>
      </div>
      <For each={workbench.panels}>
        {(panel) => (
          <div
            class="wb-panel"
            role="tabpanel"
            id={`${ids}-${panel}`}
            aria-labelledby={`${ids}-${panel}-tab`}
            hidden={workbench.panel() !== panel}
          >
            <Show when={open().has(panel)}>{body(panel)}</Show>
          </div>
        )}
      </For>
    </div>
  );
}

function amount(count: number): string {
  return count > 0 ? count.toLocaleString('en') : '';
}

const promises: Readonly<Record<PanelName, string>> = {
  console: 'What the programs print appears here, service by service. Press Run.',
  trace: 'Spans appear here as bars on a time axis, each below the span that caused it. Press Run.',
  wire: 'Every HTTP exchange between the programs appears here, headers and bodies. Press Run.',
  collector: 'The Collector’s pipelines appear here, with what passes each component. Press Run.',
  checks: '',
  push: 'Send a span made by hand, and read the answer. Press Run to start what takes it.',
  request: 'Ask a running server by hand. Press Run to start one.',
};

/** What will appear, and how to make it. */
export function EmptyPanel(props: { panel: PanelName }) {
  return <p class="wb-empty">{promises[props.panel]}</p>;
}
