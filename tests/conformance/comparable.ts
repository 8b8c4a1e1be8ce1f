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
  if (Array.isArray(errors)) return { codes: errors.map((each) => fields(each)['code']) };
  if (result !== undefined) return asSet(spansOfResult(result));
  if (services !== undefined || operations !== undefined) return asSet(list(services ?? operations));
  return asSet(list(data).flatMap((each) => ('spans' in fields(each) ? spansOfTrace(each) : [each])));
}

function spansOfResult(result: Json): Json[] {
  return list(fields(result)['resourceSpans']).flatMap((resourceSpans) => {
    const { resource = null, scopeSpans } = fields(resourceSpans);
    return list(scopeSpans).flatMap((each) => {
      const { scope = null, spans } = fields(each);
      return list(spans).map((span) => ({ resource, scope, span: withAttributeMap(span) }));
    });
  });
}

function withAttributeMap(span: Json): Json {
  const attributes = list(fields(span)['attributes']).map((each): [string, Json] => {
    const { key, value = null } = fields(each);
    return [
      String(key),
      key === '@jaeger@warnings' ? asSet(list(fields(fields(value)['arrayValue'])['values'])) : value,
    ];
  });
  return { ...fields(span), attributes: sorted(Object.fromEntries(attributes)) };
}

function spansOfTrace(trace: Json): Json[] {
  const { traceID = null, spans, processes, warnings = null } = fields(trace);
  return list(spans).map((span) => {
    const { processID, warnings: own, ...rest } = fields(span);
    const process = fields(processes)[String(processID)] ?? null;
    return { traceID, traceWarnings: warnings, ...rest, process, warnings: asSet(list(own)) };
  });
}

function asSet(items: Json[]): Json[] {
  return [...new Set(items.map((item) => JSON.stringify(item)))].sort();
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
