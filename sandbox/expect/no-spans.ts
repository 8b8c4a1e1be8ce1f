/** Why there are no spans at all: the first thing that goes wrong, and the most puzzling. */
import type { Check } from '../schemas/expectation.ts';
import type { Exchange } from '../schemas/run-event.ts';
import type { Span } from '../schemas/trace.ts';
import { plural } from './describe.ts';
import type { Reason } from './explain.ts';
import { cut } from './value.ts';

/** Say that no span was there to read, and the nearest cause that the facts show. */
export function noSpans(
  { read }: Check,
  facts: { printed: readonly Span[]; stored: readonly Span[]; exchanges: readonly Exchange[] },
): Reason {
  if (read === 'console') {
    if (facts.stored.length > 0) {
      const text = `No program printed a span; ${plural(facts.stored.length, 'span')} went to Jaeger. This check reads what a ConsoleSpanExporter prints.`;
      return { text, target: { type: 'console' } };
    }
    const text =
      'No program printed a span. A ConsoleSpanExporter prints a span when it has ended, and only for a provider that is registered.';
    return { text, target: { type: 'console' } };
  }
  const sent = facts.exchanges.filter(isExport);
  const failed = sent.find(({ response }) => response === undefined || response.status >= 400);
  if (failed) {
    const { from, url, response, failure } = failed;
    const outcome = response ? `was answered ${response.status}` : `failed: ${cut(failure ?? 'no answer')}`;
    const text = `No span reached Jaeger. The export from ${from} to ${cut(url)} ${outcome}.`;
    return { text, target: { type: 'exchange', id: failed.id } };
  }
  const [first] = sent;
  if (first) {
    const text = `No span reached Jaeger. ${plural(sent.length, 'export')} crossed the network without a span Jaeger could keep.`;
    return { text, target: { type: 'exchange', id: first.id } };
  }
  if (facts.printed.length > 0) {
    const text = `No span reached Jaeger. ${plural(facts.printed.length, 'span')} went to the console; nothing was exported.`;
    return { text, target: { type: 'console' } };
  }
  return {
    text: 'No span reached Jaeger, and nothing was exported. Has a span ended, and is the provider registered?',
  };
}

/** By OTLP/HTTP or OTLP/gRPC. */
function isExport({ method, url }: Exchange): boolean {
  return (
    method.toUpperCase() === 'POST' &&
    /\/(?:v1\/traces|opentelemetry\.proto\.collector\.trace\.v1\.TraceService\/Export)(?:\?|$)/u.test(url)
  );
}
