/** What a lesson's expectation comes to where its take-home runs as Node programs. Pure. */
import { readsSpans } from '@spanlab/sandbox/expect/evaluate.ts';
import type {
  Check,
  Expectation,
  SpanExpectation,
  WireExpectation,
} from '@spanlab/sandbox/schemas/expectation.ts';

export interface InNode {
  /** As many checks as the lesson has, in its order; one that asks for nothing any more is undefined. */
  checks: (Check | undefined)[];
  /** What is not held to, and what is another by design: sentences. */
  notes: string[];
}

export interface NodeSetting {
  /** Is there a log of what backend and Collector were asked? */
  hasExchanges: boolean;
  /** Does the project export by gRPC? */
  byGrpc: boolean;
}

const language = 'telemetry.sdk.language';
const backendNames: readonly (string | undefined)[] = ['jaeger', 'collector'];

export function inNode({ checks }: Expectation, { hasExchanges, byGrpc }: NodeSetting): InNode {
  const notes = new Set<string>();
  const unheard = new Set<string>();
  const shows = ({ from, to }: WireExpectation): boolean =>
    hasExchanges && (backendNames.includes(to) || backendNames.includes(from));
  const asGrpc = (wire: WireExpectation): WireExpectation => {
    if (!byGrpc || wire.path !== '/v1/traces') return wire;
    notes.add('The take-home exports by gRPC: /v1/traces is read as its path, …TraceService/Export.');
    return { ...wire, path: '/TraceService\\/Export$/' };
  };
  const kept = checks.map((check): Check | undefined => {
    const { wire = [], ...rest } = check;
    const seen = wire.filter(shows);
    if (seen.length < wire.length) unheard.add(`“${check.check}”`);
    const own: Check = { ...inOurWords(rest, notes), ...(seen.length > 0 && { wire: seen.map(asGrpc) }) };
    return readsSpans(own) || own.stdout !== undefined || own.wire !== undefined ? own : undefined;
  });
  if (unheard.size > 0) notes.add(`Nobody hears these requests here: ${[...unheard].join(', ')}.`);
  return { checks: kept, notes: [...notes] };
}

/** The SDK in a page says that it is `webjs`. */
function inOurWords(check: Check, notes: Set<string>): Check {
  const translate = (span: SpanExpectation): SpanExpectation => {
    const { resource, children } = span;
    const isWeb = resource?.[language] === 'webjs';
    if (isWeb) notes.add(`${language} is nodejs here, and webjs in the page.`);
    return {
      ...span,
      ...(isWeb && { resource: { ...resource, [language]: 'nodejs' } }),
      ...(children && { children: children.map(translate) }),
    };
  };
  const { spans, somewhere } = check;
  return {
    ...check,
    ...(spans && { spans: spans.map(translate) }),
    ...(somewhere && { somewhere: somewhere.map(translate) }),
  };
}
