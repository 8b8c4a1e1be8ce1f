/** Lays out a graph off the page's thread: 150 nodes take dagre up to a tenth of a second. */
import { type GraphEdge, type GraphOptions, layoutGraph, type Size } from './graph-layout.ts';

/** In the order of `layoutGraph`'s arguments. */
export type LayoutRequest = [nodes: readonly Size[], edges: readonly GraphEdge[], options: GraphOptions];

self.addEventListener('message', (event: MessageEvent<LayoutRequest>) => {
  self.postMessage(layoutGraph(...event.data));
});
