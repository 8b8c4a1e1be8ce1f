import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { spansFromJson } from '@spanlab/sandbox/store/otlp/decode-json.ts';
import { z } from 'zod';

const services = z.object({ services: z.array(z.string()) });
const traces = z.object({ result: z.unknown() });

/** Jaeger's own traces of the queries it is asked. */
const ownService = 'jaeger';

/** Every span that a Jaeger has of others, through its query API. @throws when it does not answer as one */
export async function spansIn(jaeger: string): Promise<Span[]> {
  const answer = await fetch(`${jaeger}/api/v3/services`);
  const body: unknown = await answer.json();
  const parsed = services.safeParse(body);
  if (!parsed.success)
    throw new Error(`${answer.url} answered ${answer.status}: ${JSON.stringify(body).slice(0, 200)}`);
  const names = parsed.data.services.filter((name) => name !== ownService);
  const found = new Map<string, Span>();
  for (const name of names) {
    const search = new URLSearchParams({
      'query.service_name': name,
      'query.start_time_min': new Date(Date.now() - 3_600_000).toISOString(),
      'query.start_time_max': new Date(Date.now() + 3_600_000).toISOString(),
      'query.num_traces': '100',
      'query.search_depth': '100',
    });
    const response = await fetch(`${jaeger}/api/v3/traces?${search}`);
    if (response.status !== 200) continue;
    for (const span of spansFromJson(traces.parse(await response.json()).result))
      found.set(span.spanId, span);
  }
  return [...found.values()];
}
