/** Answers of the query API in a form two Jaegers can be compared in: what Go leaves to chance is put in order. */

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * - Lists whose order comes from Go's maps (services, operations, links, spans of a trace) are sorted.
 * - Spans carry their resource, scope and process, for Collectors regroup them.
 * - Warnings are a set: Jaeger's memory storage adds the same one again each time a trace is read.
 * - Of an error only its code is kept; our messages say more.
 */
export function comparable(body: unknown): unknown {
  const json = sorted(body as Json);
  const { error, errors, result, data, services, operations } = fields(json);
  if (error !== undefined) return { code: fields(error)['httpCode'] };
  if (Array.isArray(errors) && !Array.isArray(data))
    return { codes: errors.map((each) => fields(each)['code']) };
  if (result !== undefined) {
    const spans = spansOfResult(result);
    return { traces: traceOrder(spans.map(({ traceId }) => traceId)), spans: asSet(spans) };
  }
  if (services !== undefined || operations !== undefined) return asSet(list(services ?? operations));
  if (typeof body !== 'object') return body;
  const isTraces = list(data).some((each) => 'spans' in fields(each));
  if (!isTraces) return { ...fields(json), data: data === null ? null : asSet(list(data)) };
  return {
    ...fields(json),
    data: asSet(list(data).flatMap(spansOfTrace)),
    traces: traceOrder(list(data).map((each) => fields(each)['traceID'])),
  };
}

/** The traces of a search, in the order they were found. */
function traceOrder(traceIds: (Json | undefined)[]): unknown[] {
  return traceIds.filter((id, index) => id !== traceIds[index - 1]);
}

function spansOfResult(result: Json): { traceId: Json; [key: string]: Json }[] {
  return list(fields(result)['resourceSpans']).flatMap((resourceSpans) => {
    const { resource = null, scopeSpans, schemaUrl = '' } = fields(resourceSpans);
    return list(scopeSpans).flatMap((each) => {
      const { scope = null, spans, schemaUrl: scopeSchemaUrl = '' } = fields(each);
      return list(spans).map((span) => ({
        traceId: fields(span)['traceId'] ?? null,
        resource: withAttributeMap(resource),
        schemaUrls: [schemaUrl, scopeSchemaUrl],
        scope: withAttributeMap(scope),
        span: withAttributeMap(span),
      }));
    });
  });
}

function withAttributeMap(span: Json): Json {
  const attributes = list(fields(span)['attributes']).map((each): [string, Json] => {
    // Protobuf's JSON leaves an empty text out.
    const { key = '', value = null } = fields(each);
    return [
      String(key),
      key === '@jaeger@warnings' ? asSet(list(fields(fields(value)['arrayValue'])['values'])) : value,
    ];
  });
  return { ...fields(span), attributes: sorted(Object.fromEntries(attributes)) };
}

/** Which of several spans of one id counts as the duplicate is up to Go's map: they are given each other's warnings. */
function spansOfTrace(trace: Json): Json[] {
  const { traceID = null, spans, processes, warnings = null } = fields(trace);
  const warningsOf = (id: Json | undefined) =>
    list(spans).flatMap((span) => (fields(span)['spanID'] === id ? list(fields(span)['warnings']) : []));
  return list(spans).map((span) => {
    const { processID, ...rest } = fields(span);
    const process = fields(processes)[String(processID)] ?? null;
    return {
      traceID,
      traceWarnings: warnings,
      ...rest,
      process,
      warnings: asSet(warningsOf(rest['spanID'])),
    };
  });
}

/** In the order of their texts, each once. */
function asSet(items: Json[]): Json[] {
  const byText = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

/** Keys in alphabetical order, all the way down. */
function sorted(json: Json): Json {
  if (Array.isArray(json)) return json.map(sorted);
  if (typeof json !== 'object' || json === null) return json;
  const keys = Object.keys(json).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(json[key] ?? null)]));
}

function fields(json: Json | undefined): { [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {};
}

function list(json: Json | undefined): Json[] {
  return Array.isArray(json) ? json : [];
}
