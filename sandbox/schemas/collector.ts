/** The Collector as a lab sees it: its configuration, its state, what passes through it. */
import { z } from 'zod';
import type { Span } from './trace.ts';

export const componentKindSchema = z.enum(['receiver', 'processor', 'exporter', 'connector', 'extension']);
export type ComponentKind = z.infer<typeof componentKindSchema>;

/**
 * What passed one component since the Collector started, in items: spans, or data points of a metrics pipeline.
 * Receivers, exporters and connectors are counted once, however many pipelines share them; processors per pipeline.
 */
export const componentCountsSchema = z.object({
  kind: componentKindSchema,
  /** `otlp`, `batch/small`. */
  id: z.string(),
  /** Of a processor: the pipeline it stands in, `traces/errors`. */
  pipeline: z.string().optional(),
  /** Handed to it. */
  received: z.int(),
  /** Of those, sent back: the next one, or itself (memory_limiter), did not take them. */
  refused: z.int(),
  /** Passed on; by an exporter: delivered. */
  sent: z.int(),
  /** Taken and given up on purpose or for good: filtered, sampled away, queue full, sending failed for good. */
  dropped: z.int(),
  /** Held: in a batch, waiting for a sampling decision, in a sending queue or being sent. */
  queued: z.int(),
});
export type ComponentCounts = z.infer<typeof componentCountsSchema>;

export const collectorCountsSchema = z.object({ components: z.array(componentCountsSchema) });
export type CollectorCounts = z.infer<typeof collectorCountsSchema>;

/** Where a receiver or an extension listens. */
export const collectorListenerSchema = z.object({
  component: z.string(),
  /** As configured: `0.0.0.0:4318`. */
  address: z.string(),
  port: z.int(),
});
export type CollectorListener = z.infer<typeof collectorListenerSchema>;

/** What is wrong with a configuration, in the Collector's own words; with its line where that could be found. */
export const configProblemSchema = z.object({
  message: z.string(),
  /** Counts from 1, in the configuration's text. */
  line: z.int().optional(),
  column: z.int().optional(),
  endColumn: z.int().optional(),
});
export type ConfigProblem = z.infer<typeof configProblemSchema>;

/** Spans that were seen between two components. */
export interface CollectorHop {
  pipeline: string;
  /** 0: what the receivers handed in; i: what the i-th processor let through. */
  index: number;
  /** All that passed since the run began. */
  total: number;
  /** The first of them. */
  spans: Span[];
  /** How many came at a time, in their order, as far as that is known: what a batch processor changes. */
  batches?: number[];
}

export type CollectorLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** One record of the Collector's console log. */
export interface CollectorLogLine {
  /** Counts up for as long as the page lives. */
  seq: number;
  level: CollectorLevel;
  /** As the Collector wrote it; more than one line for detailed output. */
  text: string;
}

export const collectorStateSchema = z.enum([
  /** The lab has none, or nobody has asked for it yet. */
  'absent',
  /** It is being built, fetched or compiled. */
  'loading',
  'starting',
  'running',
  'stopping',
  /** It did not start: `problems` say why. Whatever ran before has ended. */
  'failed',
]);
export type CollectorState = z.infer<typeof collectorStateSchema>;

/** How far loading is. `total` is 0 while unknown. */
export interface CollectorProgress {
  step: 'building' | 'fetching' | 'compiling';
  done: number;
  total: number;
  /** In words: "412 of 950 packages compiled". */
  note: string;
}

/** The Collector at one moment. */
export interface CollectorView {
  state: CollectorState;
  progress?: CollectorProgress;
  /** The text of the configuration that runs, or that failed to. */
  config?: string;
  problems: ConfigProblem[];
  listeners: CollectorListener[];
  counts: ComponentCounts[];
  /** From asking for it to its listeners being open, of the last start. */
  startedInMs?: number;
  /** Spans the last restart could not deliver. */
  lostOnRestart?: number;
}

/** `collector.json` beside the lab's manifest: what the page loads the Collector from. File names are relative to it. */
export const collectorAssetsSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('building'), done: z.int(), total: z.int(), note: z.string() }),
  z.object({ state: z.literal('failed'), message: z.string() }),
  z.object({
    state: z.literal('ready'),
    /** Hash of all its inputs: names what is cached. */
    hash: z.string(),
    version: z.string(),
    /** `collector-<hash>.wasm`: there is no such file; a server that has the compressed ones may answer with one of them and Content-Encoding. */
    wasm: z.string(),
    brotli: z.object({ file: z.string(), bytes: z.int() }),
    gzip: z.object({ file: z.string(), bytes: z.int() }),
    /** Size of the program when it is unpacked. */
    bytes: z.int(),
    /** Go's own `wasm_exec.js`, a classic script. */
    exec: z.string(),
    /** JSON Schema of a configuration, from the components' own config types. */
    schema: z.string(),
  }),
]);
export type CollectorAssets = z.infer<typeof collectorAssetsSchema>;
