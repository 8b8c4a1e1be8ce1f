/** One configuration, and what is done with it. Kept as YAML in `configs/`. */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { corpusSize } from './corpus.ts';

const requestSchema = z.strictObject({
  method: z.string().default('POST'),
  path: z.string().default('/v1/traces'),
  headers: z.record(z.string(), z.string()).default({ 'content-type': 'application/json' }),
  /** A text; or base64 of bytes. */
  body: z.string().optional(),
  base64: z.string().optional(),
  /** Whether the body is compressed before it is sent; the header is the case's own. */
  gzip: z.boolean().default(false),
});

const count = z.union([z.int(), z.literal('corpus').transform(() => corpusSize)]);

const caseSchema = z.strictObject({
  /** The whole configuration. Or … */
  config: z.string().optional(),
  /** … only its processors, in order; they are put between an OTLP receiver and an exporter to `jaeger`. */
  processors: z.record(z.string(), z.unknown()).optional(),
  env: z.record(z.string(), z.string()).default({}),
  /** Whether the corpus is sent to port 4318. */
  corpus: z.boolean().default(true),
  /** Sent to port 4318 after the corpus, one after the other. */
  requests: z.array(requestSchema).default([]),
  /** So many spans, or as many as the corpus has, must have arrived before the Collector is ended. */
  spans: count.optional(),
  /** So many calls must be counted in metrics that have arrived before the Collector is ended. */
  calls: count.optional(),
  /** So many lines of the log must be warnings or errors before the Collector is ended. */
  complaints: z.int().optional(),
});

export type Case = Omit<z.infer<typeof caseSchema>, 'config' | 'processors'> & {
  name: string;
  config: string;
};

/** All cases of one file of `configs/`. Their names are the keys. */
export function readCases(file: string): Case[] {
  const text = readFileSync(new URL(`./configs/${file}.yaml`, import.meta.url), 'utf8');
  const entries = z.record(z.string(), caseSchema).parse(parse(text));
  return Object.entries(entries).map(([name, { config, processors, ...rest }]) => {
    if ((config === undefined) === (processors === undefined)) {
      throw new Error(`configs/${file}.yaml: ${name}: give either config or processors`);
    }
    return { name, config: config ?? framed(processors ?? {}), ...rest };
  });
}

/** The files of `configs/`, by their names. */
export function caseFiles(): string[] {
  return globSync(new URL('./configs/*.yaml', import.meta.url).pathname)
    .map((path) => basename(path, '.yaml'))
    .sort();
}

/** Lessons whose Collector sends spans to itself, round and round: natively too, and without an end to compare. */
const endless = new Set([
  '3-a-collector-in-front/02-your-first-pipeline/variants/ports-of-jaeger/collector.yaml',
]);

/** Every `collector.yaml` under `content/`, in every exercise and variant. */
export function lessonCases(): Case[] {
  const content = new URL('../../../content/', import.meta.url).pathname;
  return globSync('**/collector.yaml', { cwd: content })
    .sort()
    .map((path) => ({
      name: `content/${path}`,
      config: readFileSync(`${content}${path}`, 'utf8'),
      ...caseSchema.omit({ config: true, processors: true }).parse({ corpus: !endless.has(path) }),
    }));
}

/** Neither Collector is sent anything: this is about how they start, or do not. */
export function startOnly(each: Case): Case {
  return { ...each, corpus: false, requests: [] };
}

function framed(processors: Record<string, unknown>): string {
  const pipeline = { receivers: ['otlp'], processors: Object.keys(processors), exporters: ['otlp_grpc'] };
  return stringify({
    receivers: { otlp: { protocols: { http: { endpoint: '0.0.0.0:4318' } } } },
    processors,
    exporters: { otlp_grpc: { endpoint: 'jaeger:4317', tls: { insecure: true } } },
    service: { pipelines: { traces: pipeline } },
  });
}
