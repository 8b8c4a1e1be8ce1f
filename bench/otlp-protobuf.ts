/** A protobuf payload to measure decoding with, written by OpenTelemetry's own exporter code. */
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { spanKinds, statusCodes } from '../sandbox/schemas/span-enums.ts';
import type { Span } from '../sandbox/schemas/trace.ts';

type SdkSpan = Parameters<typeof ProtobufTraceSerializer.serializeRequest>[0][number];

/** What the SDK would send for these spans. Only what the bench's spans have is carried over. */
export function protobufOf(spans: readonly Span[]): Uint8Array {
  const resources = new Map(
    spans.map(({ resource }) => [resource, resourceFromAttributes(sdkAttributes(resource.attributes))]),
  );
  const bytes = ProtobufTraceSerializer.serializeRequest(
    spans.map((span) => sdkSpan(span, resources.get(span.resource) ?? resourceFromAttributes({}))),
  );
  if (bytes === undefined) throw new Error('the serializer gave nothing');
  return bytes;
}

function sdkSpan(span: Span, resource: SdkSpan['resource']): SdkSpan {
  const context = (spanId: string) => ({ traceId: span.traceId, spanId, traceFlags: 1 });
  return {
    name: span.name,
    kind: spanKinds.indexOf(span.kind) - 1,
    spanContext: () => context(span.spanId),
    ...(span.parentSpanId !== '' && { parentSpanContext: context(span.parentSpanId) }),
    startTime: hrTime(span.startTimeUnixNano),
    endTime: hrTime(span.endTimeUnixNano),
    status: { code: statusCodes.indexOf(span.status.code) },
    attributes: sdkAttributes(span.attributes),
    links: [],
    events: [],
    duration: [0, 0],
    ended: true,
    resource,
    instrumentationScope: { name: span.scope.name, version: span.scope.version },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

function sdkAttributes(attributes: Span['attributes']): Record<string, string | number> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, typeof value === 'bigint' ? Number(value) : String(value)]),
  );
}

function hrTime(nanos: bigint): [number, number] {
  return [Number(nanos / 1_000_000_000n), Number(nanos % 1_000_000_000n)];
}
