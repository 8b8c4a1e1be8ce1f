/** What a Collector exported, in a form two of them can be compared in: span by span, whatever the batches were. */
import { decodeTracesProtobuf } from '../../../sandbox/store/otlp/decode-protobuf.ts';
import { encodeTracesJson } from '../../../sandbox/store/otlp/encode-json.ts';
import type { Delivery } from './sink.ts';
import { submessages } from './wire.ts';

/** A span with all that was said about it. */
export interface ExportedSpan {
  /** As OTLP/JSON, to be read when two are not alike. */
  readable: unknown;
  /** Base64 of its resource, scope and itself, and schema URLs: nothing of the protobuf message escapes. */
  bytes?: string[];
}

/** All spans of a request; none of one for metrics. */
export function spansIn({ contentType, body, destination }: Delivery): ExportedSpan[] {
  if (!/v1\/traces|TraceService/u.test(destination)) return [];
  if (contentType.startsWith('application/json'))
    return jsonSpans(JSON.parse(new TextDecoder().decode(body)));
  const bytes = submessages(body, 1).flatMap((resourceSpans) =>
    submessages(resourceSpans, 2).flatMap((scopeSpans) =>
      submessages(scopeSpans, 2).map((span) => [
        ...submessages(resourceSpans, 1),
        ...submessages(resourceSpans, 3),
        ...submessages(scopeSpans, 1),
        ...submessages(scopeSpans, 3),
        span,
      ]),
    ),
  );
  return decodeTracesProtobuf(body).map((span, index) => ({
    readable: encodeTracesJson([span]).resourceSpans[0],
    bytes: (bytes[index] ?? []).map((each) => Buffer.from(each).toString('base64')),
  }));
}

interface JsonTraces {
  resourceSpans?: { scopeSpans?: { spans?: unknown[] }[] }[];
}

function jsonSpans({ resourceSpans = [] }: JsonTraces): ExportedSpan[] {
  return resourceSpans.flatMap(({ scopeSpans = [], ...resource }) =>
    scopeSpans.flatMap(({ spans = [], ...scope }) =>
      spans.map((span) => ({ readable: { ...resource, ...scope, span } })),
    ),
  );
}

interface JsonPoint {
  attributes?: unknown;
  startTimeUnixNano?: string;
  timeUnixNano?: string;
  count?: string;
  asInt?: string;
  [field: string]: unknown;
}

interface JsonMetric {
  name: string;
  [type: string]: unknown;
}

/** One series of a metric: the last that was said of it, for the Collectors report it again and again. */
export interface ExportedPoint {
  resource: unknown;
  scope: unknown;
  metric: string;
  point: unknown;
}

/** Without their times, which are those of the run. Metrics in protobuf are known by name only. */
export function pointsIn(deliveries: readonly Delivery[]): ExportedPoint[] {
  const last = new Map<string, ExportedPoint>();
  for (const { contentType, body, destination } of deliveries) {
    if (!/v1\/metrics|MetricsService/u.test(destination)) continue;
    const points = contentType.startsWith('application/json') ? jsonPoints(body) : namedPoints(body);
    for (const each of points) {
      const { attributes } = each.point as JsonPoint;
      last.set(JSON.stringify([destination, each.resource, each.metric, attributes]), each);
    }
  }
  return [...last.values()];
}

function jsonPoints(body: Uint8Array): ExportedPoint[] {
  const { resourceMetrics = [] } = JSON.parse(new TextDecoder().decode(body));
  return resourceMetrics.flatMap(({ resource, scopeMetrics = [] }: { resource: unknown; scopeMetrics: [] }) =>
    scopeMetrics.flatMap(({ scope, metrics = [] }: { scope: unknown; metrics: JsonMetric[] }) =>
      metrics.flatMap(({ name, sum, histogram, exponentialHistogram, gauge }) => {
        const data = sum ?? histogram ?? exponentialHistogram ?? gauge;
        const { dataPoints = [] } = data as { dataPoints?: JsonPoint[] };
        return dataPoints.map(({ startTimeUnixNano, timeUnixNano, exemplars, ...point }) => ({
          resource,
          scope,
          metric: name,
          point,
        }));
      }),
    ),
  );
}

function namedPoints(body: Uint8Array): ExportedPoint[] {
  return submessages(body, 1).flatMap((resourceMetrics) =>
    submessages(resourceMetrics, 2).flatMap((scopeMetrics) =>
      submessages(scopeMetrics, 2).map((metric) => ({
        resource: Buffer.from(submessages(resourceMetrics, 1)[0] ?? []).toString('base64'),
        scope: null,
        metric: new TextDecoder().decode(submessages(metric, 1)[0]),
        point: {},
      })),
    ),
  );
}

/** How many calls the last state of all `…calls` metrics counts. */
export function callsIn(deliveries: readonly Delivery[]): number {
  return pointsIn(deliveries)
    .filter(({ metric }) => metric.endsWith('calls'))
    .reduce((sum, { point }) => sum + Number((point as JsonPoint).asInt ?? 0), 0);
}
