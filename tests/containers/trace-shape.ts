import { z } from 'zod';

/**
 * What makes a trace that trace: each span with its service, kind and parents' names up to the root.
 * Ids and times are left out, so that what two backends answer can be compared.
 */
export interface SpanShape {
  service: string;
  kind: string;
  /** From the root down to this span. */
  path: string[];
}

/** Lesson 7's trace over two services: manual, CLIENT, SERVER, manual. */
export const fourSpans: readonly SpanShape[] = [
  { service: 'shopper', kind: 'INTERNAL', path: ['going to the grocery store'] },
  { service: 'shopper', kind: 'CLIENT', path: ['going to the grocery store', 'GET'] },
  { service: 'grocery-store', kind: 'SERVER', path: ['going to the grocery store', 'GET', 'GET /'] },
  {
    service: 'grocery-store',
    kind: 'INTERNAL',
    path: ['going to the grocery store', 'GET', 'GET /', 'welcome message'],
  },
];

interface Found {
  id: string;
  parent: string;
  name: string;
  service: string;
  kind: string;
}

const kinds = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];

/** OTLP's numbers start with UNSPECIFIED; the v1 answers' `span.kind` has lower-case words, or nothing. */
const v3Schema = z.object({
  result: z.object({
    resourceSpans: z.array(
      z.object({
        resource: z.object({
          attributes: z.array(
            z.object({ key: z.string(), value: z.object({ stringValue: z.string().optional() }) }),
          ),
        }),
        scopeSpans: z.array(
          z.object({
            spans: z.array(
              z.object({
                spanId: z.string(),
                parentSpanId: z.string().default(''),
                name: z.string(),
                kind: z.int().default(0),
              }),
            ),
          }),
        ),
      }),
    ),
  }),
});

const v1Schema = z.object({
  data: z.array(
    z.object({
      spans: z.array(
        z.object({
          spanID: z.string(),
          operationName: z.string(),
          processID: z.string(),
          references: z.array(z.object({ refType: z.string(), spanID: z.string() })),
          tags: z.array(z.object({ key: z.string(), value: z.unknown() })),
        }),
      ),
      processes: z.record(z.string(), z.object({ serviceName: z.string() })),
    }),
  ),
});

/** The spans of an answer of `/api/v3/traces` or `/api/v3/traces/{id}`. */
export function shapeOfV3(body: unknown): SpanShape[] {
  const { result } = v3Schema.parse(body);
  return shape(
    result.resourceSpans.flatMap(({ resource, scopeSpans }) =>
      scopeSpans.flatMap(({ spans }) =>
        spans.map((span) => ({
          id: span.spanId,
          parent: span.parentSpanId,
          name: span.name,
          service: resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '',
          kind: kinds[span.kind] ?? `kind ${span.kind}`,
        })),
      ),
    ),
  );
}

/** The spans of an answer of `/api/traces/{id}`. */
export function shapeOfV1(body: unknown): SpanShape[] {
  return shape(
    v1Schema.parse(body).data.flatMap(({ spans, processes }) =>
      spans.map((span) => ({
        id: span.spanID,
        parent: span.references.find(({ refType }) => refType === 'CHILD_OF')?.spanID ?? '',
        name: span.operationName,
        service: processes[span.processID]?.serviceName ?? '',
        kind: String(span.tags.find(({ key }) => key === 'span.kind')?.value ?? 'none').toUpperCase(),
      })),
    ),
  );
}

/** Ordered from the root down; a span whose parent is missing says so in its path. */
function shape(spans: Found[]): SpanShape[] {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const pathTo = ({ name, parent }: Found): string[] => {
    if (parent === '') return [name];
    const above = byId.get(parent);
    return [...(above ? pathTo(above) : [`missing ${parent}`]), name];
  };
  return spans
    .map((span) => ({ service: span.service, kind: span.kind, path: pathTo(span) }))
    .sort((a, b) => a.path.length - b.path.length || (a.path.join() < b.path.join() ? -1 : 1));
}
