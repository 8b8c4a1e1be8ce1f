import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js';
import { serviceColour } from '../../service-colours.ts';
import { plural } from '../../words.ts';
import { ArrowMarker } from '../ArrowMarker.tsx';
import { useWorkbench } from '../state/workbench-model.ts';
import { layoutStrip, type PlacedEdge, type PlacedNode } from './layout.ts';
import { newPulses, type Pulse } from './pulses.ts';
import { topology } from './topology.ts';
import './strip.css';

/** Drawn on the server for this width; measured in the page. */
const assumedWidth = 720;

/** The lab in miniature: who is there, what crosses, what is refused. Diagram, status and navigation in one. */
export function LabStrip() {
  const workbench = useWorkbench();
  const [width, setWidth] = createSignal(assumedWidth);
  const [pulses, setPulses] = createSignal<readonly Pulse[]>([]);
  let root: HTMLDivElement | undefined;

  const picture = createMemo(() =>
    // Of a Collector in a container nothing is known here, and the page's own has no part in the run.
    topology(
      workbench.lab(),
      workbench.files(),
      workbench.record(),
      workbench.localLab.on() ? undefined : workbench.collectorView(),
      workbench.collector.backendUp(),
    ),
  );
  const layout = createMemo(() => layoutStrip(picture(), width()));
  const nodeNames = createMemo(() => layout().nodes.map(({ node }) => node.name));
  const edgeIds = createMemo(() => layout().edges.map(({ edge }) => edge.id));

  onMount(() => {
    if (!root) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(entry.contentRect.width);
    });
    observer.observe(root);
    onCleanup(() => observer.disconnect());
  });

  createEffect(
    on(workbench.record, (record, before) => {
      if (!record || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
      const fresh = newPulses(before?.runId === record.runId ? before : undefined, record);
      if (fresh.length > 0) setPulses((all) => [...all, ...fresh]);
    }),
  );
  const finish = (pulse: Pulse) => setPulses((all) => all.filter((each) => each !== pulse));

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div
      class="strip"
      ref={root}
      role="group"
      aria-label="The lab"
      style={{ height: `${layout().height}px` }}
    >
      <svg class="strip-edges" width={width()} height={layout().height} aria-hidden="true">
        <defs>
          <ArrowMarker id="strip-arrow" />
        </defs>
        <For each={layout().edges}>
          {(placed) => (
            <path
              class="strip-line"
              d={placed.path}
              marker-end="url(#strip-arrow)"
              data-kind={placed.edge.kind}
              data-promised={placed.edge.count === 0 ? '' : undefined}
              data-fault={placed.edge.fault ? '' : undefined}
            />
          )}
        </For>
        <For each={pulses()}>
          {(pulse) => (
            <Show when={layout().edges.find(({ edge }) => edge.id === pulse.edge)}>
              {(placed) => (
                <circle
                  class="strip-pulse"
                  r="3.5"
                  data-fault={pulse.failed ? '' : undefined}
                  style={{
                    'offset-path': `path('${placed().path}')`,
                    'animation-delay': `${pulse.delayMs}ms`,
                  }}
                  on:animationend={() => finish(pulse)}
                />
              )}
            </Show>
          )}
        </For>
      </svg>
      <For each={nodeNames()}>
        {(name) => (
          <Show when={layout().nodes.find(({ node }) => node.name === name)}>
            {(placed) => <NodeButton placed={placed()} />}
          </Show>
        )}
      </For>
      <For each={edgeIds()}>
        {(id) => (
          <Show when={layout().edges.find(({ edge }) => edge.id === id && edge.count > 0)}>
            {(placed) => <EdgeButton placed={placed()} />}
          </Show>
        )}
      </For>
    </div>
  );
}

/** Words for what a service is doing. */
const stateWords: Readonly<Record<string, string>> = {
  starting: 'starting',
  running: 'running',
  listening: 'listening',
  settled: 'done',
  stopping: 'ending',
  ended: 'ended',
  failed: 'failed',
};

function NodeButton(props: { placed: PlacedNode }) {
  const workbench = useWorkbench();
  const node = () => props.placed.node;
  const state = () => stateWords[node().state ?? ''] ?? '';
  const detail = () => node().fault ?? (node().detail || state());
  /** What there is no room for, for who cannot see the colours. */
  const facts = () => [node().detail, state()].filter((each) => each !== '' && each !== detail()).join(', ');
  const colour = () =>
    node().kind === 'service' ? serviceColour(node().name, workbench.services()).cssVar : 'var(--sp-text-3)';

  function show(): void {
    const service = workbench.lab().services.find((each) => each.name === node().name);
    if (service) {
      workbench.openFile(service.entry);
      workbench.setSelection({ service: service.name });
      workbench.showPanel('console');
    } else if (node().kind === 'collector') {
      const config = workbench.collector.file();
      if (config !== undefined) workbench.openFile(config);
      workbench.showPanel('collector');
    } else {
      workbench.showPanel(workbench.panels.includes('trace') ? 'trace' : 'wire');
    }
  }

  return (
    <button
      type="button"
      class="strip-node"
      data-kind={node().kind}
      data-state={node().state}
      data-fault={node().fault ? '' : undefined}
      style={{
        left: `${props.placed.x}px`,
        top: `${props.placed.y}px`,
        width: `${props.placed.width}px`,
        height: `${props.placed.height}px`,
        '--node': colour(),
      }}
      title={node().name}
      onClick={show}
    >
      <span class="strip-name">{node().name}</span>
      <Show when={detail() !== ''}>
        <span class="strip-detail">{detail()}</span>
      </Show>
      <span class="sr-only">{facts()}</span>
    </button>
  );
}

function EdgeButton(props: { placed: PlacedEdge }) {
  const workbench = useWorkbench();
  const edge = () => props.placed.edge;
  const what = () => plural(edge().count, edge().kind);
  const label = () =>
    `${what()} from ${edge().from} to ${edge().to}${edge().fault ? `, ${edge().failed} ${edge().fault}` : ''}`;
  const show = () => {
    workbench.showPanel('wire');
    const crossed = workbench.record()?.exchanges.filter(({ from, to, url }) => {
      return from === edge().from && (to === edge().to || (to === undefined && url.includes(edge().to)));
    });
    const last = crossed?.at(-1);
    if (last) workbench.setSelection({ exchange: last.id });
  };
  return (
    <button
      type="button"
      class="strip-edge"
      data-fault={edge().fault ? '' : undefined}
      style={{ left: `${props.placed.labelX}px`, top: `${props.placed.labelY}px` }}
      title={label()}
      disabled={!workbench.panels.includes('wire')}
      onClick={show}
    >
      <span aria-hidden="true">{edge().fault ? `✕ ${edge().fault}` : edge().count.toLocaleString('en')}</span>
      <span class="sr-only">{label()}</span>
    </button>
  );
}
