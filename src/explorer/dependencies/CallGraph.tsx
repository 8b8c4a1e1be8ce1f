/** Services as boxes, calls as arrows. The table says the same to who cannot see it. */
import { createUniqueId, For, type JSX, onCleanup, Show } from 'solid-js';
import { serviceColour } from '../../service-colours.ts';
import { plural } from '../../words.ts';
import type { Dependency } from '../library/trace-library.ts';
import { createAnswer } from '../parts/create-answer.ts';
import { ErrorMark } from '../parts/marks.tsx';
import { ServiceLabel } from '../parts/ServiceLabel.tsx';
import { GraphCanvas } from '../views/graph/GraphCanvas.tsx';
import type { GraphLayout, Size } from '../views/graph/graph-layout.ts';
import { layoutInWorker } from '../views/graph/layout-client.ts';
import { type CallMap, callWords } from './call-map.ts';

export interface CallGraphProps {
  map: CallMap;
  services: readonly string[];
  direction: 'right' | 'down';
  onOpen: (call: Dependency) => void;
}

/** Of more the table tells more. */
const mostCalls = 400;
const edgeLabel: Size = { width: 60, height: 22 };
/** From this part of failed calls on the arrow itself is marked. */
const failingPart = 0.1;
const aboutHalfPhonePx = 240;

interface Drawn {
  direction: 'right' | 'down';
  map: CallMap;
  calls: readonly Dependency[];
  sizes: readonly Size[];
  layout: GraphLayout;
}

export function CallGraph(props: CallGraphProps): JSX.Element {
  const arrow = createUniqueId();
  let leaving = new AbortController();
  onCleanup(() => leaving.abort());
  const drawn = createAnswer({
    source: () => ({ map: props.map, direction: props.direction }),
    about: () => '',
    ask: async ({ map, direction }): Promise<Drawn> => {
      leaving.abort();
      leaving = new AbortController();
      const place = new Map(map.services.map((service, index) => [service, index]));
      const calls = map.calls.slice(0, mostCalls);
      const sizes = map.services.map(boxSize);
      const edges = calls.map(({ parent, child }) => ({
        from: place.get(parent) ?? -1,
        to: place.get(child) ?? -1,
      }));
      const layout = await layoutInWorker(
        [sizes, edges, { direction, edgeLabel, gapPx: 14, rankGapPx: 28 }],
        leaving.signal,
      );
      return { direction, map, calls, sizes, layout };
    },
  });
  const ready = drawn.value;

  return (
    <>
      <Show when={!drawn.pending() && ready() === undefined}>
        <p class="dn-note">The graph could not be laid out. The table says the same.</p>
      </Show>
      <Show when={props.map.calls.length > mostCalls}>
        <p class="dn-note">{`The ${mostCalls} most frequent of ${plural(props.map.calls.length, 'pair')}. The table has all.`}</p>
      </Show>
      <Show
        when={ready()}
        fallback={<p class="dn-note ex-muted">{drawn.pending() ? 'Laying out the graph…' : ''}</p>}
      >
        {(graph) => (
          <GraphCanvas
            label={`Graph of calls between ${plural(graph().map.services.length, 'service')}`}
            width={graph().layout.width}
            height={graph().layout.height}
            start={firstBox(graph())}
          >
            <svg
              class="dn-edges"
              width={graph().layout.width}
              height={graph().layout.height}
              aria-hidden="true"
            >
              <defs>
                <marker
                  id={arrow}
                  viewBox="0 0 8 8"
                  refX="7"
                  refY="4"
                  markerWidth="7"
                  markerHeight="7"
                  markerUnits="userSpaceOnUse"
                  orient="auto"
                >
                  <path d="M0 0 8 4 0 8z" fill="var(--ex-text-2)" />
                </marker>
              </defs>
              <For each={graph().calls}>
                {(call, index) => (
                  <path
                    class="dn-edge"
                    classList={{ 'dn-edge-failed': (call.errors ?? 0) >= call.calls * failingPart }}
                    d={graph().layout.edges[index()]?.path}
                    stroke-width={1 + Math.min(4, Math.log10(call.calls) * 1.2)}
                    marker-end={`url(#${arrow})`}
                  />
                )}
              </For>
            </svg>
            <For each={graph().map.services}>
              {(service, index) => (
                <div
                  class="dn-node"
                  style={{
                    left: `${graph().layout.nodes[index()]?.x ?? 0}px`,
                    top: `${graph().layout.nodes[index()]?.y ?? 0}px`,
                    width: `${graph().sizes[index()]?.width ?? 0}px`,
                    height: `${graph().sizes[index()]?.height ?? 0}px`,
                    '--service': serviceColour(service, props.services).cssVar,
                  }}
                >
                  <ServiceLabel service={service} services={props.services} />
                  <Show when={graph().map.withinService.get(service)}>
                    {(own) => (
                      <span class="ex-muted dn-itself-words">{`itself ${own().calls.toLocaleString('en')} ×`}</span>
                    )}
                  </Show>
                </div>
              )}
            </For>
            <For each={graph().calls}>
              {(call, index) => (
                <button
                  type="button"
                  class="dn-label"
                  style={{
                    left: `${graph().layout.edges[index()]?.labelX ?? 0}px`,
                    top: `${graph().layout.edges[index()]?.labelY ?? 0}px`,
                  }}
                  aria-label={`${call.parent} calls ${call.child}: ${callWords(call)}. Show these traces`}
                  title={`${call.parent} → ${call.child}: ${callWords(call)}`}
                  onClick={() => props.onOpen(call)}
                >
                  {call.calls.toLocaleString('en')}
                  <Show when={(call.errors ?? 0) > 0}>
                    <span class="dn-failed">
                      <ErrorMark />
                    </span>
                  </Show>
                </button>
              )}
            </For>
          </GraphCanvas>
        )}
      </Show>
    </>
  );
}

/** Where reading begins when not all of it fits: at the first service, and at the top where callers stand above. */
function firstBox({ layout, sizes, direction }: Drawn): (Size & { x: number; y: number }) | undefined {
  const [place, size] = [layout.nodes[0], sizes[0]];
  if (place === undefined || size === undefined) return undefined;
  if (direction === 'right') return { ...place, ...size };
  return {
    x: Math.max(0, place.x + size.width / 2 - aboutHalfPhonePx),
    y: 0,
    width: 1,
    height: layout.height,
  };
}

function boxSize(service: string): Size {
  return { width: Math.min(220, Math.max(90, 44 + service.length * 7)), height: 46 };
}
