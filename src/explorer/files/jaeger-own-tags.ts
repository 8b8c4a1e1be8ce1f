/** Tags that Jaeger's translation from OTLP made of a span's own fields, turned back into those. */
import { spanKinds } from '@spanlab/sandbox/schemas/span-enums.ts';
import type { Attributes, SpanKind, StatusCode } from '@spanlab/sandbox/schemas/trace.ts';

export interface OwnFields {
  kind: SpanKind;
  status: { code: StatusCode; message: string };
  scope: { name: string; version: string };
  traceState: string;
  /** All others. */
  attributes: Attributes;
}

export function ownTags(tags: Attributes): OwnFields {
  const own: OwnFields = {
    kind: 'UNSPECIFIED',
    status: { code: 'UNSET', message: '' },
    scope: { name: '', version: '' },
    traceState: '',
    attributes: [],
  };
  let failed = false;
  for (const tag of tags) {
    if (tag.key === 'error' && (tag.value === true || tag.value === 'true')) failed = true;
    if (!takes(own, tag)) own.attributes.push(tag);
  }
  if (failed && own.status.code === 'UNSET') own.status.code = 'ERROR';
  return own;
}

/** Whether it was one of the span's own fields. */
function takes(own: OwnFields, { key, value }: Attributes[number]): boolean {
  if (key === 'error') return value === true;
  if (typeof value !== 'string') return false;
  switch (key) {
    case 'span.kind': {
      const kind = spanKinds.find((each) => each === value.toUpperCase());
      own.kind = kind ?? own.kind;
      return kind !== undefined;
    }
    case 'otel.status_code': {
      const code = value.toUpperCase();
      if (code !== 'OK' && code !== 'ERROR') return false;
      own.status.code = code;
      return true;
    }
    case 'otel.status_description':
      own.status.message = value;
      return true;
    case 'otel.scope.name':
    // What scopes were called before.
    case 'otel.library.name':
      own.scope.name = value;
      return true;
    case 'otel.scope.version':
    case 'otel.library.version':
      own.scope.version = value;
      return true;
    case 'w3c.tracestate':
      own.traceState = value;
      return true;
    default:
      return false;
  }
}
