/** Payloads written out, for what the spans of this project cannot hold. */
import { someTime, spanIdOf } from '../../store/some-span.ts';

type Payload = (traceId: string) => unknown;

/** So that no search finds them by accident. */
const nextDay = someTime + 86_400_000_000_000n;

const service = { attributes: [{ key: 'service.name', value: { stringValue: 'raw' } }] };

function spanJson(traceId: string, id = 1) {
  return {
    traceId,
    spanId: spanIdOf(id),
    name: 'raw',
    kind: 1,
    startTimeUnixNano: String(nextDay),
    endTimeUnixNano: String(nextDay + 5n),
  };
}

/** By name. */
export const rawPayloads: Readonly<Record<string, Payload>> = {
  'schema URLs': (traceId) => ({
    resourceSpans: [
      {
        resource: service,
        schemaUrl: 'https://opentelemetry.io/schemas/1.21.0',
        scopeSpans: [
          {
            scope: { name: 'lib' },
            schemaUrl: 'https://opentelemetry.io/schemas/1.20.0',
            spans: [spanJson(traceId)],
          },
        ],
      },
    ],
  }),
  'counts of what resource, scope, event and link dropped': (traceId) => ({
    resourceSpans: [
      {
        resource: { ...service, droppedAttributesCount: 1 },
        scopeSpans: [
          {
            scope: { name: 'lib', droppedAttributesCount: 2 },
            spans: [
              {
                ...spanJson(traceId),
                events: [{ name: 'e', timeUnixNano: String(someTime), droppedAttributesCount: 3 }],
                links: [
                  {
                    traceId: `f${traceId.slice(1)}`,
                    spanId: spanIdOf(2),
                    droppedAttributesCount: 4,
                    flags: 1,
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  }),
  'no resource and no scope': (traceId) => ({
    resourceSpans: [{ scopeSpans: [{ spans: [spanJson(traceId)] }] }],
  }),
  'a kind and a status nobody knows': (traceId) => ({
    resourceSpans: [
      {
        resource: service,
        scopeSpans: [{ spans: [{ ...spanJson(traceId), kind: 17, status: { code: 9 } }] }],
      },
    ],
  }),
  'ids in capitals, numbers without quotes, fields nobody knows': (traceId) => ({
    resourceSpans: [
      {
        resource: service,
        unknown: [1],
        scopeSpans: [
          {
            spans: [
              {
                ...spanJson(traceId.toUpperCase()),
                spanId: 'ABCDEF0123456789',
                kind: 'SPAN_KIND_SERVER',
                attributes: [
                  { key: 'n', value: { intValue: 5 } },
                  { key: 'd', value: { doubleValue: '0.25' } },
                ],
                somethingNew: { a: 1 },
              },
            ],
          },
        ],
      },
    ],
  }),
  'one resource listed twice': (traceId) => ({
    resourceSpans: [
      { resource: service, scopeSpans: [{ scope: { name: 'a' }, spans: [spanJson(traceId)] }] },
      { resource: service, scopeSpans: [{ scope: { name: 'b' }, spans: [spanJson(traceId, 2)] }] },
    ],
  }),
};
